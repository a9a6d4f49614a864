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

    /// <summary>Code for another machine is made for the oldest processor of its architecture; for this one, for its own.</summary>
    private static readonly Dictionary<string, string[]> OldestProcessor = new()
    {
        ["arm64"] = ["--target=aarch64v8", "--cpu=cortex-a57"],
        ["x86-64"] = ["--target=x86_64", "--cpu=x86-64"],
    };

    public override int Place => 4;
    public override string? Compiler => Mode == Mode.Aot ? "LLVM" : null;

    protected override Installation Installation => new("iwasm", Remedy, Folder: ".wamr/bin");

    public override GrantSyntax? Granting { get; } =
        new(folder => [$"--dir={folder}"], (name, value) => [$"--env={name}={value}"]);

    protected override async Task<string?> LackAsync(Host host, Found found, CancellationToken cancel) =>
        Mode == Mode.Aot && await Wamrc.FindAsync(await CompilesOnAsync(host, cancel), cancel) is null
            ? Wamrc.Absence(host)
            : null;

    protected override async Task<Host> CompilesOnAsync(Host host, CancellationToken cancel)
    {
        var here = new LocalHost(host.Repository);
        return await Wamrc.FindAsync(host, cancel) is null && await Wamrc.FindAsync(here, cancel) is not null
            ? here
            : host;
    }

    public override IReadOnlyList<string> Options(Found found, string subject) => ["--stack-size=1048576", subject];

    protected override async Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    )
    {
        var compiler = await CompilesOnAsync(host, cancel);
        var wamrc = (await Wamrc.FindAsync(compiler, cancel))!.Path;
        return [wamrc, .. compiler == host ? [] : OldestProcessor[host.Architecture], "-o", artifact, wasm];
    }
}

internal sealed class WamrInterpreter() : Wamr("wamr-interpreter", Mode.Interpreter);

internal sealed class WamrAot() : Wamr("wamr-aot", Mode.Aot);
