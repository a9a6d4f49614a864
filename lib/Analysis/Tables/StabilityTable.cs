using Analysis.Statistics;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis;

/// <summary>
/// What looks odd in the samples: outliers, with what the median would be without them, and shifts in level while they
/// were taken. Nothing is deleted; a row a cell where something was flagged.
/// </summary>
public static class StabilityTable
{
    private const double Significance = 0.05;

    private sealed record Seen(
        string Workload,
        string Target,
        Metric Metric,
        IReadOnlyList<double> Values,
        ChangePoint Drift
    )
    {
        public int Outliers { get; } = Analysis.Statistics.Outliers.Flag(Values).Count(flagged => flagged);
    }

    /// <param name="item">Only its targets; null: every cell.</param>
    public static Table Of(Frame frame, Item? item = null)
    {
        frame = item is null ? frame : frame.Of(item).Frame;
        Seen[] cells =
        [
            .. from cell in frame.Rows.Select(sample => (sample.Workload, sample.Target)).Distinct()
            let metric = cell.Workload == Workload.Startup ? Metric.StartupTime : Metric.ExecutionTime
            let values = frame.Observe(metric, cell.Workload, cell.Target).Select(seen => seen.Value).ToList()
            where values.Count > 0
            orderby cell.Workload, cell.Target
            select new Seen(cell.Workload, cell.Target, metric, values, Drift.Test(values)),
        ];
        var adjusted = Holm.Adjust([.. cells.Select(cell => cell.Drift.PValue)]);
        var drifted = cells
            .Zip(adjusted)
            .Where(each => each.Second < Significance)
            .Select(each => each.First)
            .ToHashSet();
        Seen[] odd = [.. cells.Where(cell => cell.Outliers > 0 || drifted.Contains(cell))];
        return new(
            "stability",
            $"{cells.Count(cell => cell.Outliers > 0)} of {cells.Length} cells have outliers, {drifted.Count} shifted while they were measured",
            [
                Column.Text("Cell"),
                new("Samples"),
                new("Outliers"),
                new("Median", Name: "median_ns"),
                new("Without outliers", Name: "median_without_outliers_ns"),
                Column.Text("Shift"),
            ],
            [.. odd.Select(cell => Line(frame, cell, drifted.Contains(cell)))],
            [
                "Outliers: more than 3.5 median absolute deviations from the median; kept in every estimate. "
                    + "Shift: Pettitt's change-point test, 5% over all cells together (Holm).",
                frame.Footer,
            ]
        );
    }

    private static Row Line(Frame frame, Seen cell, bool drifted) =>
        new([
            new($"{frame.WithArguments(cell.Workload)} on {cell.Target}"),
            new($"{cell.Values.Count}"),
            new($"{cell.Outliers}"),
            TableCell.Of(Estimates.Median(frame, cell.Metric, cell.Workload, cell.Target)),
            TableCell.Of(Estimates.MedianWithoutOutliers(frame, cell.Metric, cell.Workload, cell.Target)),
            new(drifted ? $"at sample {cell.Drift.Index + 1}" : "none"),
        ]);
}
