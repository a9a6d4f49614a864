using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>Makes the programs of workloads ready for their targets: each once, before its first launch.</summary>
internal sealed class Preparation(Host host, Probe probe, string run, IReadOnlyDictionary<string, TargetState> targets)
{
    private readonly Dictionary<(string Target, string Program), Prepared> _prepared = [];

    /// <summary>The workload's prepared program; null: it was not prepared, or preparing failed.</summary>
    public Prepared? Of(string target, Workload workload) => _prepared.GetValueOrDefault((target, workload.Program));

    /// <summary>Does whatever the target needs, such as compiling ahead of time or building an image.</summary>
    /// <exception cref="LaunchFault">The target cannot run this workload; the message says why.</exception>
    public async Task<Prepared> PrepareAsync(string target, Workload workload, CancellationToken kill)
    {
        if (Of(target, workload) is { } known)
        {
            return known;
        }
        var state = targets[target];
        var bench = new Workbench(host, probe, run);
        return _prepared[(target, workload.Program)] = await state.Target.PrepareAsync(
            state.Found!,
            workload,
            bench,
            kill
        );
    }

    /// <summary>Whether the file that is not built is the workload itself: no target can run it then.</summary>
    public bool IsMissing(Workload workload, NotBuiltFault fault) =>
        fault.File == host.Built.Workload(workload.Program) || fault.File == host.Repository.Module(workload.Program);

    /// <summary>
    /// Makes sure that a run goes on with the files that it began with. What is compiled from them, or built of them, may
    /// come out with other bytes each time.
    /// </summary>
    /// <exception cref="MeasurementException">A file is another one now; the message names it.</exception>
    /// <param name="before">The artifacts that the run has, by <see cref="Key"/>.</param>
    public static void CheckSame(
        string run,
        ILookup<(string, string, ArtifactKind, string), Artifact> before,
        IEnumerable<Artifact> now
    )
    {
        var given = now.Where(artifact =>
            artifact.Kind is ArtifactKind.NativeBinary or ArtifactKind.Module or ArtifactKind.Runtime
        );
        if (
            given.FirstOrDefault(artifact => before[Key(artifact)].Any(old => old.Sha256 != artifact.Sha256)) is
            { } other
        )
        {
            throw new MeasurementException(
                $"Run {run} cannot be continued: {other.Name} of {other.Target} is another file than the one that was measured. Start a new run."
            );
        }
    }

    /// <summary>What tells the artifacts of a run apart.</summary>
    public static (string, string, ArtifactKind, string) Key(Artifact artifact) =>
        (artifact.Target, artifact.Workload, artifact.Kind, artifact.Name);

    /// <summary>The files and images that a cell uses, as lines of the journal.</summary>
    public IEnumerable<Artifact> ArtifactsOf(Cell cell, Workload workload) =>
        Of(cell.Target, workload)!
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
