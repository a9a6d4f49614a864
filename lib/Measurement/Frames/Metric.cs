namespace Measurement;

public enum Unit
{
    Nanoseconds,
    Bytes,
    Ratio,
}

/// <summary>A quantity that samples carry: its name in prose, its column in the journal, its unit.</summary>
public sealed record Metric(string Name, string Column, Unit Unit, Func<Sample, double?> Read)
{
    /// <summary>From spawn to reaped exit of what a user would type, runtime or container start included.</summary>
    public static Metric ExecutionTime { get; } =
        new("execution time", "wall_ns", Unit.Nanoseconds, sample => sample.WallNs);

    /// <summary>From spawn to the first byte on stdout: for the workload <c>startup</c>, its first statement.</summary>
    public static Metric StartupTime { get; } =
        new("startup time", "first_output_ns", Unit.Nanoseconds, sample => sample.FirstOutputNs);

    /// <summary>Peak RSS of the launched process; for a container, of the client.</summary>
    public static Metric PeakMemory { get; } =
        new("peak memory", "max_rss_bytes", Unit.Bytes, sample => sample.MaxRssBytes);

    /// <summary>What the container's cgroup held at its peak.</summary>
    public static Metric CgroupPeak { get; } =
        new("peak memory of the cgroup", "cgroup_peak_bytes", Unit.Bytes, sample => sample.CgroupPeakBytes);

    /// <summary>Spawn to exit of the program alone, as the probe inside the container saw it.</summary>
    public static Metric InnerTime { get; } =
        new("execution time inside", "inner_wall_ns", Unit.Nanoseconds, sample => sample.InnerWallNs);

    /// <summary>Peak RSS of the program alone, as the probe inside the container saw it.</summary>
    public static Metric InnerMemory { get; } =
        new("peak memory inside", "inner_max_rss_bytes", Unit.Bytes, sample => sample.InnerMaxRssBytes);
}
