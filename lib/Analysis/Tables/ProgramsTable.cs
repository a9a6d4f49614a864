using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// All programs on an item's targets (T2-all, T6, T7): medians, their ratios to native, and the geometric mean of these
/// ratios. The ratios decide how cells are shaded.
/// </summary>
internal static class ProgramsTable
{
    public static Table Of(Shown shown)
    {
        var (frame, metric) = (shown.Frame, shown.Metric);
        TableCell Cell(string program, string target) =>
            new(
                frame.Why(program, target),
                Estimator.Median(frame, metric, program, target),
                frame.IsNative(target) ? null : Estimator.Ratio(frame, metric, program, target, shown.Native)
            );
        TableCell Mean(string target) =>
            frame.IsNative(target) ? TableCell.None : new(shown.Means.Why(target), Ratio: shown.Means.Of(target));
        var rows = shown.Programs.Select(program => new Row([
            new(frame.WithArguments(program)),
            .. shown.Targets.Select(target => Cell(program, target)),
        ]));
        var suffix = metric.Unit == Unit.Bytes ? "bytes" : "ns";
        return new(
            shown.Item.Id,
            $"{Numbers.Capital(metric.Name)} of all programs: median with {frame.Interval}, and relative to native{shown.OnEmulated}",
            [Column.Text("Program"), .. shown.Targets.Select(target => new Column(target, Name: $"{target}_{suffix}"))],
            [.. rows, new Row([new(shown.Means.Name), .. shown.Targets.Select(Mean)], Rule: true)],
            [
                "The stronger a cell is shaded, the larger its ratio to native, taken within blocks: up to 1.1x, 1.5x, 2x, 5x, or more.",
                .. shown.OtherRuns,
                .. shown.Means.Notes,
                .. shown.Gaps,
            ]
        );
    }
}
