using Measurement;

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

/// <summary>The numbers of the 2022 report: one run each, without intervals.</summary>
public sealed class Published
{
    private Published(IReadOnlyList<PublishedResult> results) => Results = results;

    public IReadOnlyList<PublishedResult> Results { get; }

    /// <param name="folder">The folder of <c>results.csv</c>.</param>
    /// <exception cref="MeasurementException">The file is missing or damaged: says which line.</exception>
    public static Published Load(string folder)
    {
        var path = Path.Combine(folder, "results.csv");
        return File.Exists(path)
            ? new Published(CsvFile<PublishedResult>.Read(path))
            : throw new MeasurementException($"{path} is missing: restore it with `git checkout -- data/published`.");
    }

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
        return published.Contains(target)
            ? target
            : published
                .Except(measured)
                .Where(other => Palette.IsWasm(other) && IsAot(other) && Palette.IsWasm(target) && IsAot(target))
                .FirstOrDefault();
    }

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

    private static bool IsAot(string target) => target.EndsWith("-aot", StringComparison.Ordinal);

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
