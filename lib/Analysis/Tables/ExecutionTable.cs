using Measurement;

namespace Analysis;

/// <summary>T2: binary-trees natively, under Wasm and in a container: time and its ratio to native, beside 2022.</summary>
public static class ExecutionTable
{
    public static Table Of(Frame frame, Published published)
    {
        const string workload = ExecutionTimes.Workload;
        var targets = frame.Targets;
        var medians = targets.ToDictionary(
            target => target,
            target => Estimates.Median(frame, Metric.ExecutionTime, workload, target)
        );
        var smallest = medians.Values.OfType<Estimate>().Select(median => median.Value).DefaultIfEmpty(1).Min();
        var time = Scale.For(Unit.Nanoseconds, smallest);
        Column[] columns =
        [
            Column.Text("Target"),
            new("Time", time, Name: $"time_{time.Symbol}"),
            new("2022", new Scale("s", 1e9), Quiet: true, Name: "time_2022_s"),
            new("Relative to native"),
            new("2022", Quiet: true, Name: "relative_to_native_2022"),
        ];
        var rows = targets.Select(target =>
        {
            var why = frame.Why(workload, target);
            var old = published.Counterpart(ExecutionTimes.Item, target, targets);
            return new Row(
                [
                    new(target),
                    TableCell.Of(medians[target], why),
                    TableCell.Of(published.Find(ExecutionTimes.Item, workload, old, "wall_s")),
                    TableCell.Of(Estimates.Ratio(frame, Metric.ExecutionTime, workload, target, "native"), why),
                    TableCell.Of(published.Ratio(ExecutionTimes.Item, workload, old)),
                ],
                Rule: Palette.BeginsGroup(targets, target)
            );
        });
        return new(
            ExecutionTimes.Item,
            $"Execution of {frame.WithArguments(workload)}: median with {frame.Interval}, beside the 2022 report",
            columns,
            [.. rows],
            [
                $"Relative to native: ratio within blocks. 2022: {workload} {published.ArgumentsOf(ExecutionTimes.Item)}, one run each, on another machine; its Wasm AOT was wasmedge-aot. Times "
                    + "include the start of runtime or container.",
                .. frame.Gaps,
                frame.Footer,
            ]
        );
    }
}
