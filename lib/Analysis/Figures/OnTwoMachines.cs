using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>One program on two machines (F3): a target has a row for each, with the published ratio as a diamond.</summary>
internal static class OnTwoMachines
{
    private const double RowHeight = 26;
    private const double Between = 10;
    private const double Top = 24;

    public static Figure Draw(Shown shown)
    {
        var machines = shown.Machines;
        var targets = shown.TargetsOfMachines;
        var rows = targets
            .Select(target => machines.Select(machine => machine.Compare(shown.Program, target)).ToList())
            .ToList();
        List<Comparison> all = [.. rows.SelectMany(pair => pair)];
        var names = Drawing.Widest(targets);
        var left = names + 20 + Drawing.Widest(machines.Select(machine => machine.Machine)) + 14;
        var right = Drawing.Widest(all.Select(row => row.Words)) + 14;
        var groupHeight = (machines.Count * RowHeight) + Between;
        var height = Math.Max(1, targets.Count) * groupHeight;
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var axis = Axis.Log(all.SelectMany(row => row.Extent).Append(1), Unit.Ratio);
        using var panel = new Panel(
            drawing,
            axis,
            "slower than native ->",
            left,
            Top,
            Drawing.Width - left - right,
            height
        );
        panel.Reference(1, "native");
        foreach (var (index, target) in targets.Index())
        {
            var top = Top + (index * groupHeight) + (Between / 2);
            drawing.Text(names, top + (RowHeight / 2), target, HorizontalAlignment.Right);
            foreach (var (rank, row) in rows[index].Index())
            {
                var y = top + ((rank + 0.5) * RowHeight);
                drawing.Text(left - 14, y, machines[rank].Machine, HorizontalAlignment.Right, Palette.Grey, size: 12);
                row.Draw(panel, y, shown.LookOf(target), strip: 9);
                drawing.Text(panel.Right + 14, y, row.Words);
            }
        }
        panel.Close();
        var found = machines.Select(
            (machine, index) => $"{machine.Span(rows.Select(pair => pair[index]))} on {machine.Machine}"
        );
        return Figure.Of(
            drawing,
            $"{Numbers.Capital(shown.Quantity)} relative to native on the same machine, log scale. Dot: estimate and {shown.Frame.Interval} from {Comparisons.Counts(all, "blocks")}; ticks: single blocks; diamond: {shown.Item.Note}",
            Comparisons.Listed(
                shown.Item.Id,
                $"{shown.Program}: {string.Join(", and ", found)}",
                machines.SelectMany(
                    (machine, index) =>
                        rows.Select(pair => pair[index] with { Program = $"{pair[index].Program}, {machine.Machine}" })
                ),
                Unit.Ratio
            ),
            shown.GapsOfMachines
        );
    }
}
