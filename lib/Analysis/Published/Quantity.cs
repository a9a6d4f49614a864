using Measurement;
using Measurement.Frames;

namespace Analysis.Published;

/// <summary>The quantities of the report, by the names in its data files.</summary>
internal static class Quantity
{
    private static readonly Dictionary<string, Metric> Known = new()
    {
        ["run time"] = Metric.ExecutionTime,
        ["run time inside"] = Metric.InnerTime,
        ["startup"] = Metric.StartupTime,
        ["peak memory"] = Metric.PeakMemory,
        ["peak memory with client"] = Metric.ReportedMemory,
        ["peak memory inside"] = Metric.InnerMemory,
        ["peak memory of the cgroup"] = Metric.CgroupPeak,
        ["memory of all instances"] = Metric.MemoryOfAll,
        ["starts a second"] = Metric.StartRate,
        ["processor time"] = Metric.ProcessorTime,
        ["page faults"] = Metric.PageFaults,
    };

    /// <summary>Behind the name of a quantity: less that of a program that only starts, in the same block.</summary>
    private const string WithoutStart = " without start";

    public static bool IsWithoutStart(string name) => name.EndsWith(WithoutStart, StringComparison.Ordinal);

    /// <exception cref="UsageException">There is no such quantity; the message lists the quantities.</exception>
    public static Metric Named(string name) =>
        Known.GetValueOrDefault(IsWithoutStart(name) ? name[..^WithoutStart.Length] : name)
        ?? throw new UsageException($"No quantity '{name}': there are {string.Join(", ", Known.Keys)}.");
}
