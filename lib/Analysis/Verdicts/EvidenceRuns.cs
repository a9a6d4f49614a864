using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>
/// A run that a claim may be judged on. It is loaded when it is first looked at. A damaged run is left out, since the
/// others can still be judged on.
/// </summary>
/// <param name="isLocal">Whether it was measured on this host.</param>
internal sealed class EvidenceRun(string id, bool isLocal, Func<Frame> load)
{
    private readonly Lazy<(Frame? Frame, string Damage)> _loaded = new(() =>
    {
        try
        {
            return (load(), "");
        }
        catch (MeasurementException fault)
        {
            return (null, fault.Message);
        }
    });

    public string Id => id;
    public bool IsLocal => isLocal;

    /// <summary>Null: the run is damaged.</summary>
    public Frame? Frame => _loaded.Value.Frame;

    /// <summary>Which file is damaged and what to do; empty: none.</summary>
    public string Damage => _loaded.Value.Damage;
}

/// <summary>
/// The runs that claims are judged on, in the order in which they are looked at: this host's runs, the newest first,
/// then the reference runs.
/// </summary>
/// <param name="ArgumentsIn2022">The report's arguments of a program; null: any will do.</param>
internal sealed record EvidenceRuns(IReadOnlyList<EvidenceRun> Runs, Func<string, string?> ArgumentsIn2022)
{
    /// <summary>The runs of a checkout, and the report's arguments as its workloads have them.</summary>
    public static EvidenceRuns Of(Repository repository, RunStore store) => Of(repository, store, store.OfHere());

    /// <summary>The reference runs alone, which are the same in every clone.</summary>
    public static EvidenceRuns References(Repository repository) => Of(repository, new RunStore(repository), []);

    private static EvidenceRuns Of(Repository repository, RunStore store, IEnumerable<RunFolder> ofHere)
    {
        var arguments = Workload
            .All(repository)
            .Where(workload => workload.Sizes.ContainsKey(Plan.Report.Size))
            .ToDictionary(
                workload => workload.Name,
                workload => string.Join(' ', workload.ArgumentsOf(Plan.Report.Size))
            );
        // No claim about an emulated machine has a reader yet.
        var real = new Needs([], []);
        var local = ofHere.Reverse().Where(real.AreForMachineOf).ToList();
        var references = store
            .References()
            .Reverse()
            .Where(real.AreForMachineOf)
            .Where(run => !local.Exists(own => own.Id == run.Id));
        return new(
            [.. local.Select(run => Run(run, isLocal: true)), .. references.Select(run => Run(run, isLocal: false))],
            arguments.GetValueOrDefault
        );
    }

    /// <summary>A frame that was loaded already, whatever its arguments.</summary>
    public static EvidenceRuns Only(Frame frame) =>
        new([new(string.Join(", ", frame.Runs.Select(run => run.Id)), isLocal: true, () => frame)], _ => null);

    private static EvidenceRun Run(RunFolder folder, bool isLocal) => new(folder.Id, isLocal, () => Frame.Load(folder));
}
