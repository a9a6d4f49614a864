using System.Text.Json;
using Measurement.Journals;
using Measurement.Plans;
using Microsoft.Data.Analysis;

namespace Measurement.Frames;

/// <summary>One measured value of a cell. A censored value is a lower bound: the launch was killed at the timeout.</summary>
public readonly record struct Observation(string Run, int Block, double Value, bool Censored);

/// <summary>
/// Any set of runs, loaded: typed rows for the statistics and a <see cref="DataFrame"/> of the same for notebooks.
/// </summary>
public sealed class Frame
{
    private readonly Lazy<DataFrame> _samples;

    private Frame(IReadOnlyList<RunFolder> folders)
    {
        var notes = new List<string>();
        Runs = [.. folders.Select(folder => folder.Info())];
        Rows = [.. folders.SelectMany(folder => folder.Read<Sample>(notes.Add))];
        Artifacts = [.. folders.SelectMany(folder => folder.Read<Artifact>(notes.Add))];
        Lifecycles = [.. folders.SelectMany(folder => folder.Read<Lifecycle>(notes.Add))];
        Faults = [.. folders.SelectMany(folder => folder.Read<Fault>(notes.Add))];
        Notes = notes;
        _samples = new(() => Table(Rows));
    }

    private Frame(Frame all, IReadOnlyCollection<string> targets)
    {
        Runs =
        [
            .. all.Runs.Select(run =>
                run with
                {
                    Cells = [.. run.Cells.Where(cell => targets.Contains(cell.Target))],
                    Targets = [.. run.Targets.Where(target => targets.Contains(target.Name))],
                    Unavailable = [.. run.Unavailable.Where(missing => targets.Contains(missing.Name))],
                }
            ),
        ];
        Rows = [.. all.Rows.Where(row => targets.Contains(row.Target))];
        Artifacts = [.. all.Artifacts.Where(artifact => targets.Contains(artifact.Target))];
        Lifecycles = [.. all.Lifecycles.Where(life => targets.Contains(life.Target))];
        Faults = [.. all.Faults.Where(fault => targets.Contains(fault.Target))];
        Notes = all.Notes;
        _samples = new(() => Table(Rows));
    }

    public IReadOnlyList<RunInfo> Runs { get; }
    public IReadOnlyList<Sample> Rows { get; }

    /// <summary>The rows of the planned cells: all but warm-ups whose plan gave them arguments of their own.</summary>
    public IEnumerable<Sample> RowsOfCells
    {
        get
        {
            var runs = Runs.Where(run => run.Plan.Blocks.WarmupSize is null).Select(run => run.Id).ToHashSet();
            return Rows.Where(row => row.Phase == Phase.Measured || runs.Contains(row.Run));
        }
    }
    public IReadOnlyList<Artifact> Artifacts { get; }
    public IReadOnlyList<Lifecycle> Lifecycles { get; }
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>What a reader must know about the files: unfinished last lines that were skipped.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>All samples of all phases, one row a launch; columns as in <c>samples.csv</c>.</summary>
    public DataFrame Samples => _samples.Value;

    /// <exception cref="MeasurementException">A run is missing or damaged: says which file and line.</exception>
    public static Frame Load(params IEnumerable<RunFolder> runs) => new([.. runs]);

    /// <summary>The same runs as if they had been asked for these targets alone.</summary>
    public Frame Only(params IReadOnlyCollection<string> targets) => new(this, targets);

    /// <summary>
    /// The values of one cell, in the order they were taken: measured samples that ended well, and timeouts as bounds.
    /// A timeout counts in the warm-up too, since a cell is not repeated after it. Crashes and wrong outputs are never
    /// among them.
    /// </summary>
    public IReadOnlyList<Observation> Observe(Metric metric, string workload, string target) =>
        [
            .. from sample in RowsOfCells
            where sample.Workload == workload && sample.Target == target
            where sample.Status == Status.Timeout || sample is { Status: Status.Ok, Phase: Phase.Measured }
            let value = metric.Read(sample)
            where value is not null
            select new Observation(sample.Run, sample.Block, value.Value, sample.Status == Status.Timeout),
        ];

    /// <summary>A DataFrame with a column for each field of the records, in snake_case and their order.</summary>
    public static DataFrame Table<TRecord>(IReadOnlyList<TRecord> records) =>
        new(
            typeof(TRecord)
                .GetProperties()
                .Where(property => property.CanWrite)
                .Select(property =>
                    Column(
                        JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
                        property.PropertyType,
                        records.Select(record => property.GetValue(record))
                    )
                )
        );

    private static DataFrameColumn Column(string name, Type type, IEnumerable<object?> values) =>
        (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var number when number == typeof(long) => new Int64DataFrameColumn(name, values.Cast<long?>()),
            var number when number == typeof(int) => new Int32DataFrameColumn(name, values.Cast<int?>()),
            var number when number == typeof(double) => new DoubleDataFrameColumn(name, values.Cast<double?>()),
            var time when time == typeof(DateTimeOffset) => new DateTimeDataFrameColumn(
                name,
                values.Cast<DateTimeOffset?>().Select(value => value?.UtcDateTime)
            ),
            { IsEnum: true } => new StringDataFrameColumn(
                name,
                values.Select(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value!.ToString()!))
            ),
            _ => new StringDataFrameColumn(name, values.Cast<string>()),
        };
}
