using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>T3: startup time natively, under Wasm and in a container, beside 2022.</summary>
internal static class StartupTable
{
    public static Table Of(Shown shown)
    {
        var (frame, program) = (shown.Frame, shown.Program);
        var container = shown.Targets.FirstOrDefault(frame.IsContainer);
        var rows = shown.Targets.Select(target =>
        {
            var why = frame.Why(program, target);
            return new Row(
                [
                    new(target),
                    TableCell.Of(Estimator.Median(frame, Metric.StartupTime, program, target), why),
                    TableCell.Of(Estimator.Median(frame, Metric.StartupTime, Suite.Loading, target)),
                    TableCell.Of(Estimator.Median(frame, Metric.ExecutionTime, program, target), why),
                    TableCell.Of(
                        shown.In2022(shown.Report.ProgramOf(shown.PublishedTable), target, PublishedValues.WallS)
                    ),
                    TableCell.Of(
                        Estimator.Ratio(frame, Metric.StartupTime, program, target, shown.Native),
                        frame.Why(program, Metric.StartupTime, target, shown.Native)
                    ),
                    container is null || target == container
                        ? TableCell.None
                        : TableCell.Of(
                            Estimator.Ratio(frame, Metric.StartupTime, program, container, target),
                            frame.Why(program, Metric.StartupTime, container, target)
                        ),
                ],
                Rule: frame.BeginsGroup(shown.Targets, target)
            );
        });
        return new(
            shown.Item.Id,
            $"{shown.StartupFinding}: medians with {frame.Interval}, beside the 2022 report",
            [
                Column.Text("Target"),
                new("First byte", Name: "first_byte_ns"),
                new("Loading alone", Name: "loading_ns"),
                new("Whole launch", Name: "whole_launch_ns"),
                new("2022", Quiet: true, Name: "whole_launch_2022_ns"),
                new("Relative to native"),
                new($"{container ?? "container"} relative to this", Name: $"{container ?? "container"}_to_it"),
            ],
            [.. rows],
            [
                "First byte: from spawn to the first byte of output of a program that writes it at once; the ratios compare it within blocks. "
                    + "Loading alone: the runtime's or client's own program printing the first byte of its version. "
                    + $"2022: {shown.Item.Note}, one run each (< is the resolution of its clock).",
                .. shown.OtherRuns,
                .. shown.Gaps,
            ]
        );
    }
}
