using Measurement.Frames;

namespace Analysis;

/// <summary>
/// All programs on an item's targets (T2-all, T6, T7): medians, with their ratios to native, by which the cells are
/// shaded, and the ratios' geometric mean.
/// </summary>
public static class ProgramsTable
{
    public static Table Of(Frame frame, Item item)
    {
        var (shown, targets) = frame.Of(item);
        TableCell Cell(string workload, string target) =>
            new(
                shown.Why(workload, target),
                Estimates.Median(shown, item.Metric, workload, target),
                Palette.IsNative(target) ? null : Estimates.Ratio(shown, item.Metric, workload, target, "native")
            );
        TableCell Mean(string target) =>
            Palette.IsNative(target)
                ? TableCell.None
                : new(
                    "not measured",
                    Ratio: Estimates.GeometricMean(shown, item.Metric, shown.Programs, target, "native")
                );
        var rows = shown.Programs.Select(workload => new Row([
            new(shown.WithArguments(workload)),
            .. targets.Select(target => Cell(workload, target)),
        ]));
        var suffix = item.Metric.Unit == Unit.Bytes ? "bytes" : "ns";
        return new(
            item.Id,
            $"{(item.Metric == Metric.PeakMemory ? "Peak memory" : "Execution time")} of all programs: median with {shown.Interval}, and relative to native",
            [Column.Text("Program"), .. targets.Select(target => new Column(target, Name: $"{target}_{suffix}"))],
            [.. rows, new Row([new("geometric mean"), .. targets.Select(Mean)], Rule: true)],
            [
                "The stronger a cell is shaded, the larger its ratio to native, taken within blocks: up to 1.1x, 1.5x, 2x, 5x, or more.",
                .. shown.GapsOn(shown.Programs),
                shown.Footer,
            ]
        );
    }
}
