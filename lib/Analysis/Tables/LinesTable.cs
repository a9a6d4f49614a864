using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Tables;

/// <summary>
/// The lines of a figure as numbers: what a target takes where there is nothing of the varied thing, what each unit of it
/// adds, and how many times native's that is.
/// </summary>
internal static class LinesTable
{
    public static Table Of(Shown shown)
    {
        var varied = new Varied(shown);
        return new(
            shown.Item.Id,
            Finding(shown, varied),
            [
                Column.Text("Target"),
                new("without any", Name: "at_zero_ns"),
                new("each adds", Name: "slope_ns"),
                new("relative to native", Name: "slope_ratio"),
            ],
            [
                .. shown.Targets.Select(target => new Row(
                    [
                        new(target),
                        Cell(target, varied.AtZero(target)),
                        Cell(target, varied.Slope(target)),
                        shown.Frame.IsNative(target)
                            ? TableCell.None
                            : Cell(target, varied.SlopeRatio(target, shown.Native)),
                    ],
                    Rule: shown.Frame.BeginsGroup(shown.Targets, target)
                )),
            ],
            [
                $"A line of least squares over the {shown.Item.Varied}, fitted in each block; the numbers are the centres of all blocks, with {shown.Frame.Interval}.",
            ]
        );

        TableCell Cell(string target, Estimate? estimate) =>
            TableCell.Of(estimate, shown.Frame.Why(varied.Points[^1].Program, target));
    }

    /// <summary>In words: for which target each unit adds most, and what it adds natively.</summary>
    public static string Finding(Shown shown, Varied varied)
    {
        var slopes = shown
            .Targets.Where(target => !shown.Frame.IsNative(target))
            .Select(target => (Target: target, Slope: varied.Slope(target)))
            .Where(line => line.Slope is not null)
            .OrderByDescending(line => line.Slope!.Value)
            .ToList();
        if (slopes.Count == 0)
        {
            return $"{Numbers.Capital(shown.Quantity)} by {shown.Item.Varied}, with no target to compare";
        }
        var native = varied.Slope(shown.Native) is { } natively ? $", and {Numbers.Text(natively)} natively" : "";
        return $"Each of the {shown.Item.Varied} adds {Numbers.Text(slopes[0].Slope!)} under {slopes[0].Target}{native}";
    }
}
