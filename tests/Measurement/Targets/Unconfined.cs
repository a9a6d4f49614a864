using Measurement.Plans;
using Measurement.Targets;

namespace Measurement.Tests.Targets;

/// <summary>The native program in a container as <c>docker run --rm --network=none</c> makes one.</summary>
internal sealed class Unconfined() : Measurement.Targets.Docker(Called, Mode.Native)
{
    public const string Called = "docker-unconfined";

    public override string Family => Called;

    public override Target Contained { get; } = new Native();

    protected override async Task<Contents> ContentsAsync(
        Found inner,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    ) =>
        new(
            [(await bench.Host.PlaceAsync(bench.Host.Built.Workload(workload.Name), kill), "/program")],
            ["/program"],
            []
        );

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) =>
        [
            .. base.Command(found, prepared, arguments, launch)
                .Where(word => word == "--network=none" || !found.Confinement!.Options.Contains(word)),
        ];
}
