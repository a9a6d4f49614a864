using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>The static native binary, started as it is: the baseline.</summary>
internal sealed class Native : Target
{
    public override string Name => "native";
    public override string Runtime => "native";
    public override Mode Mode => Mode.Native;

    public override int Place => 0;

    /// <summary>It has no sandbox: a program may do what its user may, and nothing can be granted or withheld.</summary>
    public override GrantSyntax? Granting { get; } =
        new(_ => [], (_, _) => []) { ReadOnlyFolder = _ => [], Memory = _ => [] };

    public override Task<TargetState> FindAsync(Host host, CancellationToken cancel)
    {
        var build = host.Built.WorkloadsBuild;
        return Task.FromResult(
            File.Exists(build)
                ? new TargetState(
                    this,
                    new Found(Toolchain.Load(build).Compiler, build, LocalHost.Inspect(build).Sha256)
                )
                : Missing($"the workloads are not built for {host.Architecture}", "./analysis setup")
        );
    }

    public override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var binary = await bench.Host.PlaceAsync(bench.Host.Built.Workload(workload.Program), kill);
        return new Prepared(binary, [await bench.ProductAsync(ArtifactKind.NativeBinary, binary, kill)]);
    }

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) => [prepared.Subject, .. arguments];
}
