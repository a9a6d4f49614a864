using System.Globalization;
using Measurement.Frames;

namespace Analysis;

/// <summary>The verdicts: a row a claim, on the reading that carries its verdict. All readings are in <see cref="ClaimsChart"/>.</summary>
public static class ClaimsTable
{
    /// <param name="results">As <see cref="ClaimBook.Judge"/> gives them for this frame.</param>
    public static Table Of(Frame frame, IReadOnlyList<ClaimResult> results)
    {
        ClaimResult[] first =
        [
            .. results
                .DistinctBy(result => result.Claim)
                .OrderBy(result => result.Claim.Section, StringComparer.Ordinal)
                .ThenBy(result => result.Claim.Id, StringComparer.Ordinal),
        ];
        return new(
            "verdicts",
            $"What was claimed and what was measured, with {frame.Interval}",
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
                                TableCell.Of(result.Ratio, FrameExtensions.Words(result.Verdict)),
                                new(FrameExtensions.Words(result.Verdict)),
                            ],
                            Rule: index > 0 && first[index - 1].Claim.Section != result.Claim.Section
                        )
                ),
            ],
            [frame.Footer]
        );
    }

    private static string Claimed(Claim claim) =>
        claim switch
        {
            { Comparison: not "ratio" } => claim.Comparison,
            { ValueLow: { } low, ValueHigh: { } high } when low != high => $"{Number(low)}-{Number(high)}x",
            { ValueLow: { } low, ValueHigh: null } => $"at least {Number(low)}x",
            { ValueLow: { } low } => $"{Number(low)}x",
            _ => "-",
        };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
