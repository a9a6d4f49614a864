using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Targets;

/// <summary>
/// Shows on a short program whether a runtime that promises machine code interprets. Its option alone proves nothing:
/// WasmEdge 0.17 interprets compiled modules unless another option tells it to run them.
/// </summary>
internal sealed class ModeProof(Host host, Probe probe, Workload workload)
{
    /// <summary>The workload that only counts: interpreters take many times as long for it.</summary>
    public const string Program = "simple";

    private const string Steps = "10000000";
    private const string OneStep = "1";

    /// <summary>Machine code takes at most this share of the time of the runtime's own interpreter.</summary>
    private const double ShareOfInterpreter = 0.5;

    /// <summary>If a runtime has no interpreter here: machine code takes at most so many times native's time.</summary>
    private const double TimesNative = 10;

    /// <summary>A single launch can be slow by chance.</summary>
    private const int Attempts = 3;

    private static readonly long LimitNs = (long)TimeSpan.FromSeconds(20).TotalNanoseconds;
    private readonly Dictionary<string, double?> _baselines = [];

    /// <returns>
    /// Whether the runtime ran the program to its end, and why it seems to interpret; null: it does not.
    /// </returns>
    public async Task<(bool Ran, string? Doubt)> TryAsync(WasmRuntime runtime, Found found, CancellationToken cancel)
    {
        var interpreter = Target
            .All.OfType<WasmRuntime>()
            .FirstOrDefault(other => other.Runtime == runtime.Runtime && other.Mode == Mode.Interpreter);
        var (baseline, limit) =
            interpreter is not null && await BaselineAsync(interpreter, cancel) is { } interpreting
                ? (interpreter.Name, ShareOfInterpreter * interpreting)
                : ("native", TimesNative * await BaselineAsync(new Native(), cancel));
        var own = await MillisecondsAsync(runtime, found, limit, cancel);
        return own > limit
            ? (
                true,
                $"it seems to interpret: {Program} {Steps} takes {own:0} ms of processor time beyond its start, and {baseline} {_baselines[baseline]:0} ms"
            )
            : (own is not null && limit is not null, null);
    }

    private async Task<double?> BaselineAsync(Target target, CancellationToken cancel)
    {
        if (!_baselines.TryGetValue(target.Name, out var known))
        {
            known = (await target.FindAsync(host, cancel)).Found is { } found
                ? await MillisecondsAsync(target, found, null, cancel)
                : null;
            _baselines[target.Name] = known;
        }
        return known;
    }

    /// <summary>
    /// The processor time of the steps beyond the start, which includes compiling: the least of some attempts, the last
    /// of which is the first below <paramref name="enough"/>. It hardly depends on what else the machine does. Null: the
    /// program did not run to its end.
    /// </summary>
    private async Task<double?> MillisecondsAsync(Target target, Found found, double? enough, CancellationToken cancel)
    {
        double? least = null;
        try
        {
            var prepared = await target.PrepareAsync(found, workload, new Workbench(host, probe, Program), cancel);
            for (var attempt = 0; attempt < Attempts && (least is null || least > enough); attempt++)
            {
                var start = await ProcessorNsAsync(target, found, prepared, OneStep, cancel);
                var whole = await ProcessorNsAsync(target, found, prepared, Steps, cancel);
                least = Math.Min(least ?? double.PositiveInfinity, (whole - start) / 1e6);
            }
            return least;
        }
        catch (LaunchFault)
        {
            // The launches of the collection will say so, too.
            return null;
        }
    }

    /// <exception cref="LaunchFault">The program did not end well.</exception>
    private async Task<double> ProcessorNsAsync(
        Target target,
        Found found,
        Prepared prepared,
        string argument,
        CancellationToken cancel
    )
    {
        var command = target.Command(found, prepared, [argument], Program);
        var job = new ProbeJob(Program, command, LaunchEnvironment.Base(host), LimitNs);
        var result = await probe.RunAsync(job, cancel);
        return result is { Status: ProbeStatus.Exited, ExitCode: 0 } or { Status: ProbeStatus.Timeout }
            ? result.UserNs + result.SystemNs
            : throw new LaunchFault($"{target.Name} does not run {Program}");
    }
}
