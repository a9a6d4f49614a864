using Analysis.Estimates;
using Analysis.Published;
using Measurement;
using Measurement.Frames;

namespace Analysis.Verdicts;

/// <summary>The published claims, and the verdicts of our data on them.</summary>
internal sealed class ClaimBook
{
    private static readonly Dictionary<string, IClaimReader> Readers = typeof(IClaimReader)
        .Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IClaimReader)))
        .Select(type => (IClaimReader)Activator.CreateInstance(type)!)
        .ToDictionary(reader => reader.Metric);

    private readonly PublishedReport _report;

    public ClaimBook(PublishedReport report) => _report = report;

    /// <summary>Every reading of every claim that can be judged so far, in the order of <c>claims.csv</c>.</summary>
    /// <exception cref="MeasurementException">A claim has a quantity or reading that no reader knows.</exception>
    public IReadOnlyList<ClaimResult> Judge(Frame frame) =>
        [
            .. from claim in _report.Claims
            where claim.NotJudged.Length == 0
            let evidence = new Evidence(frame, _report, claim)
            let readings = Ways(claim).SelectMany(read => read(evidence)).ToList()
            from result in claim.IsOrder
                ? Order(claim, readings, Estimator.Confidence(frame))
                : readings.Select(reading => Result(claim, reading))
            select result,
        ];

    private static IEnumerable<Func<Evidence, IEnumerable<Reading>>> Ways(Claim claim)
    {
        if (!Readers.TryGetValue(claim.Metric, out var reader))
        {
            throw Unknown(claim, "metric", claim.Metric, Readers.Keys);
        }
        return claim
            .Readings.Split(';', StringSplitOptions.TrimEntries)
            .Select(way =>
                reader.Ways.GetValueOrDefault(way) ?? throw Unknown(claim, "reading", way, reader.Ways.Keys)
            );
    }

    private static MeasurementException Unknown(Claim claim, string what, string name, IEnumerable<string> known) =>
        new(
            $"claims.csv: claim {claim.Id} has the {what} '{name}', and there are only {string.Join(", ", known.Select(one => $"'{one}'"))}."
        );

    /// <summary>The verdict on the whole order first, then the verdict on each of its steps.</summary>
    private static IEnumerable<ClaimResult> Order(Claim claim, List<Reading> steps, double confidence)
    {
        var known = steps.Where(step => step.Ratio is not null).ToList();
        var found = OrderRule.Compare([.. known.Select(step => step.AtLevel!)], confidence);
        var whole = OrderRule.Judge(found);
        var verdict = known.Count == steps.Count || whole == Verdict.Contradicted ? whole : Verdict.NotMeasured;
        string[] notes =
        [
            .. steps.Where(step => step.Ratio is null).SelectMany(step => step.Notes),
            $"The steps of an order are judged together: {Numbers.Percent(confidence)} by Bonferroni's correction, a ratio within {Numbers.Percent(Equivalence.Margin)} of 1x being a tie.",
        ];
        yield return new(claim, "all steps together", null, verdict, null, [.. notes.Distinct()]);
        foreach (var step in steps)
        {
            var rank = known.IndexOf(step);
            yield return Result(claim, step) with
            {
                Verdict = rank < 0 ? Verdict.NotMeasured : OrderRule.Judge([found[rank]]),
            };
        }
    }

    private static ClaimResult Result(Claim claim, Reading reading)
    {
        if (reading.Ratio is not { } ratio)
        {
            return new(claim, reading.Words, null, Verdict.NotMeasured, null, reading.Notes);
        }
        var (low, high) = (claim.ValueLow!.Value, claim.ValueHigh);
        var verdict = VerdictRule.Judge(ratio, low, high);
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
        return new(
            claim,
            reading.Words,
            ratio,
            verdict,
            reading.SpansPrograms ? null : VerdictRule.MoreSamples(ratio, low, high),
            [.. reading.Notes, .. why]
        );
    }
}
