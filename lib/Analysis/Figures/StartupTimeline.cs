using Measurement;
using ScottPlot;

namespace Analysis;

/// <summary>Where a container's start-up time goes: its phases through the engine's API, beside whole launches of the others.</summary>
public static class StartupTimeline
{
    internal const string Id = "T3-timeline";
    private const double Top = 10;
    private const double RowHeight = 24;
    private const double GroupGap = 30;

    private static readonly (string Name, Func<Lifecycle, long> From, Func<Lifecycle, long> To)[] ContainerPhases =
    [
        ("create", _ => 0, life => life.CreatedNs),
        ("start", life => life.CreatedNs, life => life.StartedNs),
        ("first byte", life => life.StartedNs, life => life.FirstOutputNs),
        ("exit", life => life.FirstOutputNs, life => life.ExitedNs),
        ("remove", life => life.ExitedNs, life => life.RemovedNs),
    ];

    /// <summary>One phase: when it begins and ends in the median launch, and its own length.</summary>
    private sealed record Span(string Target, string Name, double FromNs, double ToNs, Estimate Length);

    public static Figure Draw(Frame frame)
    {
        var spans = frame.Targets.SelectMany(target => Spans(frame, target)).ToList();
        var groups = spans.GroupBy(span => span.Target).ToList();
        var missing = frame.Targets.Except(groups.Select(group => group.Key)).ToList();
        var left = Drawing.Measure("    first byte") + 26;
        var right = spans.Select(span => Drawing.Measure(Numbers.Text(span.Length))).DefaultIfEmpty(0).Max() + 16;
        var height = (spans.Count * RowHeight) + ((groups.Count + missing.Count) * GroupGap);
        var drawing = new Drawing(Top + height + 44);
        var axis = Axis.Linear(
            spans.Select(span => Math.Max(span.ToNs, span.FromNs + span.Length.Upper)),
            Unit.Nanoseconds
        );
        using var panel = new Panel(drawing, axis, left, Top, Drawing.Width - left - right, height);
        var y = Top;
        foreach (var target in frame.Targets)
        {
            var own = spans.Where(span => span.Target == target).ToList();
            drawing.Text(0, y + (GroupGap / 2) + 2, target, bold: true);
            if (own.Count == 0)
            {
                drawing.Text(
                    left + 8,
                    y + (GroupGap / 2) + 2,
                    frame.Why(FrameExtensions.Startup, target),
                    color: Palette.Grey,
                    size: 12,
                    italic: true
                );
            }
            y += GroupGap;
            foreach (var span in own)
            {
                var middle = y + (RowHeight / 2);
                drawing.Text(left - 12, middle, span.Name, Anchor.End);
                panel.Guide(middle);
                panel.Bar(middle, 7, span.FromNs, span.ToNs, Tint(target));
                panel.Whisker(middle, Shifted(span));
                drawing.Text(panel.Right + 12, middle, Numbers.Text(span.Length));
                y += RowHeight;
            }
        }
        panel.Close("time since the request or the spawn ->");
        var title = Title(groups);
        var subtitle =
            $"Median length of each phase with its 95% interval, {FrameExtensions.Counts(spans.Select(span => span.Length), "samples")}: containers "
            + "through the engine's API, the others from spawn to first byte to exit. A phase begins where the one above it ends.";
        var description =
            $"{subtitle} {string.Join("; ", spans.Select(span => $"{span.Target} {span.Name}: {Numbers.Text(span.Length)}"))}.";
        return new(Id, title, subtitle, frame.Footer, description, drawing.Svg(Id, title, description), Data(spans));
    }

    private static List<Span> Spans(Frame frame, string target)
    {
        var lives = frame.Lifecycles.Where(life => life.Phase == Phase.Measured && life.Target == target);
        var launches = frame.Rows.Where(sample =>
            sample is { Phase: Phase.Measured, Status: Status.Ok, FirstOutputNs: not null, Workload: FrameExtensions.Startup }
            && sample.Target == target
        );
        var phases = Palette.IsContainer(target)
            ? ContainerPhases.Select(phase => (phase.Name, Lengths: Observed(lives, phase.From, phase.To)))
            :
            [
                ("first byte", Observed(launches, _ => 0, sample => sample.FirstOutputNs!.Value)),
                ("exit", Observed(launches, sample => sample.FirstOutputNs!.Value, sample => sample.WallNs)),
            ];
        var spans = new List<Span>();
        var begin = 0.0;
        foreach (var (name, values) in phases.Where(phase => phase.Lengths.Count > 0))
        {
            var length = Estimates.Median(values, Unit.Nanoseconds, Estimates.Confidence(frame))!;
            spans.Add(new Span(target, name, begin, begin + length.Value, length));
            begin += length.Value;
        }
        return spans;
    }

    private static List<Observation> Observed<T>(IEnumerable<T> records, Func<T, long> from, Func<T, long> to) =>
        [.. records.Select((record, index) => new Observation("", index, to(record) - from(record), Censored: false))];

    private static Estimate Shifted(Span span) =>
        span.Length with
        {
            Lower = span.FromNs + span.Length.Lower,
            Upper = span.FromNs + span.Length.Upper,
        };

    private static Color Tint(string target) => Palette.Of(target).Color.MixedWith(Colors.White, 0.45);

    private static string Title(List<IGrouping<string, Span>> groups)
    {
        var container = groups.FirstOrDefault(group => Palette.IsContainer(group.Key));
        if (container is null)
        {
            return "No container was measured through the engine's API";
        }
        var whole = container.Sum(span => span.Length.Value);
        var longest = container.MaxBy(span => span.Length.Value)!;
        var wasm = groups
            .Where(group => Palette.IsWasm(group.Key))
            .MinBy(group => group.Sum(span => span.Length.Value));
        return $"{longest.Name} takes {Numbers.Percent(longest.Length.Value / whole)} of a container's {Numbers.Text(whole, Unit.Nanoseconds)}"
            + (
                wasm is null
                    ? ""
                    : $"; {wasm.Key} is done after {Numbers.Text(wasm.Sum(span => span.Length.Value), Unit.Nanoseconds)}"
            );
    }

    private static string Data(List<Span> spans) =>
        Csv.Text([
            ["target", "phase", "from_ns", "length_ns", "length_ns_low", "length_ns_high", "samples"],
            .. spans.Select(span =>
                new[]
                {
                    span.Target,
                    span.Name,
                    Csv.Number(span.FromNs),
                    Csv.Number(span.Length.Value),
                    Csv.Number(span.Length.Lower),
                    Csv.Number(span.Length.Upper),
                    $"{span.Length.Count}",
                }
            ),
        ]);
}
