using Measurement;
using Measurement.Frames;
using Measurement.Journals;

namespace Analysis;

/// <summary>The published claims, and how our data judges them.</summary>
public sealed class ClaimBook
{
    private static readonly IReadOnlyList<IClaimReader> Readers =
    [
        .. typeof(IClaimReader)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IClaimReader)))
            .Select(type => (IClaimReader)Activator.CreateInstance(type)!),
    ];

    private ClaimBook(IReadOnlyList<Claim> claims) => Claims = claims;

    public IReadOnlyList<Claim> Claims { get; }

    /// <param name="publishedFolder">The folder of <c>claims.csv</c>.</param>
    /// <exception cref="MeasurementException">The file is missing or damaged: says which line.</exception>
    public static ClaimBook Load(string publishedFolder)
    {
        var path = Path.Combine(publishedFolder, "claims.csv");
        if (!File.Exists(path))
        {
            throw new MeasurementException($"{path} is missing: restore it with `git checkout -- data/published`.");
        }
        var claims = CsvFile<Claim>.Read(path);
        if (claims.FirstOrDefault(claim => claim is { Comparison: "ratio", ValueLow: null }) is { } incomplete)
        {
            throw new MeasurementException($"{path}: claim {incomplete.Id} compares a ratio and needs a value_low.");
        }
        // An order claims of each step that the later target takes more.
        return new([.. claims.Select(claim => claim.Comparison == "order" ? claim with { ValueLow = 1 } : claim)]);
    }

    /// <summary>Every reading of every claim that can be judged so far, in the order of the book.</summary>
    public IReadOnlyList<ClaimResult> Judge(Frame frame) =>
        [
            .. from claim in Claims
            let reader = Readers.FirstOrDefault(reader => reader.Claims.Contains(claim.Id))
            where reader is not null
            let readings = reader.Read(new Evidence(frame, claim)).ToList()
            from result in claim.Comparison == "order"
                ? Order(claim, readings, Estimates.Confidence(frame))
                : readings.Select(reading => Result(claim, reading))
            select result,
        ];

    /// <summary>The verdict on the whole order, then each of its steps.</summary>
    private static IEnumerable<ClaimResult> Order(Claim claim, List<Reading> steps, double confidence)
    {
        var known = steps.Where(step => step.Ratio is not null).ToList();
        var found = Orders.Compare([.. known.Select(step => step.AtLevel!)], confidence);
        var whole = Orders.Judge(found);
        var verdict = known.Count == steps.Count || whole == Verdict.Contradicted ? whole : Verdict.NotMeasured;
        string[] notes =
        [
            .. steps.Where(step => step.Ratio is null).SelectMany(step => step.Notes),
            $"The steps of an order are judged together: {Numbers.Percent(confidence)} by Bonferroni's correction, a ratio within {Numbers.Percent(Equivalence.Margin)} of 1x being a tie.",
        ];
        yield return new(claim, "all steps together", null, verdict, null, string.Join(" ", notes.Distinct()));
        foreach (var step in steps)
        {
            var rank = known.IndexOf(step);
            yield return Result(claim, step) with
            {
                Verdict = rank < 0 ? Verdict.NotMeasured : Orders.Judge([found[rank]]),
            };
        }
    }

    private static ClaimResult Result(Claim claim, Reading reading)
    {
        if (reading.Ratio is not { } ratio)
        {
            return new(claim, reading.Words, null, Verdict.NotMeasured, null, string.Join(" ", reading.Notes));
        }
        var (low, high) = (claim.ValueLow!.Value, claim.ValueHigh);
        var verdict = Verdicts.Judge(ratio, low, high);
        string[] why = (verdict, ratio) switch
        {
            (not Verdict.Inconclusive, _) => [],
            (_, { Bound: not Bound.None }) => ["A timeout leaves only a bound, which does not reach far enough."],
            (_, { HasInterval: false }) => ["There are too few blocks or programs for an interval."],
            _ when reading.SpansPrograms =>
            [
                "The interval spans how programs differ: more programs would narrow it, more samples need not.",
            ],
            _ => [],
        };
        string[] notes = [.. reading.Notes, .. why];
        return new(
            claim,
            reading.Words,
            ratio,
            verdict,
            reading.SpansPrograms ? null : Verdicts.MoreSamples(ratio, low, high),
            notes.Length == 0 ? null : string.Join(" ", notes)
        );
    }
}
