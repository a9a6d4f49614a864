using Measurement.Frames;

namespace Analysis;

/// <summary>T2, T4, T5: one program on an item's targets: time and its ratio to native, beside 2022.</summary>
public static class ExecutionTable
{
    public static Table Of(Frame frame, Published published, Item item)
    {
        var (shown, targets) = frame.Of(item);
        var workload = item.Workload!;
        var medians = targets.ToDictionary(
            target => target,
            target => Estimates.Median(shown, Metric.ExecutionTime, workload, target)
        );
        var smallest = medians.Values.OfType<Estimate>().Select(median => median.Value).DefaultIfEmpty(1).Min();
        var time = Scale.For(Unit.Nanoseconds, smallest);
        var mebibytes = new Scale("MiB", 1 << 20);
        Column[] columns =
        [
            Column.Text("Target"),
            new("Time", time, Name: $"time_{time.Symbol}"),
            new("2022", new Scale("s", 1e9), Quiet: true, Name: "time_2022_s"),
            new("Relative to native"),
            new("2022", Quiet: true, Name: "relative_to_native_2022"),
            .. item.WithMemory
                ? [new("Peak memory", mebibytes), new("2022", mebibytes, Quiet: true, Name: "peak_memory_2022_mib")]
                : (Column[])[],
        ];
        var rows = targets.Select(target =>
        {
            var why = shown.Why(workload, target);
            var old = published.Counterpart(item.Id, target, targets);
            return new Row(
                [
                    new(target),
                    TableCell.Of(medians[target], why),
                    TableCell.Of(published.Find(item.Id, workload, old, "wall_s")),
                    TableCell.Of(Estimates.Ratio(shown, Metric.ExecutionTime, workload, target, "native"), why),
                    TableCell.Of(published.Ratio(item.Id, workload, old)),
                    .. item.WithMemory
                        ?
                        [
                            TableCell.Of(Estimates.Median(shown, Metric.PeakMemory, workload, target), why),
                            TableCell.Of(published.Find(item.Id, workload, old, "program_memory_mb")),
                        ]
                        : (TableCell[])[],
                ],
                Rule: Palette.BeginsGroup(targets, target)
            );
        });
        return new(
            item.Id,
            $"Execution of {shown.WithArguments(workload)}: median with {shown.Interval}, beside the 2022 report",
            columns,
            [.. rows],
            [
                $"Relative to native: ratio within blocks. 2022: {workload} {published.ArgumentsOf(item.Id)}, one run each, on another machine{StandIns(published, item, targets)}. Times "
                    + "include the start of runtime or container.",
                .. shown.GapsOn(workload),
                shown.Footer,
            ]
        );
    }

    /// <summary>Whose 2022 numbers stand in another target's row.</summary>
    private static string StandIns(Published published, Item item, IReadOnlyList<string> targets) =>
        string.Concat(
            from target in targets
            let old = published.Counterpart(item.Id, target, targets)
            where old is not null && old != target
            select $"; its {old} stands beside {target}"
        );
}
