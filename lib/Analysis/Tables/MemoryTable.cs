using Measurement.Frames;

namespace Analysis;

/// <summary>
/// T2's memory: peak RSS of the program alone, and of what a container adds: its client, and all that its cgroup held.
/// </summary>
public static class MemoryTable
{
    public static Table Of(Frame frame, Published published)
    {
        var workload = Item.T2.Workload!;
        (frame, var targets) = frame.Of(Item.T2);
        var mebibytes = new Scale("MiB", 1 << 20);
        var rows = targets.Select(target =>
        {
            var container = Palette.IsContainer(target);
            var old = published.Counterpart(Item.T2.Id, target, targets);
            TableCell Median(Metric metric) =>
                TableCell.Of(Estimates.Median(frame, metric, workload, target), frame.Why(workload, target));
            TableCell Old(string metric) => TableCell.Of(published.Find(Item.T2.Id, workload, old, metric));
            return new Row(
                [
                    new(target),
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
            $"{Item.T2.Id}-memory",
            $"Peak memory of {frame.WithArguments(workload)}: median with {frame.Interval}, beside the 2022 report",
            [
                Column.Text("Target"),
                new("Program", mebibytes, Name: "program_mib"),
                new("2022", mebibytes, Quiet: true, Name: "program_2022_mib"),
                new("Client", mebibytes, Name: "client_mib"),
                new("2022", mebibytes, Quiet: true, Name: "client_2022_mib"),
                new("Cgroup", mebibytes, Name: "cgroup_mib"),
            ],
            [.. rows],
            [
                $"Program: peak RSS of the launched process, in a container of the program inside; under Wasm it includes the runtime. Client: the docker command, which the report calls container memory. Cgroup: all that the container held, page cache and its start included. 2022: {workload} {published.ArgumentsOf(Item.T2.Id)}.",
                .. frame.GapsOn(workload),
                frame.Footer,
            ]
        );
    }
}
