using Measurement;

namespace Analysis;

/// <summary>T2 for all programs: a panel a workload, the same targets in the same order on the same axis.</summary>
public static class AllPrograms
{
    internal const string Id = "T2-all";
    private const int PanelsInRow = 3;
    private const double RowHeight = 24;
    private const double Gap = 18;
    private const double Top = 44;
    private const double Below = 44;

    public static Figure Draw(Frame frame, Published published)
    {
        var targets = frame.Targets.Where(target => target != "native").ToList();
        var panels = frame
            .Programs.Select(workload =>
                (
                    Workload: workload,
                    Rows: targets
                        .Select(target => new DotRow(
                            $"{workload} {target}",
                            target,
                            Estimates.Ratio(frame, Metric.ExecutionTime, workload, target, "native"),
                            PublishedRatio(published, workload, target, targets),
                            [],
                            frame.Why(workload, target)
                        ))
                        .ToList()
                )
            )
            .ToList();
        var all = panels.SelectMany(panel => panel.Rows).ToList();
        var left = targets.Max(target => Drawing.Measure(target)) + 16;
        var width = (Drawing.Width - left - (Gap * PanelsInRow)) / PanelsInRow;
        var panelHeight = targets.Count * RowHeight;
        var lines = (panels.Count + PanelsInRow - 1) / PanelsInRow;
        var drawing = new Drawing(lines * (Top + panelHeight + Below));
        var axis = Axis.Log(all.SelectMany(DotRows.Held).Append(1), Unit.Ratio, labels: 6);
        foreach (var ((workload, rows), index) in panels.Select((panel, index) => (panel, index)))
        {
            var (line, place) = Math.DivRem(index, PanelsInRow);
            var (x, y) = (left + (place * (width + Gap)), Top + (line * (Top + panelHeight + Below)));
            using var panel = new Panel(drawing, axis, x, y, width, panelHeight);
            drawing.Text(x, y - 30, frame.WithArguments(workload), bold: true);
            panel.Reference(1, "native");
            foreach (var (row, rank) in rows.Select((row, rank) => (row, rank)))
            {
                var middle = y + ((rank + 0.5) * RowHeight);
                if (place == 0)
                {
                    drawing.Text(left - 10, middle, row.Target, Anchor.End);
                }
                panel.Guide(middle);
                if (row.Published is not null)
                {
                    panel.Diamond(middle, row.Published);
                }
                if (row.Estimate is null)
                {
                    panel.Word(middle, row.Why);
                }
                else
                {
                    panel.Dot(middle, row.Estimate, Palette.Of(row.Target));
                }
            }
            panel.Close(place == 0 || index == panels.Count - 1 ? "slower than native ->" : "");
        }
        var title =
            $"Over {panels.Count} programs {string.Join(", ", targets.Select(target => Span(target, all)))} native's time";
        var subtitle =
            "Execution time relative to native, the same log scale in all panels; dot: estimate and 95% interval from "
            + $"{FrameExtensions.Counts(all.Select(row => row.Estimate), "blocks")}; diamond: the 2022 report (its arguments, wasmedge-aot where it is not measured here).";
        var description = $"{subtitle} {string.Join("; ", all.Select(DotRows.Described))}.";
        return new(
            Id,
            title,
            subtitle,
            frame.Footer,
            description,
            drawing.Svg(Id, title, description),
            DotRows.DataOf(all, Unit.Ratio)
        );
    }

    /// <summary>T6 has the report's six programs; containers it measured on binary-trees alone, in T2.</summary>
    private static Estimate? PublishedRatio(
        Published published,
        string workload,
        string target,
        IReadOnlyList<string> targets
    ) =>
        new[] { "T6", ExecutionTimes.Item }
            .Select(item => published.Ratio(item, workload, published.Counterpart(item, target, targets)))
            .FirstOrDefault(found => found is not null);

    private static string Span(string target, IReadOnlyList<DotRow> rows)
    {
        double[] values =
        [
            .. rows.Where(row => row.Target == target)
                .Select(row => row.Estimate)
                .OfType<Estimate>()
                .Select(ratio => ratio.Value),
        ];
        return values.Length == 0
            ? $"{target} has no"
            : $"{target} takes {Numbers.Significant(values.Min())}x to {Numbers.Text(values.Max(), Unit.Ratio)}";
    }
}
