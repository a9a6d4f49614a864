using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>Launches prepared workloads through the probe, in the environment of their block.</summary>
internal sealed class ProbeLaunches(
    RunInfo info,
    Probe probe,
    Host host,
    IReadOnlyDictionary<string, TargetState> targets
)
{
    private readonly BlockOrder _order = new(info.Plan.Seed!.Value);
    private readonly Dictionary<string, long> _launchedAt = [];

    /// <param name="prepared">Null: only the target's own program is loaded. That warms no start of a workload.</param>
    /// <param name="launch">A name that no other launch has. The probe's job and a container get it.</param>
    /// <param name="timeoutS">The launch is ended after so many seconds.</param>
    /// <exception cref="LaunchFault">It was ended before the program had its time; the message says why.</exception>
    public async Task<ProbeResult> RunAsync(
        string target,
        Prepared? prepared,
        IReadOnlyList<string> arguments,
        int block,
        string launch,
        double timeoutS,
        CancellationToken kill,
        Destination destination = Destination.Pipe,
        Crowd? crowd = null
    )
    {
        var state = targets[target];
        var job = new ProbeJob(
            launch,
            await CommandAsync(state, prepared, arguments, launch, crowd, kill),
            LaunchEnvironment.Padded(host, _order.Draw(block, LaunchEnvironment.PaddingLimitBytes)),
            (long)(timeoutS * 1e9),
            destination
        );
        ProbeResult? result = null;
        try
        {
            result = await probe.RunAsync(job, kill);
            if (
                result.Status == ProbeStatus.Timeout
                && await state.Target.ExcuseAsync(
                    crowd is null ? launch : Crowds.NameOf(launch, 0),
                    TimeSpan.FromSeconds(timeoutS)
                )
                    is { } excuse
            )
            {
                throw new LaunchFault(excuse);
            }
        }
        finally
        {
            // The probe ends the processes that it started, but a container goes on without its client.
            if (crowd is not null && result is not { ExitCode: 0 })
            {
                await EndCrowdAsync(state.Target, launch, Crowds.Instances(arguments));
            }
            else if (result is null or { Status: ProbeStatus.Timeout })
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

    /// <summary>
    /// Ends what every instance left. An engine finishes making a container whose client is gone, so it is looked again a
    /// moment later.
    /// </summary>
    private static async Task EndCrowdAsync(Target target, string launch, int instances)
    {
        for (var looks = 0; looks < (target.Container ? 2 : 1); looks++)
        {
            await Task.Delay(looks * 1000, CancellationToken.None);
            await Task.WhenAll(
                Enumerable
                    .Range(0, instances)
                    .Select(instance => target.EndLaunchAsync(Crowds.NameOf(launch, instance)))
            );
        }
    }

    private async Task<IReadOnlyList<string>> CommandAsync(
        TargetState state,
        Prepared? prepared,
        IReadOnlyList<string> arguments,
        string launch,
        Crowd? crowd,
        CancellationToken kill
    )
    {
        if (prepared is null)
        {
            return [.. state.Found!.Launch, .. arguments];
        }
        if (crowd is not { } many)
        {
            return state.Target.Command(state.Found!, prepared, arguments, launch);
        }
        var one = state.Target.Command(state.Found!, prepared, [], launch);
        return many.Command(
            await host.PlaceAsync(host.Built.Probe, kill),
            launch,
            arguments,
            many == Crowd.Waiting ? state.Target.WithInput(one) : one
        );
    }

    /// <summary>Whether a target was launched within this time.</summary>
    public bool LaunchedWithin(TimeSpan time, string target) =>
        _launchedAt.TryGetValue(target, out var at) && Clock.Since(at) < time;
}
