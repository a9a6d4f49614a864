using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// A container's start as a waterfall: each part begins where the one above it ends, so that the parts add up to the
/// whole.
/// </summary>
internal static class StartWaterfall
{
    private const double Top = 10;
    private const double RowHeight = 30;

    public static Figure Draw(Shown shown)
    {
        var parts = new StartSteps(shown);
        var steps = parts.Steps;
        var left = Drawing.Widest(steps.Select(step => step.Name)) + 14;
        var right = Drawing.Widest(steps.Select(Words)) + 14;
        var height = Math.Max(1, steps.Count) * RowHeight;
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var axis = Axis.Linear(
            steps.Select(step => step.Until?.Upper ?? step.Until?.Value).OfType<double>(),
            Unit.Nanoseconds
        );
        using var panel = new Panel(
            drawing,
            axis,
            "until the first byte ->",
            left,
            Top,
            Drawing.Width - left - right,
            height
        );
        var from = 0.0;
        foreach (var (index, step) in steps.Index())
        {
            var y = Top + ((index + 0.5) * RowHeight);
            drawing.Text(left - 14, y, step.Name, HorizontalAlignment.Right);
            panel.Guide(y);
            if (step.Until is null)
            {
                panel.Word(y, parts.Why(step));
                continue;
            }
            panel.Bar(y, from, step.Until.Value, shown.LookOf(step.Target).Color.MixedWith(Colors.White, 0.45));
            panel.Whisker(y, step.Until.Lower, step.Until.Upper, Palette.Ink);
            drawing.Text(panel.Right + 14, y, Words(step));
            from = step.Until.Value;
        }
        panel.Close();
        return Figure.Of(
            drawing,
            $"Until the first byte of {shown.Program}: median and {shown.Frame.Interval} of targets that have one part more each. A bar begins where the one above it ends, so the bars add up.",
            parts.Listed,
            shown.Gaps
        );
    }

    private static string Words(StartStep step) =>
        step.FirstByteLater is not { } later ? ""
        : later.Value < 0 ? Numbers.Text(later)
        : $"+ {Numbers.Text(later)}";
}
