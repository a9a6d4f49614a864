using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Wasmtime through its C API. Our host program uses the libwasmtime that comes with NuGet, so that every machine has
/// it. There is no compile cache: jit compiles in every launch, aot loads an artifact that was made beforehand.
/// </summary>
internal abstract class Wasmtime(string name, Mode mode) : WasmRuntime(name, "wasmtime", mode)
{
    public override int Place => 1;
    public override string? Compiler => "Cranelift";

    protected override Installation Installation =>
        new("wasmtime-host", "./analysis setup") { Libraries = ["libwasmtime.so"] };
    protected override string DecidingLibrary => "libwasmtime.";
    protected override string ArtifactSuffix => ".cwasm";

    public override IReadOnlyList<string> Options(Found found, string subject) =>
        Mode == Mode.Aot ? ["run", "--precompiled", subject] : ["run", subject];

    protected override Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<string>>([found.Path, "compile", wasm, "-o", artifact]);
}

internal sealed class WasmtimeJit() : Wasmtime("wasmtime-jit", Mode.Jit);

internal sealed class WasmtimeAot() : Wasmtime("wasmtime-aot", Mode.Aot);
