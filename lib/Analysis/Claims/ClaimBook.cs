using Measurement;

namespace Analysis;

/// <summary>The published claims, and how our data judges them.</summary>
public sealed class ClaimBook
{
    /// <summary>A line of the file, whose columns are named for its readers: the statement's column is "claim".</summary>
    private sealed record Line
    {
        public required string Id { get; init; }
        public required string Section { get; init; }
        public required string Claim { get; init; }
        public required string Metric { get; init; }
        public required string Numerator { get; init; }
        public required string Denominator { get; init; }
        public required string Comparison { get; init; }
        public double? ValueLow { get; init; }
        public double? ValueHigh { get; init; }
        public required string Source { get; init; }
    }

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
        var lines = CsvFile<Line>.Read(path);
        if (lines.FirstOrDefault(line => line is { Comparison: "ratio", ValueLow: null }) is { } incomplete)
        {
            throw new MeasurementException($"{path}: claim {incomplete.Id} compares a ratio and needs a value_low.");
        }
        return new([
            .. lines.Select(line => new Claim
            {
                Id = line.Id,
                Section = line.Section,
                Text = line.Claim,
                Metric = line.Metric,
                Numerator = line.Numerator,
                Denominator = line.Denominator,
                Comparison = line.Comparison,
                // An order claims of each step that the later target takes more.
                ValueLow = line.Comparison == "order" ? 1 : line.ValueLow,
                ValueHigh = line.ValueHigh,
                Source = line.Source,
            }),
        ]);
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
            $"The steps of an order are judged together: {Numbers.Percent(confidence)} by Holm's procedure, a ratio within {Numbers.Percent(Equivalence.Margin)} of 1x being a tie.",
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
