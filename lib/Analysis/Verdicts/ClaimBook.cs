using Analysis.Estimates;
using Analysis.Published;
using Measurement;

namespace Analysis.Verdicts;

/// <summary>
/// The published claims and the verdicts on them. A claim is judged on the first run that has its own cells, with the
/// report's arguments and enough blocks for an interval; where the runs have too few blocks, on the first that has any.
/// </summary>
internal sealed class ClaimBook(PublishedReport report, EvidenceRuns evidence)
{
    private static readonly Dictionary<string, IClaimReader> Readers = typeof(IClaimReader)
        .Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IClaimReader)))
        .Select(type => (IClaimReader)Activator.CreateInstance(type)!)
        .ToDictionary(reader => reader.Metric);

    private readonly Candidates _candidates = new(report, evidence);

    /// <summary>Every claim, in the order of <c>claims.csv</c>.</summary>
    /// <exception cref="MeasurementException">A claim has a quantity or reading that no reader knows.</exception>
    public IReadOnlyList<ClaimResult> Judge() => [.. report.Claims.Select(Judge)];

    private ClaimResult Judge(Claim claim)
    {
        if (claim.NotJudged.Length > 0)
        {
            return new(claim, Verdict.NotJudged, claim.NotJudged, null, []);
        }
        var ways = Ways(claim);
        var there = claim.Machines.Skip(1).SelectMany(machine => _candidates.For(claim, machine)).ToList();
        var second = there.Find(candidate => candidate.Evidence is not null);
        if (claim.Machines.Count > 1 && second is null)
        {
            return NotJudged(claim, there, []);
        }
        var unfit = new List<Candidate>();
        (EvidenceRun Run, Evidence Evidence, IReadOnlyList<Measured> Deciding)? found = null;
        foreach (var candidate in _candidates.For(claim, claim.Machines[0], second?.Evidence?.Frame))
        {
            if (candidate.Evidence is not { } here)
            {
                unfit.Add(candidate);
                continue;
            }
            var deciding = Deciding(claim, here, ways[0].Measure);
            if (deciding.All(measured => measured.Tells))
            {
                found = (candidate.Run, here, deciding);
                break;
            }
            found ??= (candidate.Run, here, deciding);
        }
        var others = WithOtherArguments(claim, ways[0], found?.Run);
        if (found is not var (chosen, at, measurements))
        {
            return NotJudged(claim, unfit, others);
        }
        var result = Result(
            claim,
            chosen,
            ways[0].Name,
            measurements,
            [.. Further(claim, at, ways), .. others],
            Estimator.Confidence(at.Frame)
        ) with
        {
            Run = second is null ? chosen.Id : $"{chosen.Id}, {second.Run.Id}",
            Setting = at.Setting,
            Machine = at.IsEmulated && claim.IsAboutEmulated ? "on an emulated machine, as in the report" : "",
        };
        return !claim.IsAboutEmulated && claim.Machine.Length > 0 && at.IsEmulated ? OnEmulated(result)
            : _candidates.SmallerArguments(at) is { } smaller && claim.IsAboutEmulated
                ? WithSmallerArguments(result, at, ways, smaller)
            : result;
    }

    /// <summary>A claim about real machines is not judged on an emulated one; what that one shows stands beside it.</summary>
    private static ClaimResult OnEmulated(ClaimResult result) =>
        result with
        {
            Verdict = Verdict.NotJudged,
            Why = "It is about real machines, and this one is emulated: what it shows judges nothing.",
            Readings =
            [
                .. result.Readings.Select(reading => reading with { Decides = false, Verdict = Verdict.NotJudged }),
            ],
            MoreBlocks = null,
        };

    /// <summary>
    /// With smaller arguments than the report's the start weighs more. So a verdict on times that were measured with
    /// them has to be the same without the start.
    /// </summary>
    private static ClaimResult WithSmallerArguments(
        ClaimResult result,
        Evidence at,
        IReadOnlyList<NamedWay> ways,
        string smaller
    )
    {
        var with = $"With smaller arguments than the report's (such as {smaller})";
        var net = ways.First(way => way.Name == RunTimeClaims.NetOfStart);
        var withoutStart = Deciding(result.Claim, at, net.Measure);
        var verdict = Decide(result.Claim, withoutStart, Estimator.Confidence(at.Frame)).Verdict;
        if (verdict == result.Verdict)
        {
            return result with { Why = $"{result.Why} {with}; without the start the verdict is the same.".TrimStart() };
        }
        var known = !new[] { verdict, result.Verdict }.Any(each => each is Verdict.Undecided or Verdict.NotJudged);
        return result with
        {
            Verdict = Verdict.Undecided,
            Why =
                $"{with}{(known ? " the start decides" : "")}: as launched the verdict is '{Absence.Words(result.Verdict)}', without the start '{Absence.Words(verdict)}'.",
        };
    }

    /// <param name="unfit">
    /// The runs that cannot judge the claim. One that has all of its cells says more than one that lacks some of them.
    /// </param>
    private static ClaimResult NotJudged(Claim claim, IEnumerable<Candidate> unfit, IReadOnlyList<Reading> others) =>
        new(
            claim,
            Verdict.NotJudged,
            $"{unfit.OrderByDescending(candidate => candidate.HasCells).FirstOrDefault()?.Lack ?? "There is no run yet"}.",
            null,
            others
        );

    private static IReadOnlyList<Measured> Deciding(Claim claim, Evidence here, Way way) =>
        [
            .. from step in claim.Steps
            from at in claim.Kind == ClaimKind.Most ? here.Programs.Select(here.On) : [here]
            select way(at, step),
        ];

    /// <summary>The other ways to count, and the other pairs that the claim could be about.</summary>
    private static IEnumerable<Reading> Further(Claim claim, Evidence here, IReadOnlyList<NamedWay> ways)
    {
        var otherWays = ways.Skip(1).SelectMany(way => claim.Steps.Select(step => (way, step)));
        var otherPairs = claim.OtherSteps.Select(step => (way: ways[0], step));
        return
        [
            .. from other in otherWays.Concat(otherPairs)
            let measured = other.way.Measure(here, other.step)
            select ReadingOf(measured, other.way.Name, measured.Verdict(), decides: false),
        ];
    }

    /// <summary>What this host's newest run shows at other arguments. It decides nothing.</summary>
    private IReadOnlyList<Reading> WithOtherArguments(Claim claim, NamedWay way, EvidenceRun? judgedOn)
    {
        // One line for each program would say no more than the programs' own claims do.
        var runs = claim.Kind == ClaimKind.Most || claim.Machines.Count > 1 ? [] : evidence.Runs;
        foreach (var run in runs.TakeWhile(run => run.IsLocal && run != judgedOn))
        {
            if (!run.MayJudge(claim, claim.Machines[0]) || run.Frame is not { } frame)
            {
                continue;
            }
            var here = _candidates.EvidenceOf(frame, claim);
            if (here.Lack() is null && _candidates.OtherArguments(here, claim) is { } arguments)
            {
                return
                [
                    .. Deciding(claim, here, way.Measure)
                        .Select(measured =>
                            ReadingOf(
                                measured with
                                {
                                    Way =
                                        $"{measured.Way}, with {_candidates.HowArgumentsDiffer(here)} arguments ({arguments}) in run {run.Id}",
                                },
                                "",
                                Verdict.NotJudged,
                                decides: false
                            )
                        ),
                ];
            }
        }
        return [];
    }

    private static ClaimResult Result(
        Claim claim,
        EvidenceRun run,
        string way,
        IReadOnlyList<Measured> measurements,
        IEnumerable<Reading> further,
        double confidence
    )
    {
        var (verdict, deciding, level) = Decide(claim, measurements, confidence);
        var open = deciding.FindAll(each => each.Verdict == Verdict.Undecided).ConvertAll(each => each.Measured);
        return new(
            claim,
            verdict,
            claim.Kind == ClaimKind.Most ? Count(deciding.ConvertAll(each => each.Verdict))
                : verdict == Verdict.Undecided ? WhyUndecided(open, level)
                : verdict == Verdict.NotJudged
                    ? string.Join(" ", measurements.SelectMany(each => each.Notes).Distinct())
                : "",
            run.Id,
            [.. deciding.Select(each => ReadingOf(each.Measured, way, each.Verdict, decides: true)), .. further],
            verdict == Verdict.Undecided && open.TrueForAll(each => !each.SpansPrograms)
                ? open.Max(each => each.Value is null ? null : VerdictRule.MoreBlocks(each.Range, each.Value))
                : null
        );
    }

    /// <summary>The verdict on comparisons that are judged together, and on each of them.</summary>
    private static (Verdict Verdict, List<(Measured Measured, Verdict Verdict)> Deciding, double Level) Decide(
        Claim claim,
        IReadOnlyList<Measured> measurements,
        double confidence
    )
    {
        // That all comparisons hold may be said where each holds at the level itself: it is wrong only if one of them is
        // (Berger, Multiparameter Hypothesis Testing and Acceptance Sampling, Technometrics 24:4, 1982). That one of
        // several fails, or that some of them hold, needs the correction.
        var all = claim.Kind != ClaimKind.Most && measurements.All(each => each.Verdict() == Verdict.Holds);
        var level = all ? confidence : VerdictRule.LevelOfEach(confidence, measurements.Count);
        var deciding = measurements.Select(each => (Measured: each, Verdict: each.Verdict(level))).ToList();
        var verdicts = deciding.ConvertAll(each => each.Verdict);
        var verdict = claim.Kind == ClaimKind.Most ? VerdictRule.Most(verdicts) : VerdictRule.All(verdicts);
        return (verdict, deciding, level);
    }

    private static string Count(List<Verdict> verdicts)
    {
        var open = verdicts.Count(each => each is Verdict.Undecided or Verdict.NotJudged);
        return $"It holds on {verdicts.Count(each => each == Verdict.Holds)} of {verdicts.Count}"
            + (open == 0 ? "." : $", and is undecided on {open}.");
    }

    private static string WhyUndecided(List<Measured> open, double level) =>
        open.Exists(each => each.Value is { Bound: not Bound.None })
            ? "A timeout leaves only a bound, which does not reach far enough."
        : open.Exists(each => each.SpansPrograms)
            ? "The interval spans how programs differ: more programs would narrow it, more blocks need not."
        : open.Exists(each => each.AtLevel(level) is { HasInterval: false })
            ? $"There are too few blocks for an interval, which takes {Estimator.FewestForInterval(level)} here."
        : "The interval does not tell.";

    private static Reading ReadingOf(Measured measured, string way, Verdict verdict, bool decides) =>
        new(
            measured.Targets.Above,
            measured.Targets.Below,
            measured.Pair,
            measured.Way,
            way,
            measured.Value,
            verdict,
            decides,
            measured.Notes
        )
        {
            IsSplit = measured.IsSplit,
            Apart = measured.Apart,
            Over = measured.Over,
        };

    private static IReadOnlyList<NamedWay> Ways(Claim claim)
    {
        if (!Readers.TryGetValue(claim.Metric, out var reader))
        {
            throw Unknown(claim, "metric", claim.Metric, Readers.Keys);
        }
        return
        [
            .. claim
                .Readings.Split(';', StringSplitOptions.TrimEntries)
                .Select(way => new NamedWay(
                    way,
                    reader.Ways.GetValueOrDefault(way) ?? throw Unknown(claim, "reading", way, reader.Ways.Keys)
                )),
        ];
    }

    private sealed record NamedWay(string Name, Way Measure);

    private static MeasurementException Unknown(Claim claim, string what, string name, IEnumerable<string> known) =>
        new(
            $"claims.csv: claim {claim.Id} has the {what} '{name}', and there are only {string.Join(", ", known.Select(one => $"'{one}'"))}."
        );
}
