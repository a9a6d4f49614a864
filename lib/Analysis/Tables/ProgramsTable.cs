using Measurement;

namespace Analysis;

/// <summary>All programs on all targets: native's median, and every other target's ratio to it.</summary>
public static class ProgramsTable
{
    public static Table Of(Frame frame)
    {
        var others = frame.Targets.Where(target => target != "native").ToList();
        var rows = frame.Programs.Select(workload => new Row([
            new(frame.WithArguments(workload)),
            TableCell.Of(
                Estimates.Median(frame, Metric.ExecutionTime, workload, "native"),
                frame.Why(workload, "native")
            ),
            .. others.Select(target =>
                TableCell.Of(
                    Estimates.Ratio(frame, Metric.ExecutionTime, workload, target, "native"),
                    frame.Why(workload, target)
                )
            ),
        ]));
        var mean = new Row(
            [
                new("geometric mean"),
                TableCell.None,
                .. others.Select(target =>
                    TableCell.Of(
                        Estimates.GeometricMean(frame, Metric.ExecutionTime, frame.Programs, target, "native"),
                        "not measured"
                    )
                ),
            ],
            Rule: true
        );
        return new(
            AllPrograms.Id,
            $"Execution time of all programs: native's median, the others relative to native, with {frame.Interval}",
            [Column.Text("Program"), new("native", Name: "native_ns"), .. others.Select(target => new Column(target))],
            [.. rows, mean],
            [.. frame.Gaps, frame.Footer]
        );
    }
}
