using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// The lines of a figure as numbers: what a target takes where there is nothing of the varied thing, what each unit of it
/// adds, and how many times native's that is where native's line rises.
/// </summary>
internal static class LinesTable
{
    public static Table Of(Shown shown)
    {
        var varied = new Varied(shown);
        // A ratio to a line that does not rise says nothing.
        var isRelative = varied.Rises(shown.Native);
        var unit = shown.Metric.Unit == Unit.Bytes ? "bytes" : "ns";
        return new(
            shown.Item.Id,
            varied.Finding,
            [
                Column.Text("Target"),
                new("at zero, extrapolated", Name: $"at_zero_{unit}"),
                new("each adds", Name: $"slope_{unit}"),
                .. isRelative ? (Column[])[new("relative to native", Name: "slope_ratio")] : [],
            ],
            [
                .. shown.RowsOf(target =>
                    [
                        Cell(target, varied.AtZero(target)),
                        Cell(target, varied.Slope(target)),
                        .. isRelative ? (TableCell[])[RelativeToNative(target)] : [],
                    ]
                ),
            ],
            [
                $"A line of least squares over the {shown.Item.Varied}, fitted in each block; the numbers are the centres of all blocks, with {shown.Frame.Interval}.",
                .. isRelative ? (string[])[] : ["Native's own line does not rise, so nothing is given relative to it."],
            ]
        );

        TableCell RelativeToNative(string target) =>
            shown.Frame.IsNative(target) ? TableCell.None : Cell(target, varied.SlopeRatio(target, shown.Native));

        TableCell Cell(string target, Estimate? estimate) => TableCell.Of(estimate, varied.Why(target));
    }
}
