using System.Globalization;
using Analysis.Content;
using Analysis.Estimates;
using Analysis.Published;
using Analysis.Verdicts;

namespace Analysis.Tables;

/// <summary>
/// The verdicts. Each claim has one row, for the reading that carries its verdict. The chart of
/// claims has all readings.
/// </summary>
internal static class ClaimsTable
{
    public static Table Of(Shown shown)
    {
        ClaimResult[] first =
        [
            .. shown
                .Claims.DistinctBy(result => result.Claim)
                .OrderBy(result => result.Claim.Section, StringComparer.Ordinal)
                .ThenBy(result => result.Claim.Id, StringComparer.Ordinal),
        ];
        return new(
            shown.Item.Id,
            $"What was claimed and what was measured, with {shown.Frame.Interval}",
            [
                Column.Text("Claim"),
                Column.Text("Chapter"),
                Column.Text("What was claimed"),
                Column.Text("Claimed"),
                new("Measured", Name: "ratio"),
                Column.Text("Verdict"),
            ],
            [
                .. first.Select(
                    (result, index) =>
                        new Row(
                            [
                                new(result.Claim.Id),
                                new(result.Claim.Section),
                                new(result.Claim.Text),
                                new(Claimed(result.Claim)),
                                TableCell.Of(result.Ratio, result.Words),
                                new(result.Words),
                            ],
                            Rule: index > 0 && first[index - 1].Claim.Section != result.Claim.Section
                        )
                ),
            ],
            [shown.Frame.Footer]
        );
    }

    private static string Claimed(Claim claim) =>
        claim switch
        {
            { IsOrder: true } => claim.Comparison,
            { ValueLow: { } low, ValueHigh: { } high } when low != high => $"{Number(low)}-{Number(high)}x",
            { ValueLow: { } low, ValueHigh: null } => $"at least {Number(low)}x",
            { ValueLow: { } low } => $"{Number(low)}x",
            _ => "-",
        };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
