using Measurement.Journals;

namespace Measurement.Frames;

public enum Unit
{
    Nanoseconds,
    Bytes,
    Count,
    Ratio,
}

/// <summary>A quantity that samples have: its name in prose, its unit, and how to read it from a sample.</summary>
public sealed record Metric(string Name, Unit Unit, Func<Sample, double?> Read)
{
    /// <summary>From spawn to reaped exit of what a user would type, with the start of runtime or container.</summary>
    public static Metric ExecutionTime { get; } = new("execution time", Unit.Nanoseconds, sample => sample.WallNs);

    /// <summary>From spawn to the first byte on stdout; <c>startup</c> writes it in its first statement.</summary>
    public static Metric StartupTime { get; } = new("startup time", Unit.Nanoseconds, sample => sample.FirstOutputNs);

    /// <summary>The processor time that all threads of the process used, in the program and in the kernel.</summary>
    public static Metric ProcessorTime { get; } =
        new("processor time", Unit.Nanoseconds, sample => sample.UserNs + sample.SystemNs);

    /// <summary>Memory pages that the process touched for the first time and that needed no disk read.</summary>
    public static Metric PageFaults { get; } = new("page faults", Unit.Count, sample => sample.MinorFaults);

    /// <summary>Peak RSS of the launched process; for a container, of the client.</summary>
    public static Metric PeakMemory { get; } = new("peak memory", Unit.Bytes, sample => sample.MaxRssBytes);

    /// <summary>Peak RSS as the 2022 report counts it: for a container, of the client and of the program in it.</summary>
    public static Metric ReportedMemory { get; } =
        new(
            "peak memory with a container's client",
            Unit.Bytes,
            sample => sample.MaxRssBytes + (sample.InnerMaxRssBytes ?? 0)
        );

    /// <summary>The peak memory of the container's cgroup.</summary>
    public static Metric CgroupPeak { get; } =
        new("peak memory of the cgroup", Unit.Bytes, sample => sample.CgroupPeakBytes);

    /// <summary>The memory of all instances of a launch, in which shared pages count once (PSS).</summary>
    public static Metric MemoryOfAll { get; } = new("memory of all instances", Unit.Bytes, sample => sample.PssBytes);

    /// <summary>Of this memory, what no other process has.</summary>
    public static Metric PrivateMemory { get; } =
        new("memory of all instances that is not shared", Unit.Bytes, sample => sample.PrivateBytes);

    /// <summary>What the kernel charges the cgroups of all instances of a launch.</summary>
    public static Metric ChargedMemory { get; } =
        new("memory charged to the cgroups", Unit.Bytes, sample => sample.CgroupBytes);

    /// <summary>How many instances of a program start and end in a second, where each prints one byte.</summary>
    public static Metric StartRate { get; } =
        new("starts a second", Unit.Count, sample => sample.StdoutBytes * 1e9 / sample.WallNs);

    /// <summary>Spawn to exit of the program alone, as the probe inside the container saw it.</summary>
    public static Metric InnerTime { get; } =
        new("execution time inside", Unit.Nanoseconds, sample => sample.InnerWallNs);

    /// <summary>Peak RSS of the program alone, as the probe inside the container saw it.</summary>
    public static Metric InnerMemory { get; } =
        new("peak memory inside", Unit.Bytes, sample => sample.InnerMaxRssBytes);
}
