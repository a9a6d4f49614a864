using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// Where a container's startup time goes: its phases, through the engine's API, beside whole
/// launches of the other targets.
/// </summary>
internal static class StartupTimeline
{
    private const double Top = 10;
    private const double RowHeight = 24;
    private const double GroupHeight = 30;

    /// <summary>
    /// A container's phases. If the engine answers the start request after the program's first byte, the start
    /// phase ends with that byte.
    /// </summary>
    private static readonly (string Name, Func<Lifecycle, long> From, Func<Lifecycle, long> To)[] ContainerPhases =
    [
        ("create", _ => 0, life => life.CreatedNs),
        ("start", life => life.CreatedNs, Started),
        ("first byte", Started, life => life.FirstOutputNs),
        ("exit", life => life.FirstOutputNs, life => life.ExitedNs),
        ("remove", life => life.ExitedNs, life => life.RemovedNs),
    ];

    private static readonly (string Name, Func<Sample, long> From, Func<Sample, long> To)[] ProcessPhases =
    [
        ("first byte", _ => 0, sample => sample.FirstOutputNs!.Value),
        ("exit", sample => sample.FirstOutputNs!.Value, sample => sample.WallNs),
    ];

    /// <summary>One phase with its own length. It begins at the sum of the medians before it.</summary>
    private sealed record Span(string Target, string Name, double FromNs, Estimate Length)
    {
        public double ToNs => FromNs + Length.Value;
    }

    public static Figure Draw(Shown shown)
    {
        var (frame, targets) = (shown.Frame, shown.Targets);
        var spans = targets.SelectMany(target => Spans(shown, target)).ToList();
        var left = Drawing.Widest(targets, bold: true) + 14;
        var right = Drawing.Widest(spans.Select(span => Numbers.Text(span.Length))) + 14;
        var height = (spans.Count * RowHeight) + (targets.Count * GroupHeight);
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var axis = Axis.Linear(
            spans.SelectMany(span => (double[])[span.ToNs, span.FromNs + (span.Length.Upper ?? span.Length.Value)]),
            Unit.Nanoseconds
        );
        using var panel = new Panel(
            drawing,
            axis,
            "since the create request, or the spawn ->",
            left,
            Top,
            Drawing.Width - left - right,
            height
        );
        var y = Top + (GroupHeight / 2);
        foreach (var target in targets)
        {
            drawing.Text(left - 14, y + 3, target, HorizontalAlignment.Right, bold: true);
            var own = spans.Where(span => span.Target == target).ToList();
            if (own.Count == 0)
            {
                panel.Word(y + 3, frame.Why(shown.Program, target));
            }
            y += (GroupHeight + RowHeight) / 2;
            foreach (var span in own)
            {
                drawing.Text(left - 14, y, span.Name, HorizontalAlignment.Right);
                panel.Guide(y);
                panel.Bar(y, span.FromNs, span.ToNs, shown.LookOf(target).Color.MixedWith(Colors.White, 0.45));
                panel.Whisker(y, span.FromNs + span.Length.Lower, span.FromNs + span.Length.Upper, Palette.Ink);
                drawing.Text(panel.Right + 14, y, Numbers.Text(span.Length));
                y += RowHeight;
            }
            y += (GroupHeight - RowHeight) / 2;
        }
        panel.Close();
        var subtitle =
            $"Median length of each phase and its {frame.Interval}: containers through the engine's API, the others from spawn to first byte to exit. "
            + "A phase begins where the one above it ends.";
        return Figure.Of(drawing, subtitle, Listed(shown, spans));
    }

    private static long Started(Lifecycle life) => Math.Min(life.StartedNs, life.FirstOutputNs);

    private static List<Span> Spans(Shown shown, string target)
    {
        var frame = shown.Frame;
        var lives = frame.Lifecycles.Where(life => life.Phase == Phase.Measured && life.Target == target);
        var launches = frame.Rows.Where(sample =>
            sample is { Phase: Phase.Measured, Status: Status.Ok, FirstOutputNs: not null }
            && sample.Workload == shown.Program
            && sample.Target == target
        );
        var phases = frame.IsContainer(target) ? Lengths(lives, ContainerPhases) : Lengths(launches, ProcessPhases);
        var spans = new List<Span>();
        foreach (var (name, lengths) in phases)
        {
            if (Estimator.Median(lengths, Unit.Nanoseconds, Estimator.Confidence(frame)) is { } length)
            {
                spans.Add(new(target, name, spans.LastOrDefault()?.ToNs ?? 0, length));
            }
        }
        return spans;
    }

    private static IEnumerable<(string Name, List<Observation> Lengths)> Lengths<T>(
        IEnumerable<T> records,
        IEnumerable<(string Name, Func<T, long> From, Func<T, long> To)> phases
    ) =>
        phases.Select(phase =>
            (
                phase.Name,
                records
                    .Select(each => new Observation("", 0, phase.To(each) - phase.From(each), Censored: false))
                    .ToList()
            )
        );

    private static Table Listed(Shown shown, List<Span> spans) =>
        new(
            shown.Item.Id,
            Finding(shown.Frame, spans),
            [Column.Text("Target"), Column.Text("Phase"), new("Length", Name: "length_ns"), Column.Text("Samples")],
            [
                .. spans.Select(span => new Row([
                    new(span.Target),
                    new(span.Name),
                    TableCell.Of(span.Length),
                    new($"{span.Length.Count}"),
                ])),
            ],
            []
        );

    private static string Finding(Frame frame, List<Span> spans)
    {
        var container = spans
            .Where(span => frame.IsContainer(span.Target))
            .GroupBy(span => span.Target)
            .FirstOrDefault();
        if (container is null)
        {
            return "No container was measured through the engine's API";
        }
        var (whole, longest) = (container.Last().ToNs, container.MaxBy(span => span.Length.Value)!);
        var wasm = spans.Where(span => frame.IsWasm(span.Target) && span.Name == "exit").MinBy(span => span.ToNs);
        return $"Of a container's {Numbers.Text(whole, Unit.Nanoseconds)}, {longest.Name} takes {Numbers.Percent(longest.Length.Value / whole)}"
            + (wasm is null ? "" : $"; {wasm.Target} is done after {Numbers.Text(wasm.ToNs, Unit.Nanoseconds)}");
    }
}
