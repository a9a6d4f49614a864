using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>WABT's wasm-interp: made for tests of the language, not for speed; often built without WASI.</summary>
internal sealed class WabtInterpreter() : WasmRuntime("wabt-interpreter", "wabt", Mode.Interpreter)
{
    public override int Place => 9;

    protected override Installation Installation =>
        new("wasm-interp", "build https://github.com/WebAssembly/wabt with -DWITH_WASI=ON");

    protected override async Task<string?> LackAsync(Host host, Found found, CancellationToken cancel)
    {
        if (Workload.All(host.Repository).FirstOrDefault(each => each.Suite == Suite.Startup) is not { } starter)
        {
            return null;
        }
        var module = await host.PlaceAsync(host.Repository.Module(starter.Name), cancel);
        var (works, text) = await host.AskAsync(found.Path, Options(found, module), cancel);
        return works ? null : $"{found.Path} can't run a WASI program: {text}";
    }

    public override IReadOnlyList<string> Options(Found found, string subject) => ["--wasi", subject];
}
