using Measurement.Plans;

namespace Measurement.Journals;

/// <summary>How a launch ended. Only <see cref="Ok"/> has a value; <see cref="Timeout"/> is a lower bound.</summary>
public enum Status
{
    Ok,
    Timeout,
    Crash,
    WrongOutput,
    OutOfMemory,
}

/// <summary>
/// One process launch and everything measured about it: a line of <c>samples.csv</c>. Times in nanoseconds from
/// spawn, sizes in bytes. <c>(Run, Block, Position)</c> is the key.
/// </summary>
public sealed record Sample : ILaunchRecord
{
    public required string Run { get; init; }
    public required string Host { get; init; }
    public required int Block { get; init; }
    public required int Position { get; init; }
    public required string Workload { get; init; }
    public required string Arguments { get; init; }
    public required string Target { get; init; }
    public required Phase Phase { get; init; }
    public required Status Status { get; init; }
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }

    /// <summary>From spawn to reaped exit; for a timeout, how long the launch ran before it was killed.</summary>
    public required long WallNs { get; init; }

    /// <summary>From spawn to the first byte on stdout; null where nothing was printed.</summary>
    public long? FirstOutputNs { get; init; }
    public required long UserNs { get; init; }
    public required long SystemNs { get; init; }

    /// <summary>Peak RSS of the launched process (for container targets: of the client).</summary>
    public required long MaxRssBytes { get; init; }
    public long? CgroupPeakBytes { get; init; }

    /// <summary>What the probe inside a container measured of the program alone.</summary>
    public long? InnerWallNs { get; init; }
    public long? InnerMaxRssBytes { get; init; }
    public required long MinorFaults { get; init; }
    public required long MajorFaults { get; init; }
    public required long VoluntarySwitches { get; init; }
    public required long InvoluntarySwitches { get; init; }
    public required long StdoutBytes { get; init; }
    public required string StdoutSha256 { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// CPU time that the hypervisor gave to others during the launch; null where the kernel does not tell, as
    /// for <see cref="Load1"/>.
    /// </summary>
    public long? StealNs { get; init; }
    public double? Load1 { get; init; }

    /// <summary>
    /// Where a launch has many instances that wait: the memory of all their processes, in which a page that n processes
    /// share counts as an nth in each (PSS).
    /// </summary>
    public long? PssBytes { get; init; }

    /// <summary>Of this memory, what no other process has.</summary>
    public long? PrivateBytes { get; init; }

    /// <summary>What the kernel charges the cgroups that these processes have to themselves, at the same moment.</summary>
    public long? CgroupBytes { get; init; }

    public Cell Cell => new(Workload, Arguments, Target);
    public (int Block, int Position) Key => (Block, Position);
}

/// <summary>A file or image that a launch needs, or a whole runtime: a line of <c>artifacts.csv</c>.</summary>
public sealed record Artifact : IRunRecord
{
    public required string Run { get; init; }
    public required string Target { get; init; }

    /// <summary>Empty for what all workloads share, such as the runtime's own files.</summary>
    public required string Workload { get; init; }
    public required ArtifactKind Kind { get; init; }
    public required string Name { get; init; }
    public required long Bytes { get; init; }
    public required string Sha256 { get; init; }

    /// <summary>How long it took to make (ahead-of-time compilation, image build), outside every launch.</summary>
    public long? PrepareNs { get; init; }
}

/// <summary>
/// One container's life through the engine's API, in nanoseconds from the create request: a line
/// of <c>lifecycle.csv</c>.
/// </summary>
public sealed record Lifecycle : ILaunchRecord
{
    public required string Run { get; init; }
    public required int Block { get; init; }
    public required int Position { get; init; }
    public required Phase Phase { get; init; }
    public required string Workload { get; init; }
    public required string Target { get; init; }
    public required long CreatedNs { get; init; }
    public required long StartedNs { get; init; }
    public required long FirstOutputNs { get; init; }
    public required long ExitedNs { get; init; }
    public required long RemovedNs { get; init; }
}

/// <summary>A block whose every launch was made: a line of <c>blocks.csv</c>. A cut-off block has none.</summary>
internal sealed record FinishedBlock : IRunRecord
{
    public required string Run { get; init; }
    public required int Block { get; init; }
    public required DateTimeOffset FinishedAt { get; init; }
}

/// <summary>
/// A launch that gave no sample, and why: a line of <c>faults.csv</c>. Block and position are -1 for a cell that could
/// not be prepared. The position alone is -1 for a warm start, which belongs to no workload.
/// </summary>
public sealed record Fault : IRunRecord
{
    public required string Run { get; init; }
    public required int Block { get; init; }
    public required int Position { get; init; }
    public required string Workload { get; init; }
    public required string Target { get; init; }
    public required string Message { get; init; }
    public required DateTimeOffset At { get; init; }
}
