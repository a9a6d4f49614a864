using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// T2's memory: the peak RSS of the program alone, and what a container adds to it: its client, and what the kernel
/// charged to its cgroup.
/// </summary>
internal static class MemoryTable
{
    public static Table Of(Shown shown)
    {
        var (frame, program) = (shown.Frame, shown.Program);
        var mebibytes = Scale.Mebibytes;
        var rows = shown.Targets.Select(target =>
        {
            var container = frame.IsContainer(target);
            TableCell Median(Metric metric) =>
                TableCell.Of(Estimator.Median(frame, metric, program, target), frame.Why(program, target));
            TableCell Old(string metric) => TableCell.Of(shown.In2022(program, target, metric));
            return new Row(
                [
                    new(target),
                    Median(container ? Metric.InnerMemory : Metric.PeakMemory),
                    Old(PublishedValues.ProgramMemory),
                    container ? Median(Metric.PeakMemory) : TableCell.None,
                    Old(PublishedValues.ContainerMemory),
                    container ? Median(Metric.CgroupPeak) : TableCell.None,
                ],
                Rule: frame.BeginsGroup(shown.Targets, target)
            );
        });
        return new(
            shown.Item.Id,
            $"Peak memory of {frame.WithArguments(program)}: median with {frame.Interval}, beside the 2022 report",
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
                $"Program: peak RSS of the launched process, in a container of the program inside; under Wasm it includes the runtime. Client: the docker command, which the report calls container memory. Cgroup: what the kernel charged to the container, its start included; files that others had read before are not in it. 2022: {program} {shown.Report.ArgumentsOf(shown.PublishedTable)}.",
                .. shown.Gaps,
            ]
        );
    }
}
