using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>Launches prepared workloads through the probe, in the environment of their block.</summary>
/// <param name="variables">The environment of the user who measures on the host.</param>
internal sealed class ProbeLaunches(
    RunInfo info,
    Probe probe,
    IReadOnlyDictionary<string, string> variables,
    IReadOnlyDictionary<string, TargetState> targets
)
{
    private readonly BlockOrder _order = new(info.Plan.Seed!.Value);
    private readonly Dictionary<string, long> _launchedAt = [];

    /// <param name="prepared">Null: only the target's own program is loaded. That warms no start of a workload.</param>
    /// <param name="launch">A name that no other launch has. The probe's job and a container get it.</param>
    /// <param name="timeoutS">The launch is ended after so many seconds.</param>
    public async Task<ProbeResult> RunAsync(
        string target,
        Prepared? prepared,
        IReadOnlyList<string> arguments,
        int block,
        string launch,
        double timeoutS,
        CancellationToken kill
    )
    {
        var state = targets[target];
        var job = new ProbeJob(
            launch,
            prepared is null
                ? [.. state.Found!.Launch, .. arguments]
                : state.Target.Command(state.Found!, prepared, arguments, launch),
            LaunchEnvironment.Padded(variables, _order.Draw(block, LaunchEnvironment.PaddingLimitBytes)),
            (long)(timeoutS * 1e9)
        );
        ProbeResult? result = null;
        try
        {
            result = await probe.RunAsync(job, kill);
        }
        finally
        {
            // The probe ends the processes that it started, but a container goes on without its client.
            if (result is null or { Status: ProbeStatus.Timeout })
            {
                await state.Target.EndLaunchAsync(launch);
            }
        }
        if (prepared is not null)
        {
            _launchedAt[target] = Clock.MonotonicNs;
        }
        return result;
    }

    /// <summary>Whether a target was launched within this time.</summary>
    public bool LaunchedWithin(TimeSpan time, string target) =>
        _launchedAt.TryGetValue(target, out var at) && Clock.Since(at) < time;
}
