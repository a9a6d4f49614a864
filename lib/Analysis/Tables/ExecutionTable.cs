using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>T2, T4, T5: one program on an item's targets, with times and ratios to native, beside 2022.</summary>
internal static class ExecutionTable
{
    public static Table Of(Shown shown)
    {
        var (frame, program) = (shown.Frame, shown.Program);
        var medians = shown.Targets.ToDictionary(
            target => target,
            target => Estimator.Median(frame, Metric.ExecutionTime, program, target)
        );
        var smallest = medians.Values.OfType<Estimate>().Select(median => median.Value).DefaultIfEmpty(1).Min();
        var time = Scale.For(Unit.Nanoseconds, smallest);
        var mebibytes = Scale.Mebibytes;
        var withMemory = shown.Item.Metrics.Contains(Metric.PeakMemory);
        Column[] columns =
        [
            Column.Text("Target"),
            new("Time", time, Name: $"time_{time.Symbol}"),
            new("2022", new Scale("s", 1e9), Quiet: true, Name: "time_2022_s"),
            new("Relative to native"),
            new("2022", Quiet: true, Name: "relative_to_native_2022"),
            .. withMemory
                ? [new("Peak memory", mebibytes), new("2022", mebibytes, Quiet: true, Name: "peak_memory_2022_mib")]
                : (Column[])[],
        ];
        var rows = shown.Targets.Select(target =>
        {
            var why = frame.Why(program, target);
            return new Row(
                [
                    new(target),
                    TableCell.Of(medians[target], why),
                    TableCell.Of(shown.In2022(program, target, PublishedValues.WallS)),
                    TableCell.Of(
                        Estimator.Ratio(frame, Metric.ExecutionTime, program, target, shown.Native),
                        frame.Why(program, Metric.ExecutionTime, target, shown.Native)
                    ),
                    TableCell.Of(shown.RatioIn2022(program, target)),
                    .. withMemory
                        ?
                        [
                            TableCell.Of(Estimator.Median(frame, Metric.PeakMemory, program, target), why),
                            TableCell.Of(shown.In2022(program, target, PublishedValues.ProgramMemory)),
                        ]
                        : (TableCell[])[],
                ],
                Rule: frame.BeginsGroup(shown.Targets, target)
            );
        });
        return new(
            shown.Item.Id,
            $"Execution of {frame.WithArguments(program)}: median with {frame.Interval}, beside the 2022 report",
            columns,
            [.. rows],
            [
                $"Relative to native: ratio within blocks. 2022: {program} {shown.Report.ArgumentsOf(shown.PublishedTable)}, one run each, on another machine{StandIns(shown)}. Times "
                    + "include the start of runtime or container.",
                .. shown.OtherRuns,
                .. shown.Gaps,
            ]
        );
    }

    /// <summary>Says which 2022 numbers stand in the row of another target.</summary>
    private static string StandIns(Shown shown) =>
        string.Concat(
            from target in shown.Targets
            let old = shown.Counterpart(target)
            where old is not null && old != target
            select $"; its {old} stands beside {target}"
        );
}
