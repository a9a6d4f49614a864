using Measurement;

namespace Analysis;

/// <summary>T2: binary-trees natively, under Wasm and in a container: time, ratio to native, memory; beside 2022.</summary>
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
        var (mebibytes, megabytes) = (new Scale("MiB", 1 << 20), new Scale("MB", 1e6));
        Column[] columns =
        [
            Column.Text("Target"),
            new("Time", time, Name: $"time_{time.Symbol}"),
            new("2022", new Scale("s", 1e9), Quiet: true, Name: "time_2022_s"),
            new("Relative to native"),
            new("2022", Quiet: true, Name: "relative_to_native_2022"),
            new("Program's memory", mebibytes, Name: "program_mib"),
            new("2022", megabytes, Quiet: true, Name: "program_2022_mb"),
            new("Client's memory", mebibytes, Name: "client_mib"),
            new("2022", megabytes, Quiet: true, Name: "client_2022_mb"),
            new("Cgroup's peak", mebibytes, Name: "cgroup_mib"),
        ];
        var rows = targets.Select(target =>
        {
            var container = Palette.IsContainer(target);
            var why = frame.Why(workload, target);
            var old = published.Counterpart(ExecutionTimes.Item, target, targets);
            TableCell Median(Metric metric) => TableCell.Of(Estimates.Median(frame, metric, workload, target), why);
            TableCell Old(string metric) => TableCell.Of(published.Find(ExecutionTimes.Item, workload, old, metric));
            return new Row(
                [
                    new(target),
                    TableCell.Of(medians[target], why),
                    Old("wall_s"),
                    TableCell.Of(Estimates.Ratio(frame, Metric.ExecutionTime, workload, target, "native"), why),
                    TableCell.Of(published.Ratio(ExecutionTimes.Item, workload, old)),
                    Median(container ? Metric.InnerMemory : Metric.PeakMemory),
                    Old("program_memory_mb"),
                    container ? Median(Metric.PeakMemory) : TableCell.None,
                    Old("container_memory_mb"),
                    container ? Median(Metric.CgroupPeak) : TableCell.None,
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
                    + "include the start of runtime or container. The report's \"container memory\" is the client's.",
                .. frame.Gaps,
                frame.Footer,
            ]
        );
    }
}
