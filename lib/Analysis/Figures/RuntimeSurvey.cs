using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// F5: startup and run time of every runtime in every mode, relative to native. Below a rule stands the geometric mean
/// of all targets that share a mode, where one run has all of them.
/// </summary>
internal static class RuntimeSurvey
{
    private const double RowHeight = 25;
    private const double Top = 46;
    private const double Words = 58;

    public static Figure Draw(Shown shown)
    {
        var lines = shown.SurveyLines;
        var means = shown.SurveyMeans;
        List<SurveyLine> all = [.. lines, .. means];
        var left = Drawing.Widest(all.Select(line => line.Name)) + 14;
        var width = (Drawing.Width - left - (2 * Words) - 14) / 2;
        var height = Math.Max(1, all.Count) * RowHeight;
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        foreach (var (index, line) in all.Index())
        {
            drawing.Text(left - 14, Middle(index), line.Name, HorizontalAlignment.Right);
            if (index == lines.Count || (index > 0 && index < lines.Count && Family(lines[index - 1]) != Family(line)))
            {
                drawing.Rule(Top + (index * RowHeight));
            }
        }
        Set("startup", line => line.Startup, left);
        Set($"{shown.Means.Programs.Count} programs", line => line.RunTime, left + width + Words + 14);

        return Figure.Of(
            drawing,
            $"Relative to native, log scale. Left: time from spawn to the first byte; right: execution time, {shown.Means.Words}, each of them a tick. Dot: estimate and "
                + $"{shown.Frame.Interval} from {Comparisons.Counts(all.Select(line => line.RunTime), "launches")}.{(means.Count == 0 ? "" : " Below the rule: the geometric mean of the runtimes above, by mode.")}",
            Comparisons.Listed(
                shown.Item.Id,
                $"{Numbers.Capital(shown.Span(lines.Select(line => line.RunTime)))}, {shown.Means.Words}",
                all.SelectMany(line => (Comparison[])[line.Startup, line.RunTime]),
                Unit.Ratio
            ),
            shown.Means.Notes
        );

        void Set(string title, Func<SurveyLine, Comparison> side, double x)
        {
            var axis = Axis.Log(all.SelectMany(line => side(line).Extent).Append(1), Unit.Ratio, labels: 5);
            using var panel = new Panel(drawing, axis, "slower than native ->", x, Top, width, height);
            drawing.Text(x, Top - 32, title, bold: true);
            panel.Reference(1, "native");
            foreach (var (index, line) in all.Index())
            {
                var look = line.Mode is { } mode ? Look.Of(mode) : shown.LookOf(line.Name);
                side(line).Draw(panel, Middle(index), look, strip: 8);
                drawing.Text(panel.Right + 8, Middle(index), Value(side(line).Estimate));
            }
            panel.Close();
        }

        string? Family(SurveyLine line) => shown.Frame.FactsOf(line.Name)?.Family;
    }

    private static double Middle(int index) => Top + ((index + 0.5) * RowHeight);

    private static string Value(Estimate? estimate) => estimate is null ? "" : Numbers.Short(estimate);
}
