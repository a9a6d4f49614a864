using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>One thing that a block does: launch a cell through the probe, or watch its life through its engine.</summary>
internal sealed record Launch(Cell Cell, bool Lifecycle)
{
    /// <summary>Every cell once, and the start-up program of each container target watched once more.</summary>
    public static IReadOnlyList<Launch> Of(
        IReadOnlyList<Cell> cells,
        IReadOnlyDictionary<string, TargetState> targets
    ) =>
        [
            .. cells.Select(cell => new Launch(cell, Lifecycle: false)),
            .. cells
                .Where(cell => cell.Workload == Workload.Startup && targets[cell.Target].Target is ILifecycleTarget)
                .Select(cell => new Launch(cell, Lifecycle: true)),
        ];
}

/// <summary>Makes workloads ready, launches them, and turns what the probe saw into samples.</summary>
internal sealed class Launcher(
    RunInfo info,
    Probe probe,
    Host host,
    IReadOnlyDictionary<string, TargetState> targets,
    IReadOnlyDictionary<string, Workload> workloads
)
{
    // Linux gives back what was not used for a while, on some machines within half a minute; a start would then measure the disk.
    private static readonly TimeSpan Cold = TimeSpan.FromSeconds(10);
    private readonly BlockOrder _order = new(info.Plan.Seed!.Value);
    private readonly Dictionary<string, long> _launchedAt = [];
    private readonly Dictionary<(string Target, string Workload), Prepared> _prepared = [];

    /// <returns>The files and images that it took, as lines of the journal.</returns>
    public async Task<IReadOnlyList<Artifact>> PrepareAsync(Cell cell, CancellationToken kill)
    {
        var state = targets[cell.Target];
        var bench = new Workbench(host, probe, info.Id);
        var prepared = await state.Target.PrepareAsync(state.Found!, workloads[cell.Workload], bench, kill);
        _prepared[(cell.Target, cell.Workload)] = prepared;
        return
        [
            .. prepared.Products.Select(product => new Artifact
            {
                Run = info.Id,
                Target = cell.Target,
                Workload = product.Kind == ArtifactKind.Runtime ? "" : cell.Workload,
                Kind = product.Kind,
                Name = product.Name,
                Bytes = product.Bytes,
                Sha256 = product.Sha256,
                PrepareNs = product.PrepareNs,
            }),
        ];
    }

    /// <exception cref="LaunchFault">There is no sample; says why.</exception>
    public async Task<(Sample Sample, string Stderr)> SampleAsync(
        Cell cell,
        int block,
        int position,
        CancellationToken kill
    )
    {
        var (target, found) = (targets[cell.Target].Target, targets[cell.Target].Found!);
        var phase = info.Plan.PhaseOf(block);
        var arguments = workloads[cell.Workload].ArgumentsOf(info.Plan.SizeOf(phase));
        var name = Name(block, position);
        await WarmAsync(cell.Target, block, $"{name}.warm", kill);
        var job = new ProbeJob(
            name,
            target.Command(found, _prepared[(cell.Target, cell.Workload)], arguments, name),
            EnvironmentOf(block),
            (long)(info.Plan.TimeoutS * 1e9)
        );
        var startedAt = Clock.UtcNow;
        var killsBefore = LocalHost.OutOfMemoryKills();
        ProbeResult? result = null;
        try
        {
            result = await probe.RunAsync(job, kill);
        }
        finally
        {
            if (result is null or { Status: ProbeStatus.Timeout })
            {
                await target.EndLaunchAsync(name);
            }
        }
        _launchedAt[cell.Target] = Clock.MonotonicNs;
        if ((result.Error ?? target.LaunchFault(result)) is { } fault)
        {
            throw new LaunchFault(fault);
        }
        // An engine that hangs is no bound on how long the program takes.
        if (result.Status == ProbeStatus.Timeout && await FindAgainAsync(cell.Target, kill) is { Reason: { } gone })
        {
            throw new LaunchFault($"still running at the timeout, and {gone}");
        }
        var inner = target.Inner(result);
        var sample = new Sample
        {
            Run = info.Id,
            Host = info.Host.Name,
            Block = block,
            Position = position,
            Workload = cell.Workload,
            Arguments = string.Join(' ', arguments),
            Target = cell.Target,
            Phase = phase,
            Status = StatusOf(
                result,
                workloads[cell.Workload].Expected(arguments),
                LocalHost.OutOfMemoryKills() > killsBefore
            ),
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
        };
        return (sample, result.StderrTail.Trim());
    }

    /// <summary>
    /// Starts a target that nobody used for a while, with the program that only starts: it is no sample, but puts the
    /// files that a start needs back into memory. What is measured is a warm start, however long a block takes.
    /// </summary>
    private async Task WarmAsync(string name, int block, string launch, CancellationToken kill)
    {
        var isWarm = _launchedAt.TryGetValue(name, out var at) && Clock.Since(at) < Cold;
        if (!isWarm && _prepared.TryGetValue((name, Workload.Startup), out var prepared))
        {
            var (target, found) = (targets[name].Target, targets[name].Found!);
            var command = target.Command(found, prepared, [], launch);
            await probe.RunAsync(
                new ProbeJob(launch, command, EnvironmentOf(block), (long)(info.Plan.TimeoutS * 1e9)),
                kill
            );
        }
    }

    /// <exception cref="LaunchFault">The engine failed; says how.</exception>
    public async Task<Lifecycle> ObserveAsync(Cell cell, int block, int position, CancellationToken kill)
    {
        var target = (ILifecycleTarget)targets[cell.Target].Target;
        var phase = info.Plan.PhaseOf(block);
        var arguments = workloads[cell.Workload].ArgumentsOf(info.Plan.SizeOf(phase));
        var prepared = _prepared[(cell.Target, cell.Workload)];
        await WarmAsync(cell.Target, block, $"{Name(block, position)}.warm", kill);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(kill);
        limit.CancelAfter(TimeSpan.FromSeconds(info.Plan.TimeoutS));
        LifecycleTimes times;
        try
        {
            times = await target.ObserveAsync(prepared, arguments, Name(block, position), limit.Token);
        }
        catch (OperationCanceledException late) when (!kill.IsCancellationRequested)
        {
            throw new LaunchFault($"its life was not over within {info.Plan.TimeoutS} s", late);
        }
        return new Lifecycle
        {
            Run = info.Id,
            Block = block,
            Position = position,
            Phase = phase,
            Workload = cell.Workload,
            Target = cell.Target,
            CreatedNs = times.CreatedNs,
            StartedNs = times.StartedNs,
            FirstOutputNs = times.FirstOutputNs,
            ExitedNs = times.ExitedNs,
            RemovedNs = times.RemovedNs,
        };
    }

    /// <summary>Looks again whether a target can be had, after a launch of it failed.</summary>
    public Task<TargetState> FindAgainAsync(string target, CancellationToken cancel) =>
        targets[target].Target.FindAsync(host, cancel);

    private IReadOnlyList<string> EnvironmentOf(int block) =>
        LaunchEnvironment.Padded(host.Variables, _order.Draw(block, LaunchEnvironment.PaddingLimitBytes));

    private string Name(int block, int position) => $"{info.Id}.{block}-{position}";

    private static Status StatusOf(ProbeResult result, ExpectedOutput expected, bool memoryRanOut) =>
        result switch
        {
            { Status: ProbeStatus.Timeout } => Status.Timeout,
            { Signal: 9 } when memoryRanOut => Status.OutOfMemory,
            { Status: ProbeStatus.Signaled } or { ExitCode: not 0 } => Status.Crash,
            _ when result.StdoutSha256 != expected.Sha256 => Status.WrongOutput,
            _ => Status.Ok,
        };
}
