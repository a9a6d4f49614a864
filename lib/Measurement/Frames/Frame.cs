using Measurement.Journals;
using Measurement.Plans;
using Microsoft.Data.Analysis;

namespace Measurement.Frames;

/// <summary>
/// One measured value of a cell. A censored value is a lower bound: the launch was killed at the timeout.
/// </summary>
public readonly record struct Observation(string Run, int Block, double Value, bool Censored);

/// <summary>
/// A set of runs, loaded: typed rows for the statistics, and a <see cref="DataFrame"/> of the same rows for notebooks.
/// </summary>
public sealed class Frame
{
    private readonly Lazy<IReadOnlyList<Sample>> _rows;
    private readonly Lazy<Dictionary<(string Workload, string Target), List<Sample>>> _cells;
    private readonly Lazy<ILookup<string, string>> _arguments;
    private readonly Lazy<DataFrame> _samples;
    private readonly HashSet<string> _runsOfOneSize;

    private Frame(IReadOnlyList<RunFolder> folders)
        : this([.. folders.Select(folder => folder.Info())])
    {
        var notes = new List<string>();
        var rows = All<Sample>();
        Artifacts = All<Artifact>();
        Lifecycles = All<Lifecycle>();
        Faults = All<Fault>();
        FinishedBlocks = All<FinishedBlock>();
        Notes = notes;
        _rows = new(rows);
        _cells = new(() => ByCell(rows));

        IReadOnlyList<TRecord> All<TRecord>()
            where TRecord : class =>
            folders is [var only]
                ? only.Read<TRecord>(notes.Add)
                : [.. folders.SelectMany(folder => folder.Read<TRecord>(notes.Add))];
    }

    private Frame(Frame all, IReadOnlyCollection<string> targets)
        : this([
            .. all.Runs.Select(run =>
                run with
                {
                    Cells = [.. run.Cells.Where(cell => targets.Contains(cell.Target))],
                    Targets = [.. run.Targets.Where(target => targets.Contains(target.Name))],
                    Unavailable = [.. run.Unavailable.Where(missing => targets.Contains(missing.Name))],
                }
            ),
        ])
    {
        Artifacts = [.. all.Artifacts.Where(artifact => targets.Contains(artifact.Target))];
        Lifecycles = [.. all.Lifecycles.Where(life => targets.Contains(life.Target))];
        Faults = [.. all.Faults.Where(fault => targets.Contains(fault.Target))];
        FinishedBlocks = all.FinishedBlocks;
        Notes = all.Notes;
        _rows = new(() => [.. all.Rows.Where(row => targets.Contains(row.Target))]);
        _cells = new(() => all._cells.Value.Where(cell => targets.Contains(cell.Key.Target)).ToDictionary());
    }

    private Frame(IReadOnlyList<RunInfo> runs)
    {
        Runs = runs;
        Artifacts = [];
        Lifecycles = [];
        Faults = [];
        FinishedBlocks = [];
        Notes = [];
        _rows = new([]);
        _cells = new([]);
        _runsOfOneSize = [.. runs.Where(run => run.Plan.Blocks.WarmupSize is null).Select(run => run.Id)];
        _arguments = new(() =>
            MeasuredCells
                .Where(cell => !runs.Any(run => run.IsLoading(cell.Workload)))
                .SelectMany(cell => RowsOf(cell.Workload, cell.Target).Where(IsOfCell))
                .Select(row => (row.Workload, row.Arguments))
                .Distinct()
                .ToLookup(found => found.Workload, found => found.Arguments)
        );
        _samples = new(() => Table(Rows));
    }

    public IReadOnlyList<RunInfo> Runs { get; }
    public IReadOnlyList<Sample> Rows => _rows.Value;

    /// <summary>The rows of the planned cells: all but warm-ups with arguments of their own.</summary>
    public IEnumerable<Sample> RowsOfCells => Rows.Where(IsOfCell);

    /// <summary>The cells that have rows, in the order of their first ones.</summary>
    public IReadOnlyCollection<(string Workload, string Target)> MeasuredCells => _cells.Value.Keys;

    /// <summary>All rows of one cell, warm-ups too, in the order they were taken.</summary>
    public IReadOnlyList<Sample> RowsOf(string workload, string target) =>
        _cells.Value.GetValueOrDefault((workload, target)) ?? [];

    /// <summary>
    /// The arguments of a workload's cells; runs that go together have one text. There is none for the loading of
    /// programs, each of which has options of its own.
    /// </summary>
    public IEnumerable<string> ArgumentsOf(string workload) => _arguments.Value[workload];

    public IReadOnlyList<Artifact> Artifacts { get; }
    public IReadOnlyList<Lifecycle> Lifecycles { get; }
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>The blocks of which every launch was made; runs from before this was recorded have none.</summary>
    internal IReadOnlyList<FinishedBlock> FinishedBlocks { get; }

    /// <summary>What a reader must know about the files: unfinished last lines that were skipped.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>All samples of all phases, one row a launch; columns as in <c>samples.csv</c>.</summary>
    public DataFrame Samples => _samples.Value;

    /// <exception cref="MeasurementException">A run is missing or damaged: says which file and line.</exception>
    public static Frame Load(params IEnumerable<RunFolder> runs) => new([.. runs]);

    /// <summary>The same runs, as if they had been asked for these targets alone.</summary>
    public Frame Only(params IReadOnlyCollection<string> targets) => new(this, targets);

    /// <summary>
    /// The values of one cell, in the order they were taken: measured samples that ended well, and timeouts
    /// as bounds. A timeout counts in the warm-up, too, since a cell is not repeated after it. Crashes and
    /// wrong outputs never count.
    /// </summary>
    public IReadOnlyList<Observation> Observe(Metric metric, string workload, string target) =>
        [
            .. from sample in RowsOf(workload, target)
            where sample.Status == Status.Timeout || sample is { Status: Status.Ok, Phase: Phase.Measured }
            where IsOfCell(sample)
            let value = metric.Read(sample)
            where value is not null
            select new Observation(sample.Run, sample.Block, value.Value, sample.Status == Status.Timeout),
        ];

    /// <summary>A DataFrame with a column for each field of the records, in snake_case and their order.</summary>
    public static DataFrame Table<TRecord>(IReadOnlyList<TRecord> records)
        where TRecord : class => FrameTable.Of(records);

    private bool IsOfCell(Sample row) => row.Phase == Phase.Measured || _runsOfOneSize.Contains(row.Run);

    private static Dictionary<(string, string), List<Sample>> ByCell(IReadOnlyList<Sample> rows)
    {
        var cells = new Dictionary<(string, string), List<Sample>>();
        foreach (var row in rows)
        {
            if (!cells.TryGetValue((row.Workload, row.Target), out var cell))
            {
                cells[(row.Workload, row.Target)] = cell = [];
            }
            cell.Add(row);
        }
        return cells;
    }
}
