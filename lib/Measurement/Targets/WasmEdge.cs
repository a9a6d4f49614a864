using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// WasmEdge interprets a plain module and runs a compiled one natively. A compiled module has native code in a custom
/// section, which only the version that made it accepts. WasmEdge keeps no cache of compiled code.
/// </summary>
internal abstract class WasmEdge(string name, Mode mode) : WasmRuntime(name, "wasmedge", mode)
{
    public override int Place => 2;
    public override string? Compiler => Mode == Mode.Aot ? "LLVM" : null;

    protected override Installation Installation =>
        new(
            "wasmedge",
            "./analysis setup, or the installer of https://wasmedge.org",
            Home: "WASMEDGE_DIR",
            Folder: ".wasmedge/bin"
        );

    protected override string DecidingLibrary => "libwasmedge.";
    protected override string ArtifactSuffix => "-aot.wasm";

    public override IReadOnlyList<string> Options(string subject) => [subject];

    protected override Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<string>>([.. found.Launch, "compile", wasm, artifact]);
}

internal sealed class WasmEdgeInterpreter() : WasmEdge("wasmedge-interpreter", Mode.Interpreter);

internal sealed class WasmEdgeAot() : WasmEdge("wasmedge-aot", Mode.Aot);
