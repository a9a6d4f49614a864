using Measurement.Frames;

namespace Analysis;

/// <summary>F5 as numbers, with what a runtime needs before any program: the peak memory of one that only starts.</summary>
public static class SurveyTable
{
    public static Table Of(Frame frame)
    {
        const string startup = FrameExtensions.Startup;
        var lines = RuntimeSurvey.Lines(frame);
        var rows = lines.Select(line => new Row([
            new(line.Name),
            Median(Metric.StartupTime, line.Name),
            Cell(line.Startup),
            Cell(line.RunTime),
            Median(Metric.PeakMemory, line.Name),
        ]));
        var means = RuntimeSurvey
            .Means(frame)
            .Select(
                (line, index) =>
                    new Row(
                        [new(line.Name), TableCell.None, Cell(line.Startup), Cell(line.RunTime), TableCell.None],
                        Rule: index == 0
                    )
            );
        return new(
            RuntimeSurvey.Id,
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
                $"Run time: geometric mean over {string.Join(", ", frame.Programs.Select(frame.WithArguments))}. Last rows: the geometric mean within blocks of all runtimes that share a mode.",
                .. frame.Gaps,
                frame.Footer,
            ]
        );

        TableCell Median(Metric metric, string target) =>
            TableCell.Of(Estimates.Median(frame, metric, startup, target), frame.Why(startup, target));
        static TableCell Cell(DotRow row) => TableCell.Of(row.Estimate, row.Why);
    }
}
