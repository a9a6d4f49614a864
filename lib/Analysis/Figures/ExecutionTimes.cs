using Measurement;

namespace Analysis;

/// <summary>T2 as a dot plot: how many times native's time each target takes on binary-trees, with the 2022 values.</summary>
public static class ExecutionTimes
{
    internal const string Item = "T2";
    internal const string Workload = "binary-trees";

    public static Figure Draw(Frame frame, Published published)
    {
        var rows = Rows(frame, published, Workload, Item);
        return DotRows.Draw(
            frame,
            Item,
            $"{frame.WithArguments(Workload)}: {Finding(rows)}",
            $"Execution time relative to native, log scale. Dot: estimate and {frame.Interval} from {DotRows.Counts(rows, "blocks")}; "
                + "tick: one block; diamond: the 2022 report, with more work and wasmedge-aot for Wasm AOT.",
            rows,
            "slower than native ->",
            "native"
        );
    }

    /// <summary>The ratios to native on one workload, with the blocks under them.</summary>
    /// <param name="items">Where the report has the workload; the first that has a target counts.</param>
    internal static IReadOnlyList<DotRow> Rows(
        Frame frame,
        Published published,
        string workload,
        params IEnumerable<string> items
    ) =>
        [
            .. frame.Targets.Select(target => new DotRow(
                frame.WithArguments(workload),
                target,
                Estimates.Ratio(frame, Metric.ExecutionTime, workload, target, "native"),
                items
                    .Select(item => published.Ratio(item, workload, published.Counterpart(item, target, frame.Targets)))
                    .FirstOrDefault(found => found is not null),
                target == "native" ? [] : frame.BlockRatios(Metric.ExecutionTime, workload, target, "native"),
                frame.Why(workload, target)
            )),
        ];

    private static string Finding(IEnumerable<DotRow> rows)
    {
        string[] parts =
        [
            .. from row in rows
            where row.Estimate is not null && row.Target != "native"
            select $"{row.Target} {Numbers.Text(row.Estimate! with { Lower = double.NaN })}",
        ];
        return parts.Length == 0 ? "nothing to compare" : $"{string.Join(", ", parts)} native's time";
    }
}
