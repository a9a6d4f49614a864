using Measurement.Frames;
using Measurement.Plans;

namespace Analysis;

/// <summary>
/// F5: startup and run time of every runtime in every mode, relative to native; below a rule the geometric mean of all
/// that share a mode.
/// </summary>
public static class RuntimeSurvey
{
    internal const string Id = "F5";
    private const double RowHeight = 25;
    private const double Top = 46;
    private const double Words = 58;

    /// <summary>Both ratios of a target, or of all targets of a mode.</summary>
    internal sealed record Line(string Name, DotRow Startup, DotRow RunTime);

    public static Figure Draw(Frame frame)
    {
        var lines = Lines(frame);
        var means = Means(frame);
        List<Line> all = [.. lines, .. means];
        var left = Drawing.Widest(all.Select(line => line.Name)) + 14;
        var width = (Drawing.Width - left - (2 * Words) - 14) / 2;
        var height = Math.Max(1, all.Count) * RowHeight;
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        foreach (var (index, line) in all.Index())
        {
            drawing.Text(left - 14, Middle(index), line.Name, Anchor.End);
            if (index == lines.Count || (index > 0 && BeginsRuntime(lines, index)))
            {
                drawing.Rule(Top + (index * RowHeight));
            }
        }
        Set("startup", [.. all.Select(line => line.Startup)], left);
        Set($"{frame.Programs.Count} programs", [.. all.Select(line => line.RunTime)], left + width + Words + 14);

        var numbers = DotRows.Of(
            Id,
            Finding(means),
            all.SelectMany(line => (DotRow[])[line.Startup, line.RunTime]),
            Unit.Ratio
        );
        return Figure.Of(
            frame,
            drawing,
            $"Relative to native, log scale. Left: time from spawn to the first byte; right: execution time, geometric mean over {frame.Programs.Count} programs, each of them a tick. Dot: estimate and "
                + $"{frame.Interval} from {DotRows.Counts(all.Select(line => line.RunTime), "blocks of programs")}. Below the rule: the geometric mean of the runtimes above, by mode.",
            numbers
        );

        void Set(string title, IReadOnlyList<DotRow> rows, double x)
        {
            var axis = Axis.Log(rows.SelectMany(row => row.Held).Append(1), Unit.Ratio, labels: 5);
            using var panel = new Panel(drawing, axis, x, Top, width, height);
            drawing.Text(x, Top - 32, title, bold: true);
            panel.Reference(1, "native");
            foreach (var (index, row) in rows.Index())
            {
                row.Set(panel, Middle(index), strip: 8);
                drawing.Text(panel.Right + 8, Middle(index), Value(row.Estimate));
            }
            panel.Close("slower than native ->");
        }
    }

    internal static IReadOnlyList<Line> Lines(Frame frame) =>
        [.. frame.Targets.Where(Palette.IsWasm).Select(target => Of(frame, target, target, [target]))];

    internal static IReadOnlyList<Line> Means(Frame frame) =>
        [
            .. from mode in Palette.Modes
            let name = mode.ToString().ToLowerInvariant()
            let said = mode switch
            {
                Mode.Interpreter => "interpreters",
                Mode.Jit => "just in time",
                _ => "ahead of time",
            }
            let measured = frame.Rows.Select(row => row.Target).ToHashSet()
            let targets = frame
                .Targets.Where(target => Palette.IsWasm(target) && Palette.ModeOf(target) == mode)
                .Where(measured.Contains)
                .ToArray()
            where targets.Length > 1
            select Of(frame, $"{targets.Length} {said}", $"all-{name}", targets),
        ];

    private static Line Of(Frame frame, string name, string look, string[] targets)
    {
        var (time, start) = (new Side(Metric.ExecutionTime, targets), new Side(Metric.StartupTime, targets));
        Side native = new(Metric.ExecutionTime, "native");
        return new(
            name,
            new(
                FrameExtensions.Startup,
                look,
                Estimates.Ratio(frame, FrameExtensions.Startup, start, new(Metric.StartupTime, "native")),
                null,
                [],
                frame.Why(FrameExtensions.Startup, targets[0])
            ),
            new(
                $"{frame.Programs.Count} programs",
                look,
                Estimates.GeometricMean(frame, frame.Programs, time, native),
                null,
                [
                    .. frame
                        .Programs.Select(program => BlockPairs.Of(frame, program, time, native))
                        .OfType<BlockPairs>()
                        .Select(pairs => Math.Exp(pairs.Logs.Center())),
                ],
                frame.Programs.Select(program => frame.Why(program, targets[0])).LastOrDefault("not measured")
            )
        );
    }

    private static double Middle(int index) => Top + ((index + 0.5) * RowHeight);

    private static bool BeginsRuntime(IReadOnlyList<Line> lines, int index) =>
        index < lines.Count && !Palette.SameRuntime(lines[index - 1].Name, lines[index].Name);

    private static string Value(Estimate? estimate) =>
        estimate is null ? "" : Numbers.Text(estimate with { Lower = double.NaN });

    private static string Finding(IEnumerable<Line> means)
    {
        string[] parts =
        [
            .. means
                .Where(mean => mean.RunTime.Estimate is not null)
                .Select(mean =>
                    $"{mean.Name} {Value(mean.RunTime.Estimate)} ({Value(mean.Startup.Estimate)} to start)"
                ),
        ];
        return parts.Length == 0
            ? "Startup and run time of runtimes"
            : $"Geometric means of native's time: {string.Join(", ", parts)}";
    }
}
