namespace Measurement;

/// <summary>
/// The static native binary in a container, through <c>docker run --rm</c> as users run it: no network, read-only, no
/// capabilities. The probe is mounted into it as first process and reports what it sees from inside.
/// </summary>
public sealed class DockerNative : Target, ILifecycleTarget
{
    private const string InnerProbe = "/probe";
    private readonly Lazy<DockerEngine> _engine = new(() => new DockerEngine());

    public override string Name => "docker-native";
    public override string Runtime => "docker";
    public override Mode Mode => Mode.Native;
    public override bool Container => true;

    public override async Task<TargetState> FindAsync(Repository repository, CancellationToken cancel)
    {
        if (Tool.OnPath("docker") is not { } client)
        {
            return Missing("no docker client on PATH", "./analysis setup (as root), or install Docker");
        }
        var (engine, reason) = await _engine.Value.AskAsync(cancel);
        if (engine is null)
        {
            return Missing(reason!, "./analysis setup (as root), or start Docker");
        }
        var version = await Tool.VersionAsync(client, ["version", "--format", "{{.Client.Version}}"], cancel);
        return new TargetState(this, new Found($"engine {engine}, client {version}", client, Files.Sha256(client)));
    }

    public override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var name = $"analysis/{workload.Name}";
        var binary = Files.Built(bench.Repository.NativeBinary(workload.Name));
        var (id, bytes, prepareNs) = await _engine.Value.ImportAsync(name, binary, bench.Run, kill);
        var digest = id.Split(':')[^1];
        return new Prepared(
            $"{name}:{bench.Run}",
            [new Product(ArtifactKind.Image, name, bytes, digest, prepareNs)],
            Files.Built(bench.Repository.Probe)
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
            $"--label={DockerEngine.Label}={launch.Split('.')[0]}",
            "--network=none",
            "--read-only",
            "--cap-drop=ALL",
            $"--mount=type=bind,src={prepared.InnerProbe},dst={InnerProbe},readonly",
            $"--entrypoint={InnerProbe}",
            prepared.Subject,
            "--inside",
            "--",
            DockerEngine.Program,
            .. arguments,
        ];

    /// <summary>Exit code 125 is docker's own: it could not run the container.</summary>
    public override string? LaunchFault(ProbeResult result) =>
        result is { Status: ProbeStatus.Exited, ExitCode: not 0 } && Inner(result) is null
            ? $"docker run failed with exit code {result.ExitCode}: {result.StderrTail.Trim()}"
            : null;

    public override InnerView? Inner(ProbeResult result) => InnerView.In(result.StderrTail);

    public override Task EndLaunchAsync(string launch) => _engine.Value.RemoveContainerAsync(launch);

    public override Task CleanUpAsync(string run) => _engine.Value.RemoveRunAsync(run);

    public Task<LifecycleTimes> ObserveAsync(
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch,
        CancellationToken kill
    ) => _engine.Value.LiveAsync(prepared.Subject, arguments, launch, launch.Split('.')[0], kill);
}
