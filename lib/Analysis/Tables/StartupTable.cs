using Measurement.Frames;

namespace Analysis;

/// <summary>T3: startup time natively, under Wasm and in a container, beside 2022.</summary>
public static class StartupTable
{
    public static Table Of(Frame frame, Published published)
    {
        const string workload = FrameExtensions.Startup;
        (frame, var targets) = frame.Of(Item.T3);
        var container = targets.FirstOrDefault(Palette.IsContainer);
        var rows = targets.Select(target =>
        {
            var why = frame.Why(workload, target);
            var old = published.Counterpart(Item.T3.Id, target, targets);
            return new Row(
                [
                    new(target),
                    TableCell.Of(Estimates.Median(frame, Metric.StartupTime, workload, target), why),
                    TableCell.Of(Estimates.Median(frame, Metric.ExecutionTime, workload, target), why),
                    TableCell.Of(published.Find(Item.T3.Id, StartupTimes.PublishedWorkload, old, "wall_s")),
                    TableCell.Of(Estimates.Ratio(frame, Metric.StartupTime, workload, target, "native"), why),
                    container is null || target == container
                        ? TableCell.None
                        : TableCell.Of(
                            Estimates.Ratio(frame, Metric.StartupTime, workload, container, target),
                            frame.Why(workload, container)
                        ),
                ],
                Rule: Palette.BeginsGroup(targets, target)
            );
        });
        return new(
            Item.T3.Id,
            $"{StartupTimes.Finding(frame)}: medians with {frame.Interval}, beside the 2022 report",
            [
                Column.Text("Target"),
                new("First byte", Name: "first_byte_ns"),
                new("Whole launch", Name: "whole_launch_ns"),
                new("2022", Quiet: true, Name: "whole_launch_2022_ns"),
                new("Relative to native"),
                new($"{container ?? "container"} to it"),
            ],
            [.. rows],
            [
                "First byte: from spawn to the first byte of output of a program that writes it at once; the ratios compare it within blocks. "
                    + "2022: binary-trees with an empty tree, whole launch, one run each (< is the resolution of its clock); its Wasm AOT was wasmedge-aot.",
                .. frame.GapsOn(workload),
                frame.Footer,
            ]
        );
    }
}
