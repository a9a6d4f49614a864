using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// The static native binary, alone in its image. Most images have a distribution in them, so the size of the program on
/// each base image of set-up is recorded, too. These images are never launched.
/// </summary>
internal abstract class DockerOfNative(string name) : Docker(name, Mode.Native)
{
    private const string Program = "/program";

    /// <summary>A family and colour of its own: the other containers are compared with this one.</summary>
    public override string Family => "docker";
    public override int Place => 10;

    public override Target Contained { get; } = new Native();

    public override GrantSyntax? Granting { get; } =
        new(folder => [$"--mount=type=bind,src={folder},dst={folder}"], (name, value) => [$"--env={name}={value}"])
        {
            ReadOnlyFolder = folder => [$"--mount=type=bind,src={folder},dst={folder},readonly"],
            Memory = mebibytes => [$"--memory={mebibytes}m"],
        };

    protected override async Task<Contents> ContentsAsync(
        Found inner,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        var binary = await bench.Host.PlaceAsync(bench.Host.Built.Workload(workload.Program), kill);
        var (bytes, _) = await bench.Host.InspectAsync(binary, kill);
        return new Contents(
            [(binary, Program)],
            [Program],
            [
                .. from known in await Engine.BasesAsync(kill)
                let digest = known.Id.Split(':')[^1]
                select new Product(ArtifactKind.DistributionImage, $"on {known.Name}", known.Bytes + bytes, digest),
            ]
        );
    }
}

/// <summary>A native program in a container, as this project measures containers.</summary>
internal sealed class DockerNative() : DockerOfNative("docker-native");
