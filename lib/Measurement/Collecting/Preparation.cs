using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>Workloads made ready for their targets: each once, before anything of it is launched.</summary>
internal sealed class Preparation(Host host, Probe probe, string run, IReadOnlyDictionary<string, TargetState> targets)
{
    private readonly Dictionary<(string Target, string Workload), Prepared> _prepared = [];

    /// <summary>Null: not prepared, or that failed.</summary>
    public Prepared? Of(string target, string workload) => _prepared.GetValueOrDefault((target, workload));

    /// <summary>Compiles ahead of time, builds an image: whatever the target needs.</summary>
    /// <exception cref="LaunchFault">The target can't take this workload; says why.</exception>
    public async Task<Prepared> PrepareAsync(string target, Workload workload, CancellationToken kill)
    {
        if (Of(target, workload.Name) is { } known)
        {
            return known;
        }
        var state = targets[target];
        var bench = new Workbench(host, probe, run);
        return _prepared[(target, workload.Name)] = await state.Target.PrepareAsync(
            state.Found!,
            workload,
            bench,
            kill
        );
    }

    /// <summary>Whether what is not built is the workload itself, so that no target can run it as it should.</summary>
    public bool IsMissing(string workload, NotBuiltFault fault) =>
        fault.File == host.Built.Workload(workload) || fault.File == host.Repository.Module(workload);

    /// <summary>The files and images that a cell took, as lines of the journal.</summary>
    public IEnumerable<Artifact> ArtifactsOf(Cell cell) =>
        Of(cell.Target, cell.Workload)!
            .Products.Select(product => new Artifact
            {
                Run = run,
                Target = cell.Target,
                Workload = product.Kind == ArtifactKind.Runtime ? "" : cell.Workload,
                Kind = product.Kind,
                Name = product.Name,
                Bytes = product.Bytes,
                Sha256 = product.Sha256,
                PrepareNs = product.PrepareNs,
            });
}
