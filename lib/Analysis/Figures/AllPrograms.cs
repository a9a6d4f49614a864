using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// All programs of a suite as small multiples (T2-all, T6, T7): one panel for each program, with the same targets in
/// the same order on the same axis. Times are relative to native; their geometric mean has a panel below a rule. Memory
/// is absolute, since a ratio to a native process of 1 MiB misleads.
/// </summary>
internal static class AllPrograms
{
    private const int PanelsInLine = 3;
    private const double RowHeight = 24;
    private const double Gap = 36;
    private const double Top = 44;

    public static Figure Draw(Shown shown)
    {
        var relative = shown.IsRelative;
        var frame = shown.Frame;
        string[] targets = [.. shown.Targets.Where(target => !relative || !frame.IsNative(target))];
        var panels = shown
            .Programs.Select(program => targets.Select(target => shown.Compare(program, target)).ToList())
            .ToList();
        var means = targets.Select(shown.Mean).ToList();
        List<Comparison> all = [.. panels.SelectMany(rows => rows), .. relative ? means : []];

        var left = Drawing.Widest(targets) + 14;
        var width = (Drawing.Width - left - (Gap * (PanelsInLine - 0.5))) / PanelsInLine;
        var height = Math.Max(1, targets.Length) * RowHeight;
        var lineHeight = Top + height + Panel.AxisHeight;
        var lines = (panels.Count + PanelsInLine - 1) / PanelsInLine;
        var drawing = new Drawing((lines + (relative ? 1 : 0)) * lineHeight);
        var unit = relative ? Unit.Ratio : shown.Metric.Unit;
        var axis = Axis.Log(all.SelectMany(row => row.Bare.Extent).Concat(relative ? [1] : []), unit, labels: 5);
        foreach (var (index, rows) in panels.Index())
        {
            var (line, place) = Math.DivRem(index, PanelsInLine);
            var title = frame.WithArguments(shown.Programs[index]);
            Set(title, rows, left + (place * (width + Gap)), Top + (line * lineHeight), place == 0).Dispose();
        }
        if (relative)
        {
            var y = Top + (lines * lineHeight);
            drawing.Rule(y - Top + 2);
            using var panel = Set(shown.Means.Name, means, left, y, labelled: true);
            foreach (var (rank, row) in means.Index())
            {
                drawing.Text(panel.Right + 14, y + ((rank + 0.5) * RowHeight), row.Words);
            }
        }

        var subtitle =
            $"{(relative ? "Execution time relative to native" : "Peak memory of the process")}, the same log scale in all panels. "
            + $"Dot: {(relative ? "estimate" : "median")} and {frame.Interval} from {Comparisons.Counts(panels.SelectMany(rows => rows), relative ? "blocks" : "samples")}"
            + (
                all.Exists(row => row.In2022 is not null)
                    ? $"; diamond: the 2022 report{(shown.HasReportsArguments ? "" : ", with the report's arguments")}. {shown.Item.Note}".TrimEnd()
                    : "."
            );
        var finding = relative ? shown.Span(means) : Memory(shown, targets);
        var name = relative
            ? $"{Numbers.Capital(finding)}, {shown.Means.Words}{shown.OnEmulated}"
            : $"{shown.Programs.Count} programs: {finding}{shown.OnEmulated}";
        return Figure.Of(
            drawing,
            subtitle,
            Comparisons.Listed(shown.Item.Id, name, all, unit),
            relative ? shown.Means.Notes : []
        );

        Panel Set(string title, IReadOnlyList<Comparison> rows, double x, double y, bool labelled)
        {
            var panel = new Panel(
                drawing,
                axis,
                relative ? "slower than native ->" : "more memory ->",
                x,
                y,
                width,
                height
            );
            drawing.Text(x, y - 30, title, bold: true);
            if (relative)
            {
                panel.Reference(1, "native");
            }
            if (rows.Count == 0)
            {
                panel.Word(y + (height / 2), Absence.NotMeasured);
            }
            foreach (var (rank, row) in rows.Index())
            {
                var middle = y + ((rank + 0.5) * RowHeight);
                drawing.Text(left - 14, middle, labelled ? row.Target : "", HorizontalAlignment.Right);
                row.Bare.Draw(panel, middle, shown.LookOf(row.Target), labelled: rows != means);
            }
            panel.Close();
            return panel;
        }
    }

    private static string Memory(Shown shown, IEnumerable<string> targets)
    {
        string[] floors =
        [
            .. from target in targets
            let medians = shown.Programs.Select(name => Estimator.Median(shown.Frame, shown.Metric, name, target))
            let known = medians.OfType<Estimate>().Select(median => median.Value).ToList()
            where known.Count > 0
            select $"{target} {Numbers.Text(Estimator.Middle(known), Unit.Bytes)}",
        ];
        return floors.Length == 0 ? "nothing to compare" : $"median peak memory {string.Join(", ", floors)}";
    }
}
