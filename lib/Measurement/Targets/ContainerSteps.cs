using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Targets;

// A container with one thing more, or less, than the others have: what the difference costs is a step of a start.

/// <summary>A container that is attached to the engine's own network, as <c>docker run</c> attaches it by default.</summary>
internal sealed class DockerNativeOnNetwork() : DockerOfNative("docker-native-network")
{
    public override bool ByDefault => false;

    protected override Confinement Confine(Confinement usual) => usual.With(network: "bridge");
}

/// <summary>A container whose output the engine passes on and does not keep.</summary>
internal sealed class DockerNativeWithoutLog() : DockerOfNative("docker-native-no-log")
{
    public override bool ByDefault => false;

    protected override Confinement Confine(Confinement usual) => usual.With(logDriver: "none");
}

/// <summary>
/// A native program that is started in a container which runs already: <c>docker exec</c>. That container is started
/// when the program is made ready, and waits.
/// </summary>
internal sealed class DockerExec : Target
{
    private readonly DockerNative _container = new();

    public override string Name => "docker-exec";
    public override string Runtime => _container.Runtime;
    public override Mode Mode => Mode.Native;
    public override bool Container => true;
    public override bool ByDefault => false;
    public override string Family => _container.Family;
    public override int Place => _container.Place;
    public override IReadOnlyList<string>? LoadingOptions => _container.LoadingOptions;

    public override async Task<TargetState> FindAsync(Host host, CancellationToken cancel) =>
        await _container.FindAsync(host, cancel) with
        {
            Target = this,
        };

    public override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var prepared = await _container.PrepareAsync(found, workload, bench, kill);
        var container = await DockerEngine.Shared.StartWaitingAsync(
            prepared.Subject,
            prepared.Inside!,
            Docker.InnerProbe,
            $"{bench.Run}.waiting-{workload.Program}",
            kill
        );
        return prepared with { Subject = container };
    }

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) =>
        [
            found.Path,
            "exec",
            prepared.Subject,
            Docker.InnerProbe,
            "--inside",
            "--",
            .. prepared.Inside!.Command,
            .. arguments,
        ];

    public override IReadOnlyList<string> WithInput(IReadOnlyList<string> command) => _container.WithInput(command);

    public override InnerView? Inner(ProbeResult result) => _container.Inner(result);

    public override string? LaunchFault(ProbeResult result) => InnerView.FaultOf("docker exec", result);

    public override Task CleanUpAsync(string run) => _container.CleanUpAsync(run);
}
