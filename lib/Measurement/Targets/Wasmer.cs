using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Wasmer with each of its compilers. <c>wasmer run</c> keeps compiled code below <c>~/.wasmer/cache</c> and would load
/// it from there in every later launch. <c>--disable-cache</c> ("Disable the cache for the compiled modules",
/// <c>wasmer run --help</c>) prevents that, so that jit compiles in every launch.
/// </summary>
internal abstract class Wasmer(string compiler, Mode mode)
    : WasmRuntime($"wasmer-{compiler}-{mode}".ToLowerInvariant(), "wasmer", mode)
{
    public override int Place => 3;
    public override string? Compiler => compiler;

    protected override Installation Installation =>
        new("wasmer", "curl https://get.wasmer.io -sSfL | sh", Home: "WASMER_DIR", Folder: ".wasmer/bin");

    public override GrantSyntax? Granting { get; } =
        new(folder => ["--volume", $"{folder}:{folder}"], (name, value) => ["--env", $"{name}={value}"]);

    private string Choice => $"--{compiler.ToLowerInvariant()}";

    protected override string ArtifactSuffix => ".wasmu";

    protected override async Task<string?> LackAsync(Host host, Found found, CancellationToken cancel)
    {
        var (_, help) = await host.AskAsync(found.Path, ["compile", "--help"], cancel);
        return help.Contains(Choice, StringComparison.Ordinal)
            ? null
            : $"{found.Path} was built without the {compiler} compiler";
    }

    public override IReadOnlyList<string> Options(Found found, string subject) =>
        ["run", "--disable-cache", .. Mode == Mode.Jit ? [Choice] : Array.Empty<string>(), subject, "--"];

    protected override Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<string>>([found.Path, "compile", Choice, wasm, "-o", artifact]);
}

/// <summary>Singlepass, the compiler that goes over the code once. It compiles fast, and its code is slow.</summary>
internal abstract class WasmerSinglepass(Mode mode) : Wasmer("Singlepass", mode)
{
    public sealed override bool NearNative => false;
}

internal sealed class WasmerSinglepassJit() : WasmerSinglepass(Mode.Jit);

internal sealed class WasmerSinglepassAot() : WasmerSinglepass(Mode.Aot);

internal sealed class WasmerCraneliftJit() : Wasmer("Cranelift", Mode.Jit);

internal sealed class WasmerCraneliftAot() : Wasmer("Cranelift", Mode.Aot);

internal sealed class WasmerLlvmJit() : Wasmer("LLVM", Mode.Jit);

internal sealed class WasmerLlvmAot() : Wasmer("LLVM", Mode.Aot);
