namespace Measurement;

/// <summary>
/// Wasmtime through its C API: the host program over the libwasmtime that comes with NuGet, so that every machine has
/// it. No compile cache: jit compiles in every launch, aot loads an artifact made beforehand.
/// </summary>
public abstract class Wasmtime(Mode mode) : Target
{
    public override string Runtime => "wasmtime";
    public override Mode Mode => mode;
    public override string Name => $"wasmtime-{mode.ToString().ToLowerInvariant()}";

    public override async Task<TargetState> FindAsync(Repository repository, CancellationToken cancel)
    {
        var host = repository.WasmtimeHost;
        if (!File.Exists(host) || !File.Exists(repository.Libwasmtime))
        {
            return Missing("the Wasmtime host is not built", "./analysis setup");
        }
        var version = await Tool.VersionAsync(host, ["--version"], cancel);
        return new TargetState(this, new Found(version, host, Files.Sha256(repository.Libwasmtime)));
    }

    public override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var module = Files.Built(bench.Repository.Module(workload.Name));
        Product[] products =
        [
            Files.Product(ArtifactKind.Module, module),
            Files.Product(ArtifactKind.Runtime, found.Path),
            Files.Product(ArtifactKind.Runtime, bench.Repository.Libwasmtime),
        ];
        if (Mode != Mode.Aot)
        {
            return new Prepared(module, products);
        }
        var artifact = Path.Combine(bench.Repository.Tools, "artifacts", Name, workload.Name + ".cwasm");
        Directory.CreateDirectory(Path.GetDirectoryName(artifact)!);
        var compile = await bench.RunAsync([found.Path, "compile", module, "-o", artifact], kill);
        return new Prepared(artifact, [.. products, Files.Product(ArtifactKind.AotArtifact, artifact, compile.WallNs)]);
    }

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) =>
        [
            found.Path,
            "run",
            .. Mode == Mode.Aot ? ["--precompiled"] : Array.Empty<string>(),
            prepared.Subject,
            .. arguments,
        ];
}

public sealed class WasmtimeJit() : Wasmtime(Mode.Jit);

public sealed class WasmtimeAot() : Wasmtime(Mode.Aot);
