using Measurement;

namespace Analysis;

/// <summary>T2 for all programs: a panel a workload, the same targets in the same order on the same axis.</summary>
public static class AllPrograms
{
    internal const string Id = "T2-all";
    private const int PanelsInLine = 3;
    private const double RowHeight = 24;
    private const double Gap = 36;
    private const double Top = 44;

    public static Figure Draw(Frame frame, Published published)
    {
        var targets = frame.Targets.Where(target => target != "native").ToList();
        // T6 has the report's six programs; containers it measured on binary-trees alone, in T2.
        var panels = frame
            .Programs.Select(workload => ExecutionTimes.Rows(frame, published, workload, "T6", ExecutionTimes.Item))
            .Select(rows => rows.Where(row => row.Target != "native").Select(row => row with { Samples = [] }).ToList())
            .ToList();
        var all = panels.SelectMany(rows => rows).ToList();
        var left = Drawing.Widest(targets) + 14;
        var width = (Drawing.Width - left - (Gap * (PanelsInLine - 0.5))) / PanelsInLine;
        var height = targets.Count * RowHeight;
        var lineHeight = Top + height + Panel.AxisHeight;
        var drawing = new Drawing((panels.Count + PanelsInLine - 1) / PanelsInLine * lineHeight);
        var axis = Axis.Log(all.SelectMany(row => row.Held).Append(1), Unit.Ratio, labels: 6);
        foreach (var (index, rows) in panels.Index())
        {
            var (line, place) = Math.DivRem(index, PanelsInLine);
            var (x, y) = (left + (place * (width + Gap)), Top + (line * lineHeight));
            using var panel = new Panel(drawing, axis, x, y, width, height);
            drawing.Text(x, y - 30, rows[0].Program, bold: true);
            panel.Reference(1, "native");
            foreach (var (rank, row) in rows.Index())
            {
                var middle = y + ((rank + 0.5) * RowHeight);
                drawing.Text(left - 14, middle, place == 0 ? row.Target : "", Anchor.End);
                row.Set(panel, middle);
            }
            panel.Close("slower than native ->");
        }
        var subtitle =
            $"Execution time relative to native, the same log scale in all panels. Dot: estimate and {frame.Interval} from {DotRows.Counts(all, "blocks")}; "
            + "diamond: the 2022 report, with more work and wasmedge-aot where that is not measured here.";
        string[] ranges = [.. targets.Select(target => Range(target, all)).Where(range => range.Length > 0)];
        var title = $"{panels.Count} programs, relative to native: {string.Join(", ", ranges)}";
        return Figure.Of(frame, drawing, subtitle, DotRows.Of(Id, title, all, Unit.Ratio));
    }

    private static string Range(string target, IEnumerable<DotRow> rows)
    {
        Estimate[] ratios =
        [
            .. rows.Where(row => row.Target == target)
                .Select(row => row.Estimate)
                .OfType<Estimate>()
                .OrderBy(ratio => ratio.Value),
        ];
        return ratios.Length == 0
            ? ""
            : $"{target} {Numbers.Text(ratios[0] with { Lower = double.NaN })} to {Numbers.Text(ratios[^1] with { Lower = double.NaN })}";
    }
}
