using Measurement.Hosts;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>
/// What collections leave on a host that were killed together with their probe: processes, which are known by a variable
/// of their environment, and containers and images, which are known by a label.
/// </summary>
internal static class Leftovers
{
    /// <summary>Ends and removes everything of the host's scope. Nothing may measure there meanwhile.</summary>
    /// <returns>What there was, in words.</returns>
    public static async Task<IReadOnlyList<string>> EndAsync(Host host, CancellationToken cancel)
    {
        var (ok, processes) = await host.AskProbeAsync(["--end-leftovers", LaunchEnvironment.Mark(host)], cancel);
        return
        [
            .. ok
                ? processes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(process => $"process {process}")
                : [],
            .. host.HasDocker ? await DockerEngine.Shared.RemoveScopeAsync(host.Scope) : [],
        ];
    }
}
