using Analysis.Statistics;
using Measurement.Frames;

namespace Analysis;

/// <summary>
/// All programs as small multiples (T2-all, T6, T7): a panel a workload, the same targets in the same order on the same
/// axis. Times are relative to native and end in their geometric mean, apart; memory is absolute, since a ratio to a
/// native process of 1 MiB misleads.
/// </summary>
public static class AllPrograms
{
    private const int PanelsInLine = 3;
    private const double RowHeight = 24;
    private const double Gap = 36;
    private const double Top = 44;

    public static Figure Draw(Frame frame, Published published, Item item)
    {
        var relative = item.Metric == Metric.ExecutionTime;
        var (shown, targets) = frame.Of(item);
        targets = [.. targets.Where(target => !relative || !Palette.IsNative(target))];
        var panels = shown
            .Programs.Select(workload =>
                targets.Select(target => ExecutionTimes.Row(shown, published, item, workload, target)).ToList()
            )
            .ToList();
        var means = targets.Select(target => ExecutionTimes.Mean(shown, published, item, target)).ToList();
        List<DotRow> all = [.. panels.SelectMany(rows => rows), .. relative ? means : []];

        var left = Drawing.Widest(targets) + 14;
        var width = (Drawing.Width - left - (Gap * (PanelsInLine - 0.5))) / PanelsInLine;
        var height = Math.Max(1, targets.Count) * RowHeight;
        var lineHeight = Top + height + Panel.AxisHeight;
        var lines = (panels.Count + PanelsInLine - 1) / PanelsInLine;
        var drawing = new Drawing((lines + (relative ? 1 : 0)) * lineHeight);
        var unit = relative ? Unit.Ratio : item.Metric.Unit;
        var axis = Axis.Log(all.SelectMany(Held).Concat(relative ? [1] : []), unit, labels: 5);
        foreach (var (index, rows) in panels.Index())
        {
            var (line, place) = Math.DivRem(index, PanelsInLine);
            var title = shown.WithArguments(shown.Programs[index]);
            Set(title, rows, left + (place * (width + Gap)), Top + (line * lineHeight), place == 0).Dispose();
        }
        if (relative)
        {
            var y = Top + (lines * lineHeight);
            drawing.Rule(y - Top + 2);
            using var panel = Set("geometric mean", means, left, y, labelled: true);
            foreach (var (rank, row) in means.Index())
            {
                drawing.Text(panel.Right + 14, y + ((rank + 0.5) * RowHeight), row.Words);
            }
        }

        var subtitle =
            $"{(relative ? "Execution time relative to native" : "Peak memory of the process")}, the same log scale in all panels. "
            + $"Dot: {(relative ? "estimate" : "median")} and {shown.Interval} from {DotRows.Counts(panels.SelectMany(rows => rows), relative ? "blocks" : "samples")}"
            + (all.Exists(row => row.Published is not null) ? $"; diamond: the 2022 report{Work(shown)}." : ".");
        var finding = relative ? ExecutionTimes.Span(means) : Memory(shown, targets);
        var name = $"{shown.Programs.Count} programs: {finding}{(relative ? " as a geometric mean" : "")}";
        return Figure.Of(shown, drawing, subtitle, DotRows.Of(item.Id, name, all, unit));

        Panel Set(string title, IReadOnlyList<DotRow> rows, double x, double y, bool labelled)
        {
            var panel = new Panel(drawing, axis, x, y, width, height);
            drawing.Text(x, y - 30, title, bold: true);
            if (relative)
            {
                panel.Reference(1, "native");
            }
            if (rows.Count == 0)
            {
                panel.Word(y + (height / 2), "not measured");
            }
            foreach (var (rank, row) in rows.Index())
            {
                var middle = y + ((rank + 0.5) * RowHeight);
                drawing.Text(left - 14, middle, labelled ? row.Target : "", Anchor.End);
                (row with { Samples = [] }).Set(panel, middle, labelled: rows != means);
            }
            panel.Close(relative ? "slower than native ->" : "more memory ->");
            return panel;
        }
    }

    private static IEnumerable<double> Held(DotRow row) => (row with { Samples = [] }).Held;

    /// <summary>The diamonds are about more work than a quick run does.</summary>
    private static string Work(Frame frame) =>
        frame.Runs.All(run => run.Plan.Size == "report") ? "" : ", with more work";

    private static string Memory(Frame frame, IEnumerable<string> targets)
    {
        string[] floors =
        [
            .. from target in targets
            let medians = frame.Programs.Select(name => Estimates.Median(frame, Metric.PeakMemory, name, target))
            let known = medians.OfType<Estimate>().Select(median => median.Value).ToList()
            where known.Count > 0
            select $"{target} {Numbers.Text(OrderStatistics.Median(known), Unit.Bytes)}",
        ];
        return floors.Length == 0 ? "nothing to compare" : $"median peak memory {string.Join(", ", floors)}";
    }
}
