using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Tables;

/// <summary>How many instances of a program start and end in a second, by how many of them run at a time.</summary>
internal static class StartsTable
{
    public static Table Of(Shown shown)
    {
        var points = new Varied(shown).Points;
        return new(
            shown.Item.Id,
            Finding(),
            [
                Column.Text("Target"),
                .. points.Select(point => new Column(
                    $"{point.Place:0} at a time",
                    Name: $"per_second_{point.Place:0}"
                )),
            ],
            [
                .. shown.RowsOf(target =>
                    points.Select(point =>
                        TableCell.Of(Rate(point.Program, target), shown.Frame.Why(point.Program, target))
                    )
                ),
            ],
            [
                $"Starts of a program that ends at once, divided by the time of the whole launch, the start of the program that starts them included: median and {shown.Frame.Interval}. This machine has {shown.Frame.Runs[0].Host.Cores} processors.",
            ]
        );

        Estimate? Rate(string program, string target) => Estimator.Median(shown.Frame, shown.Metric, program, target);

        Estimate? Best(string target) =>
            points.Select(point => Rate(point.Program, target)).OfType<Estimate>().MaxBy(rate => rate.Value);

        string Finding()
        {
            var frame = shown.Frame;
            (string Target, Estimate Estimate)?[] named =
            [
                shown.Least(frame.IsRuntime, Best),
                shown.Most(frame.IsRuntime, Best),
                shown.Most(frame.IsContainer, Best),
            ];
            return named.OfType<(string Target, Estimate Estimate)>().Distinct().ToList() is { Count: > 0 } all
                ? $"Programs that start in a second, at best: {string.Join(", ", all.Select(each => $"{Numbers.Text(each.Estimate)} under {each.Target}"))}"
                : "How many start in a second";
        }
    }
}
