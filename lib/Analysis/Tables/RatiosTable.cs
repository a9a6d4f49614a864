using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Tables;

/// <summary>
/// Every target of an item beside native on every program: one row a target, one column a program, ratios alone. The
/// ratios decide how cells are shaded.
/// </summary>
internal static class RatiosTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        string[] targets = [.. shown.Targets.Where(target => !frame.IsNative(target))];
        return new(
            shown.Item.Id,
            $"{Numbers.Capital(shown.Quantity)}, relative to native{shown.WithSmallArguments}{shown.OnEmulated}; the data have the intervals",
            [
                Column.Text("Target"),
                .. shown.Programs.Select(program => new Column(program, Brief: true, Name: $"{program}_ratio")),
                new(shown.Means.Name, Brief: true, Name: "mean_ratio"),
            ],
            [
                .. targets.Select(
                    (target, index) =>
                        new Row(
                            [
                                new(target),
                                .. shown.Programs.Select(program => Cell(program, target)),
                                TableCell.Of(shown.Means.Of(target), shown.Means.Why(target)),
                            ],
                            Rule: index > 0
                                && frame.FactsOf(targets[index - 1])?.Family != frame.FactsOf(target)?.Family
                        )
                ),
            ],
            [
                $"Programs and their arguments: {string.Join(", ", shown.Programs.Select(frame.WithArguments))}.",
                "The stronger a cell is shaded, the larger its ratio to native, taken within blocks: up to 1.1x, 1.5x, 2x, 5x, or more.",
                .. shown.OtherRuns,
                .. shown.Means.Notes,
            ]
        );

        TableCell Cell(string program, string target)
        {
            var ratio = Estimator.Ratio(frame, program, shown.SideOf(target), shown.SideOf(shown.Native));
            return ratio is null ? new(frame.Why(program, shown.Metric, target, shown.Native)) : new("", Ratio: ratio);
        }
    }
}
