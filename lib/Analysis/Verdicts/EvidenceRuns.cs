using Analysis.Estimates;
using Analysis.Published;
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
    /// <summary>The report's own programs, and what a run measures beside them.</summary>
    private static readonly string[] ReportsOwn = [Suite.Games, Suite.Startup, Suite.Loading];

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

    /// <summary>What was known of the run before it was loaded; null: nothing, and it may judge every claim.</summary>
    public RunInfo? Info { get; init; }

    /// <summary>Null: the run is damaged.</summary>
    public Frame? Frame => _loaded.Value.Frame;

    /// <summary>Which file is damaged and what to do; empty: none.</summary>
    public string Damage => _loaded.Value.Damage;

    /// <summary>
    /// Whether the run is of the machine, and was made for claims of this suite. A run of another suite alone, such as
    /// PolyBench, does not judge claims about starts: those that it has are there to be taken off. Neither does one that
    /// asks a question of ours: there starts are varied.
    /// </summary>
    /// <param name="machine">An architecture; null: any machine that is not emulated.</param>
    public bool MayJudge(Claim claim, string? machine) =>
        Info is null
        || (
            Info.Host.Is(machine)
            && !Info.Plan.IsOfQuestion
            && (
                Info.Suites.Values.Contains(Suite.Games)
                || !Info.Suites.Values.Except(ReportsOwn).Any()
                || Info.Suites.Values.Except(ReportsOwn).Contains(claim.Suite)
            )
        );
}

/// <summary>
/// The runs that claims are judged on, in the order in which they are looked at: this host's runs, the newest first,
/// then the reference runs.
/// </summary>
/// <param name="Arguments">With which arguments a program judges claims; null: any will do.</param>
internal sealed record EvidenceRuns(IReadOnlyList<EvidenceRun> Runs, Func<string, string?> Arguments)
{
    /// <summary>
    /// The smaller arguments that judge claims about an architecture, where the only machine of it may be an emulated
    /// one, on which the report's take minutes; null: none.
    /// </summary>
    public Func<string, string?> SmallerArguments { get; init; } = _ => null;

    /// <summary>The programs of a suite that is not the report's own.</summary>
    public Func<string, IReadOnlyList<string>> ProgramsOf { get; init; } = _ => [];

    /// <summary>The runs of a checkout, and the arguments as its workloads have them.</summary>
    public static EvidenceRuns Of(Repository repository, RunStore store) => Of(repository, store, store.OfHere());

    /// <summary>The reference runs alone, which are the same in every clone.</summary>
    public static EvidenceRuns References(Repository repository) => Of(repository, new RunStore(repository), []);

    private static EvidenceRuns Of(Repository repository, RunStore store, IEnumerable<RunFolder> ofHere)
    {
        var workloads = Workload.All(repository);
        var local = ofHere.Reverse().ToList();
        var references = store.References().Reverse().Where(run => !local.Exists(own => own.Id == run.Id));
        // Sizes tell suites apart: no two suites share one of these.
        var sizes = new[] { Plan.Report, Plan.PolyBench, Plan.Sqlite }.Select(plan => plan.Size);
        return new(
            [.. local.Select(run => Run(run, isLocal: true)), .. references.Select(run => Run(run, isLocal: false))],
            name => sizes.Select(size => ArgumentsOf(name, size)).FirstOrDefault(found => found is not null)
        )
        {
            SmallerArguments = name => ArgumentsOf(name, Plan.Arm64.Size),
            ProgramsOf = suite =>
                [.. workloads.Where(workload => workload.Suite == suite).Select(workload => workload.Name)],
        };

        string? ArgumentsOf(string name, string size) =>
            workloads.FirstOrDefault(workload => workload.Name == name) is { } workload && workload.Has(size)
                ? string.Join(' ', workload.ArgumentsOf(size))
                : null;
    }

    /// <summary>A frame that was loaded already, whatever its arguments.</summary>
    public static EvidenceRuns Only(Frame frame) =>
        new([new(string.Join(", ", frame.Runs.Select(run => run.Id)), isLocal: true, () => frame)], _ => null)
        {
            ProgramsOf = suite => frame.ProgramsOf(suite),
        };

    private static EvidenceRun Run(RunFolder folder, bool isLocal) =>
        new(folder.Id, isLocal, () => Frame.Load(folder)) { Info = folder.Info() };
}
