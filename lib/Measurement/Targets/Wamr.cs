using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// WAMR. iwasm interprets a module, or loads a file that wamrc compiled; it caches nothing. Its stack has 64 KiB by
/// default. The programs get 1 MiB, which Wasmer gives them, too.
/// </summary>
internal abstract class Wamr(string name, Mode mode) : WasmRuntime(name, "wamr", mode)
{
    private const string Remedy =
        "install iwasm and wamrc into ~/.wamr/bin, from https://github.com/bytecodealliance/wasm-micro-runtime/releases";

    private static readonly Installation Wamrc = new("wamrc", Remedy, Folder: ".wamr/bin");

    public override int Place => 4;
    public override string? Compiler => Mode == Mode.Aot ? "LLVM" : null;

    protected override Installation Installation => new("iwasm", Remedy, Folder: ".wamr/bin");

    protected override async Task<string?> LackAsync(Host host, Found found, CancellationToken cancel) =>
        Mode == Mode.Aot && await Wamrc.FindAsync(host, cancel) is null ? Wamrc.Absence(host) : null;

    public override IReadOnlyList<string> Options(Found found, string subject) => ["--stack-size=1048576", subject];

    protected override async Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => [(await Wamrc.FindAsync(host, cancel))!.Path, "-o", artifact, wasm];
}

internal sealed class WamrInterpreter() : Wamr("wamr-interpreter", Mode.Interpreter);

internal sealed class WamrAot() : Wamr("wamr-aot", Mode.Aot);
