using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Collecting;

/// <summary>
/// Starts a target that was not used for a while, with a program that only starts. This is no sample: it puts the files
/// that a start needs back into memory. So every sample is of a warm start, however long a block takes.
/// </summary>
/// <param name="program">A workload of the suite <c>startup</c>, whether the plan has it or not.</param>
internal sealed class WarmStarts(
    Workload program,
    string size,
    double timeoutS,
    Preparation preparation,
    ProbeLaunches launches
)
{
    // Linux frees memory of files that were not used for a while, on some machines within half a minute. A start
    // would then measure the disk.
    private static readonly TimeSpan Cold = TimeSpan.FromSeconds(10);
    private readonly HashSet<string> _failed = [];

    /// <returns>Why this target can't be started warm; null: it can.</returns>
    public async Task<string?> PrepareAsync(string target, CancellationToken kill)
    {
        try
        {
            await preparation.PrepareAsync(target, program, kill);
            return null;
        }
        catch (LaunchFault fault) when (fault is not HostLostFault)
        {
            return Failed(target, fault.Message);
        }
    }

    /// <param name="launch">The name of the launch that follows.</param>
    /// <returns>
    /// What went wrong. It is said once for each target, which is then not started warm again.
    /// Null: nothing went wrong.
    /// </returns>
    public async Task<string?> StartAsync(string target, int block, string launch, CancellationToken kill)
    {
        if (
            _failed.Contains(target)
            || launches.LaunchedWithin(Cold, target)
            || preparation.Of(target, program) is not { } prepared
        )
        {
            return null;
        }
        var arguments = program.Sizes.GetValueOrDefault(size) ?? [];
        ProbeResult result;
        try
        {
            result = await launches.RunAsync(target, prepared, arguments, block, $"{launch}.warm", timeoutS, kill);
        }
        catch (LaunchFault fault) when (fault is not HostLostFault)
        {
            return Failed(target, fault.Message);
        }
        return result switch
        {
            { Status: ProbeStatus.Exited, ExitCode: 0 } => null,
            { Status: ProbeStatus.Timeout } => Failed(target, $"{program.Name} was still running at the timeout"),
            { Error: { } error } => Failed(target, error),
            { Signal: { } signal } => Failed(
                target,
                $"{program.Name} crashed with signal {signal}{Said.After(result.StderrTail)}"
            ),
            _ => Failed(target, $"{program.Name} exited with code {result.ExitCode}{Said.After(result.StderrTail)}"),
        };
    }

    private string Failed(string target, string why)
    {
        _failed.Add(target);
        return why;
    }
}
