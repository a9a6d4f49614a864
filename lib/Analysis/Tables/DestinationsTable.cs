using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Tables;

/// <summary>What one write costs by where the output goes: to a pipe, into a file in memory, or nowhere.</summary>
internal static class DestinationsTable
{
    private const int Writes = 4000;

    private static readonly (string Name, string Words, string Program)[] Destinations =
    [
        ("pipe", "a pipe", "write-count-61-4000"),
        ("file", "a file", "write-to-file-61-4000"),
        ("/dev/null", "/dev/null", "write-to-null-61-4000"),
    ];

    /// <summary>The same program without any write.</summary>
    private const string Silent = "write-count-61-0";

    public static Table Of(Shown shown)
    {
        var dearest = shown.Most(
            target => Destinations.All(to => Cost(to.Program, target) is not null),
            target => Cost(Destinations[0].Program, target)
        );
        return new(
            shown.Item.Id,
            dearest is not { } worst
                ? "What a write costs by where it goes"
                : $"Under {worst.Target} a write costs {string.Join(", ", Destinations.Select(to => $"{Numbers.Text(Cost(to.Program, worst.Target)!)} to {to.Words}"))}",
            [
                Column.Text("Target"),
                .. Destinations.Select(to => new Column(
                    to.Name,
                    Name: $"{to.Name.TrimStart('/').Replace('/', '_')}_ns"
                )),
            ],
            [
                .. shown.RowsOf(target =>
                    Destinations.Select(to =>
                        TableCell.Of(Cost(to.Program, target), shown.Frame.Why(to.Program, target))
                    )
                ),
            ],
            [
                $"{Writes:#,0} writes of 61 bytes, less the same program without any, divided by their number; in each block, with {shown.Frame.Interval}.",
            ]
        );

        Estimate? Cost(string program, string target) =>
            Blockwise.Of(
                shown.Frame,
                [new(program, shown.Metric, target), new(Silent, shown.Metric, target)],
                values => (values[0] - values[1]) / Writes,
                shown.Metric.Unit,
                "time of a write"
            );
    }
}
