using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>
/// What looks odd in the samples: outliers, with the median without them, and shifts in level while the samples were
/// taken. Nothing is deleted. Each cell in which something was flagged has a row, those with most of it first.
/// </summary>
internal static class StabilityTable
{
    private const int MostRows = 5;

    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        var starters = frame.ProgramsOf(Suite.Startup);
        var cells = Stability.Of(
            frame,
            program =>
                !shown.Programs.Contains(program) ? null
                : starters.Contains(program) ? Metric.StartupTime
                : Metric.ExecutionTime
        );
        var odd = cells
            .Where(cell => cell.Outliers > 0 || cell.ShiftAt is not null)
            .OrderBy(cell => cell.ShiftAt is null)
            .ThenByDescending(cell => (double)cell.Outliers / cell.Samples)
            .ToList();
        return new(
            shown.Item.Id,
            $"{cells.Count(cell => cell.Outliers > 0)} of {cells.Count} cells have outliers, {cells.Count(cell => cell.ShiftAt is not null)} shifted while they were measured",
            [
                Column.Text("Cell"),
                new("Samples"),
                new("Outliers"),
                new("Median", Name: "median_ns"),
                new("Without outliers", Name: "median_without_outliers_ns"),
                Column.Text("Shift"),
            ],
            [.. odd.Select(cell => Line(frame, cell))],
            [
                $"Outliers: {Stability.OutlierRule}; kept in every estimate. "
                    + "Shift: Pettitt's change-point test, 5% over all cells together (Holm).",
            ]
        )
        {
            RowsShown = MostRows,
        };
    }

    private static Row Line(Frame frame, Stability cell) =>
        new([
            new($"{frame.WithArguments(cell.Workload)} on {cell.Target}"),
            new($"{cell.Samples}"),
            new($"{cell.Outliers}"),
            TableCell.Of(Estimator.Median(frame, cell.Metric, cell.Workload, cell.Target)),
            TableCell.Of(Estimator.MedianWithoutOutliers(frame, cell.Metric, cell.Workload, cell.Target)),
            new(cell.ShiftAt is { } sample ? $"at sample {sample}" : "none"),
        ]);
}
