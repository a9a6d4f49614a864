using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// F5 as numbers, with the memory that a runtime needs before any program: the peak memory of one that only starts.
/// </summary>
internal static class SurveyTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        var rows = shown.SurveyLines.Select(line => new Row([
            new(line.Name),
            Median(Metric.StartupTime, line.Name),
            Cell(line.Startup),
            Cell(line.RunTime),
            Median(Metric.PeakMemory, line.Name),
        ]));
        var means = shown.SurveyMeans.Select(
            (line, index) =>
                new Row(
                    [new(line.Name), TableCell.None, Cell(line.Startup), Cell(line.RunTime), TableCell.None],
                    Rule: index == 0
                )
        );
        return new(
            shown.Item.Id,
            $"Every runtime in every mode, with {frame.Interval}",
            [
                Column.Text("Target"),
                new("Startup", Name: "startup_ns"),
                new("Relative to native", Name: "startup_ratio"),
                new("Run time relative to native", Name: "run_time_ratio"),
                new("Memory of a start", Name: "startup_max_rss_bytes"),
            ],
            [.. rows, .. means],
            [
                $"Run time: geometric mean over {string.Join(", ", shown.Means.Programs.Select(frame.WithArguments))}. Last rows: the geometric mean within blocks of all runtimes that share a mode.",
                .. shown.Means.Notes,
                .. frame.GapsOn([.. shown.Programs, shown.Starter]),
            ]
        );

        TableCell Median(Metric metric, string target) =>
            TableCell.Of(Estimator.Median(frame, metric, shown.Starter, target), frame.Why(shown.Starter, target));
        static TableCell Cell(Comparison row) => TableCell.Of(row.Estimate, row.Why);
    }
}
