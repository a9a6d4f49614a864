using System.Globalization;
using Analysis.Estimates;
using Analysis.Statistics;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>A line through the values of one block.</summary>
internal readonly record struct FittedLine(double AtZero, double Slope);

/// <summary>
/// The programs of an item that vary one thing: the one argument that differs between them or, where there are no
/// arguments, the bytes of their modules. A target's values form a line over it, fitted within each block.
/// </summary>
internal sealed class Varied
{
    private readonly Shown _shown;
    private readonly LeastSquares _line;

    /// <exception cref="UsageException">The runs do not have the programs; the message says so.</exception>
    public Varied(Shown shown)
    {
        _shown = shown;
        Points = [.. PlacesOf(shown).OrderBy(point => point.Place)];
        if (Points.DistinctBy(point => point.Place).Count() < 2)
        {
            throw new UsageException(
                $"{shown.Item.Id} needs two programs of the suite {shown.Item.Suite} at least, and these runs have {Points.Count}."
            );
        }
        _line = new([.. Points.Select(point => point.Place)]);
    }

    /// <summary>Each program with how much it has of the varied thing, ascending.</summary>
    public IReadOnlyList<(double Place, string Program)> Points { get; }

    public Unit Unit => HasArguments(_shown) ? Unit.Count : Unit.Bytes;

    /// <summary>The median of each program on a target.</summary>
    public IEnumerable<(double Place, Estimate? Estimate)> Medians(string target) =>
        Points.Select(point =>
            (point.Place, Estimator.Median(_shown.Frame, _shown.Metric, point.Program, target))
        );

    /// <summary>How much the line rises for each unit of the varied thing.</summary>
    public Estimate? Slope(string target) =>
        Of([target], lines => lines[0].Slope, _shown.Metric.Unit, "slope of the line");

    /// <summary>The line's value where there is nothing of the varied thing.</summary>
    public Estimate? AtZero(string target) =>
        Of([target], lines => lines[0].AtZero, _shown.Metric.Unit, "the line at zero");

    /// <summary>How many times as steep a target's line is as another's.</summary>
    public Estimate? SlopeRatio(string target, string other) =>
        Of([target, other], lines => lines[0].Slope / lines[1].Slope, Unit.Ratio, "ratio of two slopes");

    /// <summary>What is computed of the lines of several targets in one block.</summary>
    /// <param name="compute">Gets the line of each target.</param>
    public Estimate? Of(
        IReadOnlyList<string> targets,
        Func<IReadOnlyList<FittedLine>, double> compute,
        Unit unit,
        string what
    ) =>
        Blockwise.Of(
            _shown.Frame,
            [.. targets.SelectMany(Cells)],
            values => compute([.. values.Chunk(Points.Count).Select(Through)]),
            unit,
            what
        );

    /// <summary>What is computed of a target's line and of other programs on the same target, in one block.</summary>
    public Estimate? With(
        string target,
        IReadOnlyList<string> programs,
        Func<FittedLine, IReadOnlyList<double>, double> compute,
        Unit unit,
        string what
    ) =>
        Blockwise.Of(
            _shown.Frame,
            [.. Cells(target), .. programs.Select(program => new CellSide(program, _shown.Metric, target))],
            values => compute(Through([.. values.Take(Points.Count)]), [.. values.Skip(Points.Count)]),
            unit,
            what
        );

    private FittedLine Through(double[] values) => new(_line.AtZero(values), _line.Slope(values));

    private IEnumerable<CellSide> Cells(string target) =>
        Points.Select(point => new CellSide(point.Program, _shown.Metric, target));

    private static bool HasArguments(Shown shown) =>
        shown.Programs.SelectMany(shown.Frame.ArgumentsOf).Any(arguments => arguments.Length > 0);

    private static IEnumerable<(double Place, string Program)> PlacesOf(Shown shown)
    {
        if (!HasArguments(shown))
        {
            return from program in shown.Programs
                let module = shown.Frame.Artifacts.FirstOrDefault(artifact =>
                    artifact.Kind == ArtifactKind.Module && artifact.Workload == program
                )
                where module is not null
                select ((double)module.Bytes, program);
        }
        var arguments = shown.Programs.ToDictionary(
            program => program,
            program => shown.Frame.ArgumentsOf(program).FirstOrDefault("").Split(' ')
        );
        var varied = Enumerable
            .Range(0, arguments.Values.Min(list => list.Length))
            .Where(place => arguments.Values.Select(list => list[place]).Distinct().Skip(1).Any())
            .ToList();
        return varied is [var only]
            ? arguments.Select(each => (double.Parse(each.Value[only], CultureInfo.InvariantCulture), each.Key))
            : [];
    }
}
