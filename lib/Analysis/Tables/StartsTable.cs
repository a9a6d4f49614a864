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
            if (shown.Most(target => frame.IsWasm(target) && !frame.IsContainer(target), Best) is not { } fastest)
            {
                return "How many start in a second";
            }
            var container = shown.Targets.FirstOrDefault(target =>
                frame.IsContainer(target) && Best(target) is not null
            );
            return $"{fastest.Target} starts up to {Numbers.Text(fastest.Estimate)} programs a second"
                + (container is null ? "" : $", {container} {Numbers.Text(Best(container)!)}");
        }
    }
}
