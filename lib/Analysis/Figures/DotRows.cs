using Measurement;

namespace Analysis;

/// <summary>One row of a dot plot. Without an estimate the word <paramref name="Why"/> stands in its place.</summary>
internal sealed record DotRow(
    string Label,
    string Target,
    Estimate? Estimate,
    Estimate? Published,
    IReadOnlyList<double> Samples,
    string Why
);

/// <param name="Towards">The direction in words at the right end, such as "slower than native ->".</param>
/// <param name="Reference">Names the line at 1x.</param>
internal sealed record DotAxis(string Towards, string? Away = null, string? Reference = null);

/// <summary>A dot plot of one panel: label, dot with interval over its raw samples, 2022's diamond, the value in words.</summary>
internal static class DotRows
{
    /// <summary>Strips of raw samples beyond this many would be a grey bar.</summary>
    public const int StripLimit = 60;
    private const double RowHeight = 40;
    private const double Top = 24;

    public static Figure Draw(
        string id,
        string title,
        string subtitle,
        string footer,
        IReadOnlyList<DotRow> rows,
        Unit unit,
        DotAxis words
    )
    {
        var left = rows.Max(row => Drawing.Measure(row.Label)) + 18;
        var right = rows.Max(row => Drawing.Measure(Words(row))) + 18;
        var drawing = new Drawing(Top + (rows.Count * RowHeight) + 44);
        var axis = Axis.Log(rows.SelectMany(Held).Concat(words.Reference is null ? [] : [1]), unit);
        using var panel = new Panel(drawing, axis, left, Top, Drawing.Width - left - right, rows.Count * RowHeight);
        if (words.Reference is not null)
        {
            panel.Reference(1, words.Reference);
        }
        foreach (var (row, index) in rows.Select((row, index) => (row, index)))
        {
            var y = Top + ((index + 0.5) * RowHeight);
            drawing.Text(left - 12, y, row.Label, Anchor.End);
            panel.Guide(y);
            if (row.Published is not null)
            {
                panel.Diamond(y, row.Published);
            }
            if (row.Estimate is null)
            {
                panel.Word(y, row.Why);
                continue;
            }
            if (row.Samples.Count < StripLimit)
            {
                panel.Strip(y + 11, row.Samples);
            }
            panel.Dot(y, row.Estimate, Palette.Of(row.Target));
            drawing.Text(panel.Right + 12, y, Words(row));
        }
        panel.Close(words.Towards, words.Away);
        var description = $"{subtitle} {string.Join("; ", rows.Select(Described))}.";
        return new(id, title, subtitle, footer, description, drawing.Svg(id, title, description), DataOf(rows, unit));
    }

    /// <summary>Every value that the axis must hold; room for the words of an arrow.</summary>
    public static IEnumerable<double> Held(DotRow row)
    {
        var bounds = new[] { row.Estimate, row.Published }.OfType<Estimate>();
        return
        [
            .. bounds.Select(bound => bound.Value),
            .. bounds.Where(bound => bound.Bound == Bound.AtLeast).Select(bound => bound.Value * 4),
            .. bounds.Where(bound => bound.Bound == Bound.AtMost).Select(bound => bound.Value / 4),
            .. row.Estimate is { HasInterval: true } ? [row.Estimate.Lower, row.Estimate.Upper] : (double[])[],
            .. row.Samples.Count < StripLimit ? row.Samples : [],
        ];
    }

    public static string Described(DotRow row) =>
        $"{row.Label}: {(row.Estimate is null ? row.Why : Numbers.Text(row.Estimate))}"
        + (row.Published is null ? "" : $", 2022 {Numbers.Text(row.Published)}");

    public static string DataOf(IEnumerable<DotRow> rows, Unit unit)
    {
        var suffix = unit switch
        {
            Unit.Ratio => "ratio",
            Unit.Nanoseconds => "ns",
            _ => "bytes",
        };
        return Csv.Text([
            [
                "row",
                "target",
                suffix,
                $"{suffix}_low",
                $"{suffix}_high",
                "bound",
                "samples",
                $"published_{suffix}",
                "published_bound",
                "missing",
            ],
            .. rows.Select(row =>
                new[]
                {
                    row.Label,
                    row.Target,
                    Csv.Number(row.Estimate?.Value ?? double.NaN),
                    Csv.Number(row.Estimate?.Lower ?? double.NaN),
                    Csv.Number(row.Estimate?.Upper ?? double.NaN),
                    Side(row.Estimate),
                    $"{row.Estimate?.Count}",
                    Csv.Number(row.Published?.Value ?? double.NaN),
                    Side(row.Published),
                    row.Estimate is null ? row.Why : "",
                }
            ),
        ]);
    }

    private static string Side(Estimate? estimate) => estimate is null ? "" : FrameExtensions.Words(estimate.Bound);

    private static string Words(DotRow row) => row.Estimate is null ? "" : Numbers.Text(row.Estimate);
}
