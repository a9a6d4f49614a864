using Measurement.Plans;

namespace Measurement.Probing;

/// <summary>One launch that the probe is asked for: a line of JSON on its stdin.</summary>
/// <param name="Env">The complete environment of the child, <c>NAME=value</c>.</param>
internal sealed record ProbeJob(
    string Id,
    IReadOnlyList<string> Argv,
    IReadOnlyList<string> Env,
    long TimeoutNs,
    Destination Stdout = Destination.Pipe
);

internal enum ProbeStatus
{
    Exited,
    Signaled,
    Timeout,

    /// <summary>Nothing was launched, so there is no sample.</summary>
    SpawnError,
    BadJob,
}

/// <summary>What the probe measured: a line of JSON on its stdout. Times in nanoseconds from spawn.</summary>
internal sealed record ProbeResult
{
    /// <summary>The id of the job; null where the probe could not read it.</summary>
    public required string? Id { get; init; }
    public required ProbeStatus Status { get; init; }
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }
    public long WallNs { get; init; }
    public long? FirstOutputNs { get; init; }
    public long UserNs { get; init; }
    public long SystemNs { get; init; }
    public long MaxRssBytes { get; init; }
    public long MinorFaults { get; init; }
    public long MajorFaults { get; init; }
    public long VoluntarySwitches { get; init; }
    public long InvoluntarySwitches { get; init; }
    public long StdoutBytes { get; init; }
    public string StdoutSha256 { get; init; } = "";
    public string StderrTail { get; init; } = "";
    public long? StealNs { get; init; }
    public double? Load1 { get; init; }

    /// <summary>
    /// How many processes the kernel killed during the launch because memory ran out; null
    /// where it does not count them.
    /// </summary>
    public long? OomKills { get; init; }
    public string? Error { get; init; }
}

/// <summary>What a probe reports on stderr that is a part of a launch, after a record separator.</summary>
internal static class StderrReport
{
    private const char RecordSeparator = '\x1e';

    /// <summary>The report at the end of a launch's stderr; null if the probe did not get so far.</summary>
    public static T? In<T>(string stderr)
        where T : class
    {
        var start = stderr.LastIndexOf(RecordSeparator);
        return start < 0 ? null : Json.Parse<T>(stderr[(start + 1)..].Split('\n')[0]);
    }
}

/// <summary>What the probe reports of instances that wait.</summary>
internal sealed record CrowdView(long PssBytes, long PrivateBytes, long CgroupBytes)
{
    /// <summary>The probe's own exit codes for a crowd that it could not start, and docker's for a container.</summary>
    private static readonly int[] NotStarted = [2, 125, 127];

    /// <summary>Null: the crowd failed. What it said last may then be of an instance.</summary>
    public static CrowdView? Of(ProbeResult result) =>
        result is { Status: ProbeStatus.Exited, ExitCode: 0 } ? StderrReport.In<CrowdView>(result.StderrTail) : null;

    /// <summary>A sentence if a crowd failed before its programs ran; null: it did not.</summary>
    public static string? FaultOf(ProbeResult result) =>
        result is { Status: ProbeStatus.Exited, ExitCode: { } code } && NotStarted.Contains(code)
            ? $"many instances could not be started, exit code {code}{Said.After(result.StderrTail)}"
            : null;
}

/// <summary>What the probe inside a container reports.</summary>
internal sealed record InnerView(long InnerWallNs, long InnerMaxRssBytes, long? CgroupPeakBytes)
{
    public static InnerView? In(string stderr) => StderrReport.In<InnerView>(stderr);

    /// <summary>A sentence if a launch failed before its container got so far; null: it did not.</summary>
    /// <param name="command">What was to start the program, such as <c>docker run</c>.</param>
    public static string? FaultOf(string command, ProbeResult result) =>
        result is { Status: ProbeStatus.Exited, ExitCode: not 0 } && In(result.StderrTail) is null
            ? $"{command} failed with exit code {result.ExitCode}{Said.After(result.StderrTail)}"
            : null;
}
