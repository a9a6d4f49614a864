using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// Many programs on two machines (F2): one panel a machine, one row a program, sorted by native's time on the first, and
/// in it a dot for each target. Below a rule stand the geometric means.
/// </summary>
internal static class Kernels
{
    private const double DotHeight = 6;
    private const double MeanHeight = 24;
    private const double Top = 70;
    private const double Words = 58;
    private const double Gap = 14;

    public static Figure Draw(Shown shown)
    {
        var machines = shown.Machines;
        var targets = shown.TargetsOfMachines;
        string[] programs =
        [
            .. machines
                .SelectMany(machine => machine.Programs)
                .Distinct()
                .OrderBy(program => Native(shown, program) ?? double.MaxValue)
                .ThenBy(program => program, StringComparer.Ordinal),
        ];
        var rowHeight = (targets.Count * DotHeight) + 4;
        var ruleAt = Top + (programs.Length * rowHeight) + 4;
        var height = ruleAt + 6 + (targets.Count * MeanHeight) - Top;
        var left = Drawing.Widest([.. programs, .. targets]) + 14;
        var width = (Drawing.Width - left - (2 * Words) - Gap) / 2;
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var rows = machines
            .Select(machine =>
                programs.Select(program => targets.Select(target => machine.Compare(program, target)).ToList()).ToList()
            )
            .ToList();
        var means = machines.Select(machine => targets.Select(machine.Mean).ToList()).ToList();
        List<Comparison> all =
        [
            .. rows.SelectMany(panel => panel.SelectMany(row => row)),
            .. means.SelectMany(mean => mean),
        ];
        var axis = Axis.Log(all.SelectMany(row => row.Bare.Extent).Append(1), Unit.Ratio, labels: 5);

        Legend(drawing, shown, left, targets);
        foreach (var (index, program) in programs.Index())
        {
            drawing.Text(left - 14, Top + ((index + 0.5) * rowHeight), program, HorizontalAlignment.Right, size: 12);
        }
        drawing.Rule(ruleAt);
        foreach (var (rank, target) in targets.Index())
        {
            drawing.Text(left - 14, MeanAt(rank), target, HorizontalAlignment.Right);
        }
        foreach (var (index, machine) in machines.Index())
        {
            Set(machine, rows[index], means[index], left + (index * (width + Words + Gap)));
        }
        return Figure.Of(
            drawing,
            $"{Numbers.Capital(shown.Quantity)} relative to native on the same machine, log scale, programs in the order of native's time on {shown.Machine}. Dot: estimate and {shown.Frame.Interval} from "
                + $"{Comparisons.Counts(rows.SelectMany(panel => panel.SelectMany(row => row)), "blocks")}. Below the rule: {shown.Means.Name}.",
            Comparisons.Listed(shown.Item.Id, Title(machines, means), Named(machines, rows, means), Unit.Ratio),
            [
                .. shown.GapsOfMachines,
                .. from machine in machines
                from target in targets
                let without = programs.Where(program => HasNoRatio(machine, program, target)).ToList()
                where without.Count > 0
                select $"{machine.Machine}: {target} without {string.Join(", ", without)}, which in some block took no longer than a start.",
            ]
        );

        double MeanAt(int rank) => ruleAt + 6 + ((rank + 0.5) * MeanHeight);

        void Set(Shown machine, List<List<Comparison>> lines, List<Comparison> mean, double x)
        {
            using var panel = new Panel(drawing, axis, "slower than native ->", x, Top, width, height);
            drawing.Text(x, Top - 32, machine.Machine, bold: true);
            panel.Reference(1, "native");
            foreach (var (index, line) in lines.Index())
            {
                var middle = Top + ((index + 0.5) * rowHeight);
                panel.Guide(middle);
                foreach (var (rank, row) in line.Index())
                {
                    if (row.Estimate is not null)
                    {
                        panel.Dot(
                            middle + ((rank - ((targets.Count - 1) / 2.0)) * DotHeight),
                            row.Estimate,
                            shown.LookOf(row.Target)
                        );
                    }
                }
            }
            foreach (var (rank, row) in mean.Index())
            {
                row.Bare.Draw(panel, MeanAt(rank), shown.LookOf(row.Target));
                drawing.Text(panel.Right + 8, MeanAt(rank), row.Estimate is null ? "" : Numbers.Short(row.Estimate));
            }
            panel.Close();
        }
    }

    /// <summary>The targets in their colours, above the panels.</summary>
    private static void Legend(Drawing drawing, Shown shown, double left, IReadOnlyList<string> targets)
    {
        var x = left;
        foreach (var target in targets)
        {
            drawing.Text(x, 10, target, color: shown.LookOf(target).Color, bold: true);
            x += Drawing.Measure(target, bold: true) + 22;
        }
    }

    /// <summary>Whether it was measured in blocks that give no ratio.</summary>
    private static bool HasNoRatio(Shown machine, string program, string target) =>
        machine.Frame.Observe(machine.Metric, program, target).Count > 0
        && machine.Compare(program, target).Estimate is null;

    private static double? Native(Shown shown, string program) =>
        Estimator.Median(shown.Frame, program, shown.SideOf(shown.Native))?.Value;

    private static string Title(IReadOnlyList<Shown> machines, List<List<Comparison>> means) =>
        Numbers.Capital(
            string.Join(", and ", machines.Zip(means, (machine, mean) => $"{machine.Span(mean)} on {machine.Machine}"))
        ) + $", {machines[0].Means.Words}{(machines[0].Item.IsWithoutStart ? ", without the start" : "")}";

    /// <summary>The rows with the machine beside the program.</summary>
    private static IEnumerable<Comparison> Named(
        IReadOnlyList<Shown> machines,
        List<List<List<Comparison>>> rows,
        List<List<Comparison>> means
    ) =>
        machines.SelectMany(
            (machine, index) =>
                rows[index]
                    .SelectMany(row => row)
                    .Concat(means[index])
                    .Select(row => row with { Program = $"{row.Program}, {machine.Machine}" })
        );
}
