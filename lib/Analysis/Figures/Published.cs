using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis;

public enum PublishedBound
{
    Exact,
    Lower,
    Upper,
}

/// <summary>One number of the 2022 report: a line of <c>data/published/results.csv</c>.</summary>
public sealed record PublishedResult
{
    public required string Item { get; init; }
    public required string Section { get; init; }
    public required string Workload { get; init; }
    public required string Arguments { get; init; }
    public required string Target { get; init; }
    public required string Metric { get; init; }
    public required double Value { get; init; }
    public required PublishedBound Bound { get; init; }
    public required string Source { get; init; }
    public required string Note { get; init; }
}

/// <summary>What the report says of a runtime in words: a line of <c>data/published/runtimes.csv</c>.</summary>
public sealed record PublishedStatement
{
    public required string Item { get; init; }
    public required string Section { get; init; }
    public required string Aspect { get; init; }
    public required string Runtime { get; init; }
    public required string Statement { get; init; }
}

/// <summary>The numbers of the 2022 report, one run each, without intervals, and its statements on runtimes.</summary>
public sealed class Published
{
    private Published(string folder) =>
        (Results, Statements) = (
            Read<PublishedResult>(folder, "results.csv"),
            Read<PublishedStatement>(folder, "runtimes.csv")
        );

    public IReadOnlyList<PublishedResult> Results { get; }
    public IReadOnlyList<PublishedStatement> Statements { get; }

    /// <param name="folder">The folder of <c>results.csv</c> and <c>runtimes.csv</c>.</param>
    /// <exception cref="MeasurementException">A file is missing or damaged: says which line.</exception>
    public static Published Load(string folder) => new(folder);

    /// <summary>
    /// Today's target for one that the report names. It has one Wasmer and does not say which of Wasmer's compilers; it
    /// lists Cranelift first (table 1.2), which `wasmer run` took by itself in 2022.
    /// </summary>
    public static string Today(string target) =>
        target.Replace("wasmer-", "wasmer-cranelift-", StringComparison.Ordinal);

    /// <summary>
    /// Which target of the report stands in the row of <paramref name="target"/>: the same one, or for ahead-of-time
    /// compiled Wasm the report's only one of that role, as long as that one is not measured itself.
    /// </summary>
    public string? Counterpart(string item, string target, IEnumerable<string> measured)
    {
        var published = Results
            .Where(result => result.Item == item)
            .Select(result => result.Target)
            .Distinct()
            .ToList();
        return published.Find(other => Today(other) == target)
            ?? (
                IsWasmAot(target) && published.Where(IsWasmAot).ToList() is [var only] && !measured.Contains(only)
                    ? only
                    : null
            );
    }

    /// <summary>The report's number for what an item shows: its ratio to native, or its bytes.</summary>
    internal Estimate? Find(Frame frame, Item item, string workload, string target) =>
        item
            .Published.Select(table => (Table: table, Target: Counterpart(table, target, frame.Targets)))
            .Select(old =>
                item.Metric == Metric.PeakMemory
                    ? Find(old.Table, workload, old.Target, "program_memory_mb")
                    : Ratio(old.Table, workload, old.Target)
            )
            .FirstOrDefault(found => found is not null);

    /// <summary>What the report ran in a table of one workload.</summary>
    public string ArgumentsOf(string item) => Results.First(result => result.Item == item).Arguments;

    /// <summary>The published value, as an estimate without interval; null where the report has none.</summary>
    /// <remarks>What the report calls MB are MiB: it divides the kernel's KiB by 1024.</remarks>
    /// <param name="metric">As in the file: <c>wall_s</c>, <c>program_memory_mb</c>, <c>container_memory_mb</c>.</param>
    public Estimate? Find(string item, string workload, string? target, string metric)
    {
        var found = Results.FirstOrDefault(result =>
            result.Item == item && result.Workload == workload && result.Target == target && result.Metric == metric
        );
        return found is null ? null
            : metric == "wall_s" ? Exact(found.Value * 1e9, Unit.Nanoseconds, found.Bound)
            : Exact(found.Value * (1 << 20), Unit.Bytes, found.Bound);
    }

    /// <summary>The published ratio to native.</summary>
    public Estimate? Ratio(string item, string workload, string? target)
    {
        var (numerator, native) = (Find(item, workload, target, "wall_s"), Find(item, workload, "native", "wall_s"));
        return numerator is null || native is null
            ? null
            : numerator with
            {
                Value = numerator.Value / native.Value,
                Unit = Unit.Ratio,
            };
    }

    private static IReadOnlyList<TLine> Read<TLine>(string folder, string name)
        where TLine : class
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? CsvFile<TLine>.Read(path)
            : throw new MeasurementException($"{path} is missing: restore it with `git checkout -- data/published`.");
    }

    internal static bool IsWasmAot(string target) => Palette.IsWasm(target) && Palette.ModeOf(target) == Mode.Aot;

    private static Estimate Exact(double value, Unit unit, PublishedBound bound) =>
        new(
            value,
            double.NaN,
            double.NaN,
            double.NaN,
            1,
            unit,
            "published in 2022",
            bound switch
            {
                PublishedBound.Lower => Bound.AtLeast,
                PublishedBound.Upper => Bound.AtMost,
                _ => Bound.None,
            }
        );
}
