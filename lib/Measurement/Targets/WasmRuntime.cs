using System.Text.RegularExpressions;
using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// A runtime that is started as a program of its own, with a module or, ahead of time, with what its compiler made of
/// the module. A new runtime says where its program is (<see cref="Installation"/>) and how it is started
/// (<see cref="Options"/>).
/// </summary>
internal abstract partial class WasmRuntime(string name, string runtime, Mode mode) : Target
{
    public sealed override string Name => name;
    public sealed override string Runtime => runtime;
    public sealed override Mode Mode => mode;

    protected abstract Installation Installation { get; }

    /// <summary>The options that make the program print its version.</summary>
    protected virtual IReadOnlyList<string> VersionOptions => ["--version"];

    public override IReadOnlyList<string>? LoadingOptions => VersionOptions;

    /// <summary>
    /// The beginning of the file name of the library that decides how the runtime behaves; null:
    /// the program itself decides.
    /// </summary>
    protected virtual string? DecidingLibrary => null;

    /// <summary>
    /// The suffix of the artifact that <see cref="CompileAsync"/> makes. It tells the artifact from the module;
    /// some runtimes rely on it.
    /// </summary>
    protected virtual string ArtifactSuffix => ".aot";

    /// <summary>The options between the program and the workload's arguments.</summary>
    /// <param name="subject">The module, or the artifact made of it.</param>
    public abstract IReadOnlyList<string> Options(Found found, string subject);

    /// <summary>The command that compiles ahead of time, on the machine that <see cref="CompilesOnAsync"/> names.</summary>
    /// <param name="host">The host that will run the artifact.</param>
    protected virtual Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => throw new NotSupportedException($"{Name} does not compile ahead of time.");

    /// <summary>
    /// The machine that compiles ahead of time for a host: the host itself, or this one where the compiler can make code
    /// for another processor.
    /// </summary>
    protected virtual Task<Host> CompilesOnAsync(Host host, CancellationToken cancel) => Task.FromResult(host);

    /// <summary>Why this build of the program can't be measured in this mode; null where it can.</summary>
    protected virtual Task<string?> LackAsync(Host host, Found found, CancellationToken cancel) =>
        Task.FromResult<string?>(null);

    public sealed override async Task<TargetState> FindAsync(Host host, CancellationToken cancel)
    {
        if (await Installation.FindAsync(host, cancel) is not { } found)
        {
            return Missing(Installation.Absence(host), Installation.Remedy);
        }
        found = found with { Version = await VersionAsync(host, found, cancel) };
        if (await LackAsync(host, found, cancel) is { } lack)
        {
            return Missing(lack, Installation.Remedy);
        }
        var libraries = await Installation.LibrariesAsync(host, found, cancel);
        var own = libraries.Where(library => !Installation.IsOfTheSystem(library));
        var deciding = libraries.FirstOrDefault(library =>
            DecidingLibrary is { } prefix && Path.GetFileName(library).StartsWith(prefix, StringComparison.Ordinal)
        );
        var (_, sha256) = await host.InspectAsync(deciding ?? found.Path, cancel);
        return new TargetState(this, found with { Sha256 = sha256, Files = [found.Path, .. own] });
    }

    public sealed override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var module = await bench.Host.PlaceAsync(bench.Host.Repository.Module(workload.Program), kill);
        List<Product> products = [await bench.ProductAsync(ArtifactKind.Module, module, kill)];
        foreach (var file in found.Files)
        {
            products.Add(await bench.ProductAsync(ArtifactKind.Runtime, file, kill));
        }
        if (Mode != Mode.Aot)
        {
            return new Prepared(module, products);
        }
        var compiler = await CompilesOnAsync(bench.Host, kill);
        var (artifact, took) =
            compiler == bench.Host
                ? await MakeAsync(bench, bench.Host, found, module, workload, kill)
                : await CrossCompileAsync(compiler, bench, found, workload, kill);
        products.Add(await bench.ProductAsync(ArtifactKind.AotArtifact, artifact, kill, took));
        return new Prepared(artifact, products);
    }

    /// <param name="bench">Where it is compiled.</param>
    /// <param name="host">What it is compiled for.</param>
    private async Task<(string Artifact, long? TookNs)> MakeAsync(
        Workbench bench,
        Host host,
        Found found,
        string module,
        Workload workload,
        CancellationToken kill
    )
    {
        var artifact = Path.Combine(bench.Artifacts, Name, workload.Program + ArtifactSuffix);
        await bench.Host.MakeFolderAsync(Path.GetDirectoryName(artifact)!, kill);
        var result = await bench.RunAsync(await CompileAsync(host, found, module, artifact, kill), kill);
        return (artifact, result.WallNs);
    }

    /// <summary>Compiles on another machine, by its own probe, and places the artifact on the host.</summary>
    /// <returns>No time: it would stand beside times of the host, which is another machine.</returns>
    private async Task<(string Artifact, long? TookNs)> CrossCompileAsync(
        Host compiler,
        Workbench bench,
        Found found,
        Workload workload,
        CancellationToken kill
    )
    {
        await using var probe = await compiler.OpenProbeAsync(kill);
        var there = new Workbench(compiler, probe, bench.Run) { Artifacts = bench.Host.Built.Artifacts };
        var module = await compiler.PlaceAsync(compiler.Repository.Module(workload.Program), kill);
        var (artifact, _) = await MakeAsync(there, bench.Host, found, module, workload, kill);
        return (await bench.Host.PlaceAsync(artifact, kill), null);
    }

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) => [.. found.Launch, .. Options(found, prepared.Subject), .. arguments];

    /// <summary>Short, such as <c>0.14.1</c>. Debian's wazero does not print it; its package has it.</summary>
    private async Task<string> VersionAsync(Host host, Found found, CancellationToken cancel)
    {
        var told = await host.VersionAsync(found.Launch[0], [.. found.Launch.Skip(1), .. VersionOptions], cancel);
        var package = found.Loader.Count > 0 ? Installation.UnpackedVersion(host) : "";
        return new[] { told, package }
                .Select(text => Number().Match(text).Groups["version"].Value)
                .FirstOrDefault(number => number.Length > 0)
            ?? told;
    }

    [GeneratedRegex(@"(^|\s)v?(?<version>\d+(\.\d+)+)")]
    private static partial Regex Number();
}
