using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Makes every jit and aot target show that it does not interpret. What a build of a runtime has shown with a command
/// line is remembered, so that it is shown once.
/// </summary>
internal static class ProvenModes
{
    /// <param name="say">Told what takes so long, where something has to be shown first.</param>
    /// <returns>The same targets. One that seems to interpret is unavailable, with the reason.</returns>
    public static async Task<IReadOnlyList<TargetState>> CheckAsync(
        Host host,
        IReadOnlyList<TargetState> states,
        CancellationToken cancel,
        Action<string>? say = null
    )
    {
        var workload = Workload.All(host.Repository).FirstOrDefault(each => each.Name == ModeProof.Program);
        if (workload is null || !File.Exists(host.Built.Probe) || !File.Exists(host.Repository.Module(workload.Name)))
        {
            return states;
        }
        var file = Path.Combine(host.Built.Folder, "proven-modes");
        var proven = File.Exists(file) ? (await File.ReadAllLinesAsync(file, cancel)).ToHashSet() : [];
        var open = new List<(WasmRuntime Runtime, Found Found, string Key)>();
        foreach (var state in states.Where(state => state.Available && Promising(state) is not null))
        {
            var runtime = Promising(state)!;
            var found = state.Target == runtime ? state.Found : (await runtime.FindAsync(host, cancel)).Found;
            if (
                found is not null
                && !proven.Contains(Key(runtime, found))
                && !open.Exists(other => other.Runtime.Name == runtime.Name)
            )
            {
                open.Add((runtime, found, Key(runtime, found)));
            }
        }
        if (open.Count == 0)
        {
            return states;
        }
        say?.Invoke(
            $"Making sure, once for each build, that {string.Join(", ", open.Select(each => each.Runtime.Name))} do not interpret."
        );
        await using var probe = await host.OpenProbeAsync(cancel);
        var proof = new ModeProof(host, probe, workload);
        var doubts = new Dictionary<string, string>();
        foreach (var (runtime, found, key) in open)
        {
            var (ran, doubt) = await proof.TryAsync(runtime, found, cancel);
            if (doubt is not null)
            {
                doubts[runtime.Name] = doubt;
            }
            else if (ran)
            {
                await File.AppendAllTextAsync(file, key + "\n", cancel);
            }
        }
        return
        [
            .. states.Select(state =>
                Promising(state) is { } runtime && doubts.TryGetValue(runtime.Name, out var doubt)
                    ? state with
                    {
                        Found = null,
                        Reason = doubt,
                        Remedy = $"another version of {runtime.Runtime}",
                    }
                    : state
            ),
        ];
    }

    /// <summary>The runtime that promises machine code, also inside a container; null: the target makes no promise.</summary>
    private static WasmRuntime? Promising(TargetState state) =>
        ((state.Target as Docker)?.Contained ?? state.Target) is WasmRuntime { Mode: Mode.Jit or Mode.Aot } runtime
            ? runtime
            : null;

    private static string Key(WasmRuntime runtime, Found found) =>
        $"{runtime.Name} {found.Sha256} {string.Join(' ', runtime.Options(found, "MODULE")).Replace('\n', ' ')}";
}
