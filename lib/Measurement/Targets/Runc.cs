using System.Text.Json;
using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Targets;

/// <summary>
/// A container without an engine: runc, which Docker has its containers started by, with the namespaces, mounts, limits
/// and rights that ours have. Its command line is in a file, so it starts programs without arguments alone.
/// </summary>
internal sealed class Runc : Target
{
    private const string Program = "/program";

    public override string Name => "runc";
    public override string Runtime => "native";
    public override Mode Mode => Mode.Native;
    public override bool Container => true;
    public override bool ByDefault => false;
    public override string Family => "runc";
    public override IReadOnlyList<string>? LoadingOptions => ["--version"];

    public override async Task<TargetState> FindAsync(Host host, CancellationToken cancel)
    {
        if (!host.HasDocker)
        {
            return Missing($"containers of {host.Name} can't be measured from here", "a checkout on that machine");
        }
        if (!Environment.IsPrivilegedProcess)
        {
            return Missing("runc alone makes containers for root only", "sudo ./analysis collect");
        }
        if (await host.OnPathAsync("runc", cancel) is not { } path)
        {
            return Missing("no runc on PATH", "./analysis setup (as root), or apt-get install runc");
        }
        var version = (await host.VersionAsync(path, ["--version"], cancel)).Split(' ')[^1];
        return new TargetState(this, new Found(version, path, (await host.InspectAsync(path, cancel)).Sha256));
    }

    public override async Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    )
    {
        if (workload.Crowd is null && workload.Sizes.Values.Any(arguments => arguments.Count > 0))
        {
            throw new LaunchFault("runc has its command line in a file: it starts programs without arguments alone");
        }
        var bundle = Path.Combine(bench.Artifacts, Name, workload.Program);
        var root = Path.Combine(bundle, "rootfs");
        foreach (var folder in new[] { "proc", "dev", "sys" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }
        var binary = await bench.Host.PlaceAsync(bench.Host.Built.Workload(workload.Program), kill);
        var probe = await bench.Host.PlaceAsync(bench.Host.Built.Probe, kill);
        File.Copy(binary, root + Program, overwrite: true);
        File.Copy(probe, root + Docker.InnerProbe, overwrite: true);
        await File.WriteAllTextAsync(
            Path.Combine(bundle, "config.json"),
            JsonSerializer.Serialize(Confinement.Bundle([Docker.InnerProbe, "--inside", "--", Program])),
            kill
        );
        return new Prepared(bundle, [await bench.ProductAsync(ArtifactKind.NativeBinary, binary, kill)]);
    }

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) => [found.Path, "run", "--bundle", prepared.Subject, launch];

    public override InnerView? Inner(ProbeResult result) => InnerView.In(result.StderrTail);

    public override string? LaunchFault(ProbeResult result) => InnerView.FaultOf("runc", result);

    public override Task EndLaunchAsync(string launch) =>
        Tool.AskAsync("runc", ["delete", "--force", launch], CancellationToken.None);
}
