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
    /// A container's phases and when each ends. If the engine answers the start request after the program's first byte,
    /// the start ends with that byte.
    /// </summary>
    private static readonly (string Name, Func<Lifecycle, long> End)[] ContainerPhases =
    [
        ("create", life => life.CreatedNs),
        ("start", life => Math.Min(life.StartedNs, life.FirstOutputNs)),
        ("first byte", life => life.FirstOutputNs),
        ("exit", life => life.ExitedNs),
        ("remove", life => life.RemovedNs),
    ];

    private static readonly (string Name, Func<Sample, long> End)[] ProcessPhases =
    [
        ("first byte", sample => sample.FirstOutputNs!.Value),
        ("exit", sample => sample.WallNs),
    ];

    /// <summary>A phase from the median end of the one before it to its own, so that the phases add up.</summary>
    private sealed record Span(string Target, string Name, double FromNs, Estimate End)
    {
        public Estimate Length => Estimator.Exact(End.Value - FromNs, Unit.Nanoseconds, "difference of two medians");

        public string Words => FromNs == 0 ? Numbers.Text(End) : $"{Numbers.Short(Length)}, until {Numbers.Text(End)}";
    }

    public static Figure Draw(Shown shown)
    {
        var (frame, targets) = (shown.Frame, shown.Targets);
        var spans = targets.SelectMany(target => Spans(shown, target)).ToList();
        var left = Drawing.Widest(targets, bold: true) + 14;
        var right = Drawing.Widest(spans.Select(span => span.Words)) + 14;
        var height = (spans.Count * RowHeight) + (targets.Count * GroupHeight);
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var axis = Axis.Linear(
            spans.SelectMany(span => (double[])[span.End.Value, span.End.Upper ?? span.End.Value]),
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
                panel.Bar(y, span.FromNs, span.End.Value, shown.LookOf(target).Color.MixedWith(Colors.White, 0.45));
                panel.Whisker(y, span.End.Lower, span.End.Upper, Palette.Ink);
                drawing.Text(panel.Right + 14, y, span.Words);
                y += RowHeight;
            }
            y += (GroupHeight - RowHeight) / 2;
        }
        panel.Close();
        var subtitle =
            $"When each phase ends, median and {frame.Interval}: containers through the engine's API, the others from spawn to first byte to exit. "
            + "A phase begins where the one above it ends, so the lengths add up.";
        return Figure.Of(drawing, subtitle, Listed(shown, spans));
    }

    private static List<Span> Spans(Shown shown, string target)
    {
        var frame = shown.Frame;
        var lives = frame.LivesOf(target);
        var launches = frame.Rows.Where(sample =>
            sample is { Phase: Phase.Measured, Status: Status.Ok, FirstOutputNs: not null }
            && sample.Workload == shown.Program
            && sample.Target == target
        );
        var phases = frame.IsContainer(target) ? Ends(lives, ContainerPhases) : Ends(launches, ProcessPhases);
        var spans = new List<Span>();
        foreach (var (name, ends) in phases)
        {
            var last = spans.LastOrDefault();
            var end = Estimator.Median(ends, Unit.Nanoseconds, Estimator.Confidence(frame));
            if (end is not null && last is not null && end.Value == last.End.Value)
            {
                // The two end together, such as the start with the first byte: that is one phase.
                spans[^1] = last with
                {
                    Name = $"{last.Name} to {name}",
                };
            }
            else if (end is not null)
            {
                spans.Add(new(target, name, last?.End.Value ?? 0, end));
            }
        }
        return spans;
    }

    private static IEnumerable<(string Name, List<Observation> Ends)> Ends<T>(
        IEnumerable<T> records,
        IEnumerable<(string Name, Func<T, long> End)> phases
    ) =>
        phases.Select(phase =>
            (phase.Name, records.Select(each => new Observation("", 0, phase.End(each), Censored: false)).ToList())
        );

    private static Table Listed(Shown shown, List<Span> spans) =>
        new(
            shown.Item.Id,
            Finding(shown.Frame, spans),
            [
                Column.Text("Target"),
                Column.Text("Phase"),
                new("Length", Name: "length_ns"),
                new("Until", Name: "until_ns"),
                Column.Text("Samples"),
            ],
            [
                .. spans.Select(span => new Row([
                    new(span.Target),
                    new(span.Name),
                    TableCell.Of(span.Length),
                    TableCell.Of(span.End),
                    new($"{span.End.Count}"),
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
        var (whole, longest) = (container.Last().End.Value, container.MaxBy(span => span.Length.Value)!);
        var wasm = spans.Where(span => frame.IsWasm(span.Target) && span.Name == "exit").MinBy(span => span.End.Value);
        return $"Through the engine's API a container takes {Numbers.Text(whole, Unit.Nanoseconds)}, of which {longest.Name} takes {Numbers.Percent(longest.Length.Value / whole)}"
            + (wasm is null ? "" : $"; {wasm.Target} is done after {Numbers.Text(wasm.End.Value, Unit.Nanoseconds)}");
    }
}
