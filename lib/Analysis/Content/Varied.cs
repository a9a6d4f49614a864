using System.Globalization;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>
/// The programs of an item that vary one thing: the one argument that differs between them or, where there are no
/// arguments, the bytes of their modules. A target's values form a line over it, fitted within each block.
/// </summary>
internal sealed class Varied
{
    private readonly Shown _shown;
    private readonly Metric _metric;

    /// <param name="metric">The quantity whose lines are fitted, if not the item's first.</param>
    /// <param name="from">Programs that have less of the varied thing are left out.</param>
    public Varied(Shown shown, Metric? metric = null, double from = double.NegativeInfinity)
    {
        (_shown, _metric) = (shown, metric ?? shown.Metric);
        Points = [.. PlacesOf(shown).Where(point => point.Place >= from).OrderBy(point => point.Place)];
    }

    /// <summary>Each program with how much it has of the varied thing, ascending.</summary>
    public IReadOnlyList<(double Place, string Program)> Points { get; }

    public Unit Unit => HasArguments(_shown) ? Unit.Count : Unit.Bytes;

    /// <summary>The median of each program on a target.</summary>
    public IEnumerable<(double Place, Estimate? Estimate)> Medians(string target) =>
        Points.Select(point => (point.Place, Estimator.Median(_shown.Frame, _metric, point.Program, target)));

    /// <summary>
    /// The programs that lines go through: those that never ran out of memory on a target. In a series that grows until
    /// a limit is reached, only those below it say what each unit adds.
    /// </summary>
    public IEnumerable<(double Place, string Program)> Held(string target) =>
        Points.Where(point =>
            !_shown.Frame.RowsOf(point.Program, target).Any(sample => sample.Status == Status.OutOfMemory)
        );

    /// <summary>Why a target has no line, in a word or two.</summary>
    public string Why(string target) =>
        Points.Count == 0 ? Absence.NotMeasured : _shown.Frame.Why(Points[^1].Program, target);

    /// <summary>How much the line rises for each unit of the varied thing.</summary>
    public Estimate? Slope(string target) => Of([target], lines => lines[0].Slope, _metric.Unit, "slope of the line");

    /// <summary>The line's value where there is nothing of the varied thing.</summary>
    public Estimate? AtZero(string target) => Of([target], lines => lines[0].AtZero, _metric.Unit, "the line at zero");

    /// <summary>
    /// Whether a target's line rises so surely that others can be measured by it: its slope is at least half of what it
    /// seems.
    /// </summary>
    public bool Rises(string target) => Slope(target) is { Lower: { } lower } slope && lower > slope.Value / 2;

    /// <summary>How many times as steep a target's line is as another's; null: the other one's does not rise.</summary>
    public Estimate? SlopeRatio(string target, string other) =>
        !Rises(other)
            ? null
            : Of([target, other], lines => lines[0].Slope / lines[1].Slope, Unit.Ratio, "ratio of two slopes");

    /// <summary>How much more each unit adds under one target than under another.</summary>
    public Estimate? SlopeDifference(string target, string other) =>
        Of([target, other], lines => lines[0].Slope - lines[1].Slope, _metric.Unit, "difference of two slopes");

    /// <summary>What is computed of the lines of several targets in one block.</summary>
    /// <param name="compute">Gets the line of each target.</param>
    public Estimate? Of(
        IReadOnlyList<string> targets,
        Func<IReadOnlyList<FittedLine>, double> compute,
        Unit unit,
        string what
    ) => Of(targets, [], (lines, _) => compute(lines), unit, what);

    /// <summary>What is computed of a target's line and of other programs on the same target, in one block.</summary>
    public Estimate? With(
        string target,
        IReadOnlyList<string> programs,
        Func<FittedLine, IReadOnlyList<double>, double> compute,
        Unit unit,
        string what
    ) =>
        Of(
            [target],
            [.. programs.Select(program => new CellSide(program, _metric, target))],
            (lines, others) => compute(lines[0], others),
            unit,
            what
        );

    private Estimate? Of(
        IReadOnlyList<string> targets,
        IReadOnlyList<CellSide> others,
        Func<IReadOnlyList<FittedLine>, IReadOnlyList<double>, double> compute,
        Unit unit,
        string what
    )
    {
        var points = targets.Select(Held).Aggregate(Enumerable.Intersect).ToList();
        if (!points.DistinctBy(point => point.Place).Skip(1).Any())
        {
            return null;
        }
        var fit = new LineFit([.. points.Select(point => point.Place)]);
        return Blockwise.Of(
            _shown.Frame,
            [
                .. from target in targets from point in points select new CellSide(point.Program, _metric, target),
                .. others,
            ],
            values =>
                compute(
                    [.. values.SkipLast(others.Count).Chunk(fit.Count).Select(fit.Through)],
                    [.. values.TakeLast(others.Count)]
                ),
            unit,
            what
        );
    }

    /// <summary>
    /// In words: what each unit adds under the target that the item is about, else from which to which target, and what it
    /// adds natively.
    /// </summary>
    public string Finding
    {
        get
        {
            var adds = Adds();
            if (adds.Length == 0)
            {
                return $"{Numbers.Capital(_shown.Quantity)} by {_shown.Item.Varied}, with no target to compare";
            }
            var native =
                Slope(_shown.Native) is not { } natively ? ""
                : natively.Lower > 0 ? $", and {Numbers.Text(natively)} natively"
                : ", and nothing that shows natively";
            return $"Of the {_shown.Item.Varied}, each adds {adds}{native}";
        }
    }

    private string Adds()
    {
        var (least, most) = (_shown.Least(IsOther, Slope), _shown.Most(IsOther, Slope));
        return _shown.Item.About is { Length: > 0 } about && Slope(about) is { } itself ? Under((about, itself))
            : least is null || most is null ? ""
            : least.Value.Target == most.Value.Target ? Under(most.Value)
            : $"from {Under(least.Value)} to {Under(most.Value)}";

        bool IsOther(string target) => !_shown.Frame.IsNative(target);

        static string Under((string Target, Estimate Slope) line) => $"{Numbers.Text(line.Slope)} under {line.Target}";
    }

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
        var arguments = (
            from program in shown.Programs
            from text in shown.Frame.ArgumentsOf(program).Take(1)
            select (program, words: text.Split(' '))
        ).ToDictionary(each => each.program, each => each.words);
        var varied = Enumerable
            .Range(0, arguments.Values.Min(list => list.Length))
            .Where(place => arguments.Values.Select(list => list[place]).Distinct().Skip(1).Any())
            .ToList();
        return varied is [var only]
            ? arguments.Select(each => (double.Parse(each.Value[only], CultureInfo.InvariantCulture), each.Key))
            : [];
    }
}
