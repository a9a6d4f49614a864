using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>The raw launches of the measured phase, with what is measured first. The file of a run has all columns.</summary>
internal static class SamplesTable
{
    private const int MostRows = 6;

    /// <summary>With more launches than this their data would make the page heavy; the run's file has them all.</summary>
    private const int MostInData = 5_000;
    private static readonly Scale Milliseconds = Scale.For(Unit.Nanoseconds, 1e6);

    public static Table Of(Shown shown)
    {
        var measured = shown
            .Frame.Rows.Where(sample => sample.Phase == Phase.Measured && shown.Programs.Contains(sample.Workload))
            .ToList();
        return new(
            shown.Item.Id,
            $"{measured.Count} launches, as they were measured",
            [
                Column.Text("Target"),
                Column.Text("Workload"),
                new("Block"),
                new("Wall", Milliseconds, Name: "wall_ms"),
                new("First output", Milliseconds, Name: "first_output_ms"),
                new("Memory", Scale.Mebibytes, Name: "max_rss_mib"),
                Column.Text("Status"),
            ],
            [
                .. measured
                    .Take(MostInData)
                    .Select(sample => new Row([
                        new(sample.Target),
                        new($"{sample.Workload} {sample.Arguments}".TrimEnd()),
                        new($"{sample.Block}"),
                        Value(sample.WallNs, Unit.Nanoseconds),
                        Value(sample.FirstOutputNs, Unit.Nanoseconds),
                        Value(sample.MaxRssBytes, Unit.Bytes),
                        new(Absence.Words(sample.Status)),
                    ])),
            ],
            [
                $"Every launch with every column: {string.Join(", ", shown.Frame.Runs.Select(run => $"data/runs/{run.Id}/samples.csv"))}.",
            ]
        )
        {
            RowsShown = MostRows,
        };
    }

    private static TableCell Value(double? value, Unit unit) =>
        TableCell.Of(value is { } known ? Estimator.Exact(known, unit) : null);
}
