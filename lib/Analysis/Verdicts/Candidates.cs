using Analysis.Published;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>A run that could judge a claim.</summary>
/// <param name="Evidence">What it says about the claim; null: it lacks something.</param>
/// <param name="Lack">Why it cannot judge the claim; null: it can.</param>
internal sealed record Candidate(EvidenceRun Run, Evidence? Evidence, string? Lack)
{
    /// <summary>Whether it measured all that the claim compares, if not as the claim needs it.</summary>
    public bool HasCells { get; init; }
}

/// <summary>Finds the runs that may judge a claim: of its machine, its suite, its cells and its arguments.</summary>
internal sealed class Candidates(PublishedReport report, EvidenceRuns evidence)
{
    /// <summary>The runs of a machine that may judge a claim, each with what it says, or with what it lacks.</summary>
    /// <param name="beside">The runs of the second machine; null: the claim is about one.</param>
    public IEnumerable<Candidate> For(Claim claim, string? machine, Frame? beside = null)
    {
        var runs = evidence.Runs.Where(run => run.MayJudge(claim, machine));
        // An emulated machine comes after every real one.
        foreach (var run in runs.OrderBy(run => run.Info?.Host.EmulatedBy is not null))
        {
            if (run.Frame is not { } frame)
            {
                yield return new(run, null, run.Damage.TrimEnd('.'));
                continue;
            }
            var here = EvidenceOf(frame, claim, beside);
            var missing = here.Lack();
            var lack = missing ?? Misfit(here, claim);
            yield return new(run, lack is null ? here : null, lack) { HasCells = missing is null };
        }
    }

    public Evidence EvidenceOf(Frame frame, Claim claim, Frame? beside = null) =>
        new(
            frame,
            report,
            claim,
            [
                .. (
                    claim.Suite is Suite.Games or Suite.Startup
                        ? report.ProgramsOf(claim.Suite)
                        : evidence.ProgramsOf(claim.Suite)
                ).Where(program => program != claim.Without),
            ]
        )
        {
            Beside = beside,
        };

    /// <summary>Why cells that were measured do not judge the claim; null: they do.</summary>
    private string? Misfit(Evidence here, Claim claim) =>
        claim.Metric != SizeClaims.Quantity && OtherArguments(here, claim) is { } other
            ? $"Measured with {HowArgumentsDiffer(here)} arguments than {(claim.Suite == Suite.Games ? "in 2022" : "its plan's")} ({other})"
        : claim.Machines.Count > 1 ? here.TooFewBlocks()
        : null;

    /// <summary>Which program was measured with arguments that do not judge the claim; null: none.</summary>
    public string? OtherArguments(Evidence here, Claim claim) =>
        here.OtherArguments(
            (program, measured) =>
                evidence.Arguments(program) is not { } wanted
                || measured == wanted
                || (SmallerMayJudge(claim) && measured == evidence.SmallerArguments(program))
        );

    /// <summary>Which program was measured with smaller arguments than the claim's, which judge it, too; null: none.</summary>
    public string? SmallerArguments(Evidence here) =>
        here.OtherArguments((program, measured) => evidence.Arguments(program) is not { } wanted || measured == wanted);

    /// <summary>In a word, how arguments that do not judge a claim differ from those that do.</summary>
    public string HowArgumentsDiffer(Evidence here)
    {
        var others = here.OtherArguments(
            (program, measured) =>
                evidence.Arguments(program) is not { } wanted || measured == wanted || AreSmaller(measured, wanted)
        );
        return others is null ? "smaller" : "other";
    }

    /// <summary>Whether all words that differ are smaller numbers.</summary>
    private static bool AreSmaller(string arguments, string than)
    {
        var (words, others) = (arguments.Split(' '), than.Split(' '));
        return words.Length == others.Length
            && words
                .Zip(others)
                .All(pair =>
                    pair.First == pair.Second
                    || (
                        long.TryParse(pair.First, out var number)
                        && long.TryParse(pair.Second, out var other)
                        && number < other
                    )
                );
    }

    /// <summary>
    /// Whether smaller arguments may judge a claim: one about times on an emulated machine, where the verdict without the
    /// start shows whether they are long enough. What else depends on the arguments, as memory does, nothing shows.
    /// </summary>
    private static bool SmallerMayJudge(Claim claim) =>
        claim.IsAboutEmulated && claim.Readings.Contains(RunTimeClaims.NetOfStart, StringComparison.Ordinal);
}
