using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Wasmtime's own command line, which uses the same library as our host. Its cache of compiled code is on by default;
/// <c>-C cache=n</c> (<c>wasmtime run -C help</c>) turns it off, whatever the user's configuration file says.
/// </summary>
internal abstract class WasmtimeCli(string name, Mode mode, string compiler) : WasmRuntime(name, "wasmtime", mode)
{
    public override int Place => 1;
    public override string? Compiler => compiler;

    protected override Installation Installation =>
        new(
            "wasmtime",
            "curl https://wasmtime.dev/install.sh -sSf | bash",
            Home: "WASMTIME_HOME",
            Folder: ".wasmtime/bin"
        );

    public override GrantSyntax? Granting { get; } =
        new(folder => ["--dir", $"{folder}::{folder}"], (name, value) => ["--env", $"{name}={value}"])
        {
            Memory = mebibytes => ["-W", $"max-memory-size={mebibytes << 20}"],
        };

    protected override string ArtifactSuffix => ".cwasm";

    private string[] Codegen => ["-C", "cache=n", "-C", $"compiler={compiler.ToLowerInvariant()}"];

    public override IReadOnlyList<string> Options(Found found, string subject) =>
        Mode == Mode.Aot ? ["run", "--allow-precompiled", subject] : ["run", .. Codegen, subject];

    protected override Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<string>>([found.Path, "compile", .. Codegen, wasm, "-o", artifact]);
}

internal sealed class WasmtimeCliJit() : WasmtimeCli("wasmtime-cli-jit", Mode.Jit, "Cranelift");

internal sealed class WasmtimeCliAot() : WasmtimeCli("wasmtime-cli-aot", Mode.Aot, "Cranelift");

/// <summary>Winch, the baseline compiler. It compiles faster, and its code is slower.</summary>
internal sealed class WasmtimeWinchJit() : WasmtimeCli("wasmtime-winch-jit", Mode.Jit, "Winch")
{
    public override bool NearNative => false;
}
