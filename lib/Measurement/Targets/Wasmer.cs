using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Wasmer with each of its compilers. <c>wasmer run</c> keeps compiled code below <c>~/.wasmer/cache</c> and would load
/// it from there in every later launch; <c>--disable-cache</c> ("Disable the cache for the compiled modules",
/// <c>wasmer run --help</c>) keeps jit what its name says.
/// </summary>
public abstract class Wasmer(string compiler, Mode mode)
    : WasmRuntime($"wasmer-{compiler}-{mode.ToString().ToLowerInvariant()}", "wasmer", mode)
{
    protected override Installation Installation =>
        new("wasmer", "curl https://get.wasmer.io -sSfL | sh", Home: "WASMER_DIR", Folder: ".wasmer/bin");

    protected override string ArtifactSuffix => ".wasmu";

    protected override async Task<string?> LackAsync(Repository repository, Found found, CancellationToken cancel)
    {
        var (_, help) = await Tool.AskAsync(found.Path, ["compile", "--help"], cancel);
        return help.Contains($"--{compiler}", StringComparison.Ordinal)
            ? null
            : $"{found.Path} was built without the {compiler} compiler";
    }

    public override IReadOnlyList<string> Options(string subject) =>
        ["run", "--disable-cache", .. Mode == Mode.Jit ? [$"--{compiler}"] : Array.Empty<string>(), subject, "--"];

    protected override IReadOnlyList<string> Compile(
        Repository repository,
        Found found,
        string wasm,
        string artifact
    ) => [found.Path, "compile", $"--{compiler}", wasm, "-o", artifact];
}

public sealed class WasmerSinglepassJit() : Wasmer("singlepass", Mode.Jit);

public sealed class WasmerSinglepassAot() : Wasmer("singlepass", Mode.Aot);

public sealed class WasmerCraneliftJit() : Wasmer("cranelift", Mode.Jit);

public sealed class WasmerCraneliftAot() : Wasmer("cranelift", Mode.Aot);

public sealed class WasmerLlvmJit() : Wasmer("llvm", Mode.Jit);

public sealed class WasmerLlvmAot() : Wasmer("llvm", Mode.Aot);
