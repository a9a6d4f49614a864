using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>The static native binary, started as it is: the baseline.</summary>
public sealed class Native : Target
{
    public override string Name => "native";
    public override string Runtime => "native";
    public override Mode Mode => Mode.Native;

    public override int Place => 0;

    public override Task<TargetState> FindAsync(Repository repository, CancellationToken cancel)
    {
        var build = repository.NativeBuild;
        return Task.FromResult(
            File.Exists(build)
                ? new TargetState(this, new Found(Toolchain.Load(build).Compiler, build, Files.Sha256(build)))
                : Missing("the workloads are not built", "./analysis setup")
        );
    }

    public override Task<Prepared> PrepareAsync(Found found, Workload workload, Workbench bench, CancellationToken kill)
    {
        var binary = Files.Built(bench.Repository.NativeBinary(workload.Name));
        return Task.FromResult(new Prepared(binary, [Files.Product(ArtifactKind.NativeBinary, binary)]));
    }

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) => [prepared.Subject, .. arguments];
}
