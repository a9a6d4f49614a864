using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Tables;

/// <summary>How many instances of a program start and end in a second, by how many of them run at a time.</summary>
internal static class StartsTable
{
    public static Table Of(Shown shown)
    {
        var points = new Varied(shown).Points;
        var rows = shown
            .Targets.Select(target =>
                (Target: target, Rates: points.Select(point => Rate(point.Program, target)).ToList())
            )
            .ToList();
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
                .. rows.Select(row => new Row(
                    [
                        new(row.Target),
                        .. row.Rates.Zip(
                            points,
                            (rate, point) => TableCell.Of(rate, shown.Frame.Why(point.Program, row.Target))
                        ),
                    ],
                    Rule: shown.Frame.BeginsGroup(shown.Targets, row.Target)
                )),
            ],
            [
                $"Starts of a program that ends at once, divided by the time of the whole launch, the start of the program that starts them included: median and {shown.Frame.Interval}. This machine has {shown.Frame.Runs[0].Host.Cores} processors.",
            ]
        );

        Estimate? Rate(string program, string target) => Estimator.Median(shown.Frame, shown.Metric, program, target);

        string Finding()
        {
            var best = rows.Select(row => (row.Target, Best: row.Rates.OfType<Estimate>().MaxBy(rate => rate.Value)))
                .Where(row => row.Best is not null)
                .ToList();
            var wasm = best.Where(row => shown.Frame.IsWasm(row.Target) && !shown.Frame.IsContainer(row.Target))
                .OrderByDescending(row => row.Best!.Value)
                .FirstOrDefault();
            var container = best.FirstOrDefault(row => shown.Frame.IsContainer(row.Target));
            return wasm.Best is null
                ? "How many start in a second"
                : $"{wasm.Target} starts up to {Numbers.Text(wasm.Best)} programs a second"
                    + (container.Best is null ? "" : $", {container.Target} {Numbers.Text(container.Best)}");
        }
    }
}
