using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// WasmEdge interprets a plain module, compiles it at every start, or runs what <c>wasmedge compile</c> made of it. A
/// compiled module has native code in a custom section, which only the version that made it accepts. WasmEdge keeps no
/// cache of compiled code. Up to 0.16 the module decides how it runs. Since 0.17 an option does, and without it a
/// compiled module is interpreted, too.
/// </summary>
internal abstract class WasmEdge(string name, Mode mode) : WasmRuntime(name, "wasmedge", mode)
{
    public override int Place => 2;
    public override string? Compiler => Mode == Mode.Interpreter ? null : "LLVM";

    protected override Installation Installation =>
        new(
            "wasmedge",
            "./analysis setup, or the installer of https://wasmedge.org",
            Home: "WASMEDGE_DIR",
            Folder: ".wasmedge/bin"
        );

    public override GrantSyntax? Granting { get; } =
        new(folder => ["--dir", $"{folder}:{folder}"], (name, value) => ["--env", $"{name}={value}"])
        {
            ReadOnlyFolder = folder => ["--dir", $"{folder}:{folder}:readonly"],
            Memory = mebibytes => ["--memory-page-limit", $"{mebibytes * 16}"],
        };

    protected override string DecidingLibrary => "libwasmedge.";
    protected override string ArtifactSuffix => "-aot.wasm";

    /// <summary>The first version with the option <c>--run-mode</c>.</summary>
    private static Version FirstWithRunMode { get; } = new(0, 17);

    protected override Task<string?> LackAsync(Host host, Found found, CancellationToken cancel) =>
        Task.FromResult(
            Mode == Mode.Jit && !HasRunMode(found)
                ? $"WasmEdge {found.Version} does not compile at the start; {FirstWithRunMode} and later do"
                : null
        );

    /// <summary>Without <c>--log-level=off</c> the compiler's messages would stand in the program's own output.</summary>
    public override IReadOnlyList<string> Options(Found found, string subject) =>
        !HasRunMode(found) ? [subject]
        : Mode == Mode.Jit ? ["--run-mode=jit", "--log-level=off", subject]
        : [$"--run-mode={Mode.ToString().ToLowerInvariant()}", subject];

    private static bool HasRunMode(Found found) =>
        Version.TryParse(found.Version, out var version) && version >= FirstWithRunMode;

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

internal sealed class WasmEdgeJit() : WasmEdge("wasmedge-jit", Mode.Jit);
