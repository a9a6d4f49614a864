using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Targets;

/// <summary>
/// A program in a container, started by <c>docker run --rm</c> as users do, and confined. The image has the files that
/// the program needs and nothing else. The probe is mounted into the container as its first process, and reports what
/// it measures from inside.
/// </summary>
internal abstract class Docker(string name, Mode mode) : Target, ILifecycleTarget
{
    /// <summary>The probe's path in a container.</summary>
    public const string InnerProbe = "/probe";
    protected static DockerEngine Engine => DockerEngine.Shared;

    public sealed override string Name => name;
    public sealed override string Runtime => Contained.Runtime;
    public sealed override string? Compiler => Contained.Compiler;
    public sealed override Mode Mode => mode;
    public sealed override bool Container => true;
    public sealed override bool NearNative => Contained.NearNative;

    /// <summary>What is loaded at each start is docker's client; the engine runs already.</summary>
    public sealed override IReadOnlyList<string>? LoadingOptions => ["--version"];

    /// <summary>What an image holds, and how its program is started.</summary>
    /// <param name="Files">The paths of the files here and in the image.</param>
    protected sealed record Contents(
        IReadOnlyList<(string From, string To)> Files,
        IReadOnlyList<string> Command,
        IReadOnlyList<Product> Products
    );

    /// <summary>What this target's containers may do and take, where it differs from what the others may.</summary>
    protected virtual Confinement Confine(Confinement usual) => usual;

    /// <summary>The target whose runtime goes into the image.</summary>
    public abstract Target Contained { get; }

    protected abstract Task<Contents> ContentsAsync(
        Found inner,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    );

    public sealed override async Task<TargetState> FindAsync(Host host, CancellationToken cancel)
    {
        if (!host.HasDocker)
        {
            return Missing(
                $"containers of {host.Name} can't be measured from here",
                "a checkout on that machine, and ./analysis collect there"
            );
        }
        if (await host.OnPathAsync("docker", cancel) is not { } client)
        {
            return Missing("no docker client on PATH", "./analysis setup (as root), or install Docker");
        }
        var (engine, reason) = await Engine.AskAsync(cancel);
        if (engine is null)
        {
            return Missing(reason!, "./analysis setup (as root), or start Docker");
        }
        var inside = await Contained.FindAsync(host, cancel);
        if (inside.Found is not { } found)
        {
            return Missing(inside.Reason!, inside.Remedy!);
        }
        var version = await host.VersionAsync(client, ["version", "--format", "{{.Client.Version}}"], cancel);
        var runtime = Mode == Mode.Native ? "" : $", {Contained.Runtime} {found.Version}";
        var (_, sha256) = await host.InspectAsync(client, cancel);
        return new TargetState(
            this,
            new Found($"docker engine {engine.Version}, client {version}{runtime}", client, sha256)
            {
                Packaging = found.Packaging,
                Confinement = Confine(new Confinement(engine.LogDriver)),
            }
        );
    }

    public sealed override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var inner = (await Contained.FindAsync(bench.Host, kill)).Found;
        var contents = await ContentsAsync(
            inner ?? throw new LaunchFault($"{Contained.Name} is no longer available"),
            workload,
            bench,
            kill
        );
        var image = $"analysis/{Name}/{workload.Program}";
        var (id, bytes, prepareNs) = await Engine.ImportAsync(image, contents.Files, bench.Run, bench.Host.Scope, kill);
        return new Prepared(
            $"{image}:{bench.Run}",
            [.. contents.Products, new Product(ArtifactKind.Image, image, bytes, id.Split(':')[^1], prepareNs)],
            new Inside(
                await bench.Host.PlaceAsync(bench.Host.Built.Probe, kill),
                contents.Command,
                DockerEngine.Labels(bench.Run, bench.Host.Scope),
                found.Confinement!
            )
        );
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
            "--rm",
            "--pull=never",
            $"--name={launch}",
            .. prepared.Inside!.Labels.Select(label => $"--label={label.Key}={label.Value}"),
            .. prepared.Inside.Confinement.Options,
            $"--mount=type=bind,src={prepared.Inside.Probe},dst={InnerProbe},readonly",
            $"--entrypoint={InnerProbe}",
            prepared.Subject,
            "--inside",
            "--",
            .. prepared.Inside.Command,
            .. arguments,
        ];

    public sealed override IReadOnlyList<string> WithInput(IReadOnlyList<string> command) =>
        [.. command.Take(2), "--interactive", .. command.Skip(2)];

    /// <summary>Exit code 125 comes from docker itself: it could not run the container.</summary>
    public sealed override string? LaunchFault(ProbeResult result) => InnerView.FaultOf("docker run", result);

    public sealed override InnerView? Inner(ProbeResult result) => InnerView.In(result.StderrTail);

    public sealed override Task<string?> ExcuseAsync(string launch, TimeSpan limit) =>
        Engine.ExcuseAsync(launch, limit);

    public sealed override Task EndLaunchAsync(string launch) => Engine.RemoveContainerAsync(launch);

    public sealed override Task CleanUpAsync(string run) => Engine.RemoveRunAsync(run);

    public Task<LifecycleTimes> ObserveAsync(
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch,
        CancellationToken kill
    ) => Engine.LiveAsync(prepared.Subject, prepared.Inside!, arguments, launch, kill);
}

/// <summary>
/// A runtime in an image with the libraries that its loader finds for it, that loader, and the artifact compiled ahead
/// of time. The runtime is started through the loader, so that the image does not need the layout of any distribution.
/// </summary>
internal abstract class DockerRuntime(string name, WasmRuntime runtime) : Docker(name, runtime.Mode)
{
    public sealed override string Family => runtime.Family;
    public sealed override int Place => runtime.Place;

    public sealed override Target Contained => runtime;

    protected sealed override async Task<Contents> ContentsAsync(
        Found inner,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var libraries = await Installation.LibrariesAsync(bench.Host, inner, kill);
        var own = bench with { Artifacts = Path.Combine(bench.Artifacts, Name) };
        var prepared = await runtime.PrepareAsync(inner, workload, own, kill);
        var (program, artifact) = (In("/bin", inner.Path), In("/", prepared.Subject));
        var loader = libraries.First(library => Path.GetFileName(library).StartsWith("ld-", StringComparison.Ordinal));
        return new Contents(
            [
                .. libraries.Select(library => (library, In("/lib", library))),
                (inner.Path, program),
                (prepared.Subject, artifact),
            ],
            [In("/lib", loader), "--library-path", "/lib", program, .. runtime.Options(inner, artifact)],
            prepared.Products
        );

        static string In(string folder, string path) => Path.Combine(folder, Path.GetFileName(path));
    }
}

internal sealed class DockerWasmtimeAot() : DockerRuntime("docker-wasmtime-aot", new WasmtimeAot());

internal sealed class DockerWasmEdgeAot() : DockerRuntime("docker-wasmedge-aot", new WasmEdgeAot());
