using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>Launches cells, and turns what the probe or an engine reports into lines of the journal.</summary>
internal sealed class Launcher(
    RunInfo info,
    ProbeLaunches launches,
    Preparation preparation,
    CellLimits limits,
    Host host,
    IReadOnlyDictionary<string, TargetState> targets,
    IReadOnlyDictionary<string, Workload> workloads
)
{
    private const int SigKill = 9;

    // Shells and docker turn a signal into this exit code.
    private const int ExitCodeOfSigKill = 128 + SigKill;

    /// <summary>What each target's own program printed when it was loaded first in this run.</summary>
    private readonly Dictionary<string, string> _loaded = [];

    /// <summary>What a launch of a cell in a block needs.</summary>
    /// <param name="Prepared">Null: only the target's own program is loaded.</param>
    /// <param name="Sha256">The digest of what it must print; null: of whatever the first launch prints.</param>
    private sealed record Start(
        Phase Phase,
        IReadOnlyList<string> Arguments,
        Prepared? Prepared,
        string? Sha256,
        Destination Destination = Destination.Pipe,
        Crowd? Crowd = null
    );

    /// <summary>Whether a cell is one of a series with more and more instances, which a memory limit ends.</summary>
    public bool GrowsToLimit(Cell cell) => workloads.GetValueOrDefault(cell.Workload) is { Crowd: Plans.Crowd.Waiting };

    /// <summary>A name that no other launch has.</summary>
    public string NameOf(int block, int position) => $"{info.Id}.{block}-{position}";

    /// <exception cref="LaunchFault">There is no sample; the message says why.</exception>
    public async Task<(Sample Sample, string Stderr)> SampleAsync(
        Cell cell,
        int block,
        int position,
        CancellationToken kill
    )
    {
        var start = StartOf(cell, block);
        var target = targets[cell.Target].Target;
        var name = NameOf(block, position);
        var startedAt = Clock.UtcNow;
        var result = await launches.RunAsync(
            cell.Target,
            start.Prepared,
            start.Arguments,
            block,
            name,
            limits.TimeoutS(cell),
            kill,
            start.Destination,
            start.Crowd
        );
        var memoryRanOut = result.OomKills > 0 && WasKilled(target, result);
        var ownFault = start switch
        {
            { Prepared: null } => null,
            { Crowd: not null } => CrowdView.FaultOf(result),
            _ => target.LaunchFault(result),
        };
        if (!memoryRanOut && (result.Error ?? ownFault) is { } fault)
        {
            throw new LaunchFault(fault);
        }
        // If the engine hangs, the timeout is no bound on how long the program takes.
        if (result.Status == ProbeStatus.Timeout && await FindAgainAsync(cell.Target, kill) is { Reason: { } gone })
        {
            throw new LaunchFault($"still running at the timeout, and {gone}");
        }
        var inner = start.Crowd is null ? target.Inner(result) : null;
        var crowd = start.Crowd == Crowd.Waiting ? CrowdView.Of(result) : null;
        var sample = new Sample
        {
            Run = info.Id,
            Host = info.Host.Name,
            Block = block,
            Position = position,
            Workload = cell.Workload,
            Arguments = string.Join(' ', start.Arguments),
            Target = cell.Target,
            Phase = start.Phase,
            Status = memoryRanOut ? Status.OutOfMemory : StatusOf(result, start.Sha256),
            ExitCode = result.ExitCode,
            Signal = result.Signal,
            WallNs = result.WallNs,
            FirstOutputNs = result.FirstOutputNs,
            UserNs = result.UserNs,
            SystemNs = result.SystemNs,
            MaxRssBytes = result.MaxRssBytes,
            CgroupPeakBytes = inner?.CgroupPeakBytes,
            InnerWallNs = inner?.InnerWallNs,
            InnerMaxRssBytes = inner?.InnerMaxRssBytes,
            MinorFaults = result.MinorFaults,
            MajorFaults = result.MajorFaults,
            VoluntarySwitches = result.VoluntarySwitches,
            InvoluntarySwitches = result.InvoluntarySwitches,
            StdoutBytes = result.StdoutBytes,
            StdoutSha256 = result.StdoutSha256,
            StartedAt = startedAt,
            StealNs = result.StealNs,
            Load1 = result.Load1,
            PssBytes = crowd?.PssBytes,
            PrivateBytes = crowd?.PrivateBytes,
            CgroupBytes = crowd?.CgroupBytes,
        };
        Recall(sample);
        return (sample, result.StderrTail.Trim());
    }

    /// <summary>Takes a sample of this run into account, from before a pause, too: later launches must print the same.</summary>
    public void Recall(Sample sample)
    {
        if (sample.Status == Status.Ok && info.IsLoading(sample.Workload))
        {
            _loaded.TryAdd(sample.Target, sample.StdoutSha256);
        }
    }

    /// <exception cref="LaunchFault">The engine failed; the message says how.</exception>
    public async Task<Lifecycle> ObserveAsync(Cell cell, int block, int position, CancellationToken kill)
    {
        var start = StartOf(cell, block);
        var target = (ILifecycleTarget)targets[cell.Target].Target;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(kill);
        var timeoutS = limits.TimeoutS(cell);
        limit.CancelAfter(TimeSpan.FromSeconds(timeoutS));
        LifecycleTimes times;
        try
        {
            times = await target.ObserveAsync(start.Prepared!, start.Arguments, NameOf(block, position), limit.Token);
        }
        catch (OperationCanceledException late) when (!kill.IsCancellationRequested)
        {
            throw new LaunchFault($"its container was not done and removed within {timeoutS} s", late);
        }
        return new Lifecycle
        {
            Run = info.Id,
            Block = block,
            Position = position,
            Phase = start.Phase,
            Workload = cell.Workload,
            Target = cell.Target,
            CreatedNs = times.CreatedNs,
            StartedNs = times.StartedNs,
            FirstOutputNs = times.FirstOutputNs,
            ExitedNs = times.ExitedNs,
            RemovedNs = times.RemovedNs,
        };
    }

    /// <summary>Looks again whether a target is available, after a launch of it failed.</summary>
    public Task<TargetState> FindAgainAsync(string target, CancellationToken cancel) =>
        targets[target].Target.FindAsync(host, cancel);

    private Start StartOf(Cell cell, int block)
    {
        var phase = info.Plan.PhaseOf(block);
        if (info.IsLoading(cell.Workload))
        {
            return new Start(
                phase,
                targets[cell.Target].Target.LoadingOptions!,
                null,
                _loaded.GetValueOrDefault(cell.Target)
            );
        }
        var workload = workloads[cell.Workload];
        var arguments = workload.ArgumentsOf(info.Plan.SizeOf(phase));
        return new Start(
            phase,
            arguments,
            preparation.Of(cell.Target, workload)!,
            workload.Expected(arguments).Sha256,
            workload.Destination,
            workload.Crowd
        );
    }

    /// <summary>
    /// Whether the process was killed. In a container the probe saw the signal, or the whole container got it; in both
    /// cases docker exits with 137.
    /// </summary>
    private static bool WasKilled(Target target, ProbeResult result) =>
        result.Status != ProbeStatus.Timeout
        && (result.Signal == SigKill || (target.Container && result.ExitCode == ExitCodeOfSigKill));

    private static Status StatusOf(ProbeResult result, string? sha256) =>
        result switch
        {
            { Status: ProbeStatus.Timeout } => Status.Timeout,
            { Status: ProbeStatus.Signaled } or { ExitCode: not 0 } => Status.Crash,
            _ when sha256 is not null && result.StdoutSha256 != sha256 => Status.WrongOutput,
            _ => Status.Ok,
        };
}
