using Measurement.Frames;

namespace Analysis;

/// <summary>One row of a dot plot. Without an estimate the word <paramref name="Why"/> stands in its place.</summary>
internal sealed record DotRow(
    string Program,
    string Target,
    Estimate? Estimate,
    Estimate? Published,
    IReadOnlyList<double> Samples,
    string Why
)
{
    public string Words => Estimate is null ? "" : Numbers.Text(Estimate);

    /// <summary>Every value that the axis must hold, with room for the words at an arrow.</summary>
    public IEnumerable<double> Held =>
        [
            .. new[] { Estimate, Published }
                .OfType<Estimate>()
                .SelectMany(shown =>
                    (double[])[shown.Value, shown.Bound == Bound.AtLeast ? 4 * shown.Value : shown.Value]
                ),
            .. Estimate is { HasInterval: true } ? [Estimate.Lower, Estimate.Upper] : (double[])[],
            .. Samples,
        ];

    /// <param name="strip">How far below the dot the raw samples stand.</param>
    /// <param name="labelled">Whether the words of a bound stand at its mark.</param>
    public void Set(Panel panel, double y, double strip = 11, bool labelled = false)
    {
        if (Estimate is null)
        {
            panel.Word(y, Why, Published);
        }
        else
        {
            panel.Guide(y);
            panel.Strip(y + strip, Samples);
            panel.Dot(y, Estimate, Palette.Of(Target), labelled);
        }
        if (Published is not null)
        {
            panel.Diamond(y, Published);
        }
    }
}

/// <summary>A dot plot of one panel: target, dot with interval over its raw samples, 2022's diamond, the value in words.</summary>
internal static class DotRows
{
    /// <summary>Strips of this many samples or more would be a grey bar.</summary>
    public const int StripLimit = 60;
    private const double RowHeight = 40;
    private const double Top = 24;

    /// <summary>Above the means, for the word that names them.</summary>
    private const double Gap = 18;

    /// <param name="towards">The direction in words at the right end, such as "slower than native ->".</param>
    /// <param name="reference">Names the line at 1x, for ratios.</param>
    /// <param name="means">Set apart below a rule.</param>
    public static Figure Draw(
        Frame frame,
        string id,
        string title,
        string subtitle,
        IReadOnlyList<DotRow> rows,
        string towards,
        string? reference = null,
        IReadOnlyList<DotRow>? means = null
    )
    {
        var apart = rows.Count;
        rows = [.. rows, .. means ?? []];
        var left = Drawing.Widest(rows.Select(row => row.Target)) + 14;
        var right = Drawing.Widest(rows.Select(row => row.Words)) + 14;
        var height = (rows.Count * RowHeight) + (rows.Count > apart ? Gap : 0);
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var unit = reference is null ? Unit.Nanoseconds : Unit.Ratio;
        var axis = Axis.Log(rows.SelectMany(row => row.Held).Concat(reference is null ? [] : [1]), unit);
        using var panel = new Panel(drawing, axis, left, Top, Drawing.Width - left - right, height);
        if (reference is not null)
        {
            panel.Reference(1, reference);
        }
        foreach (var (index, row) in rows.Index())
        {
            var y = Top + ((index + 0.5) * RowHeight) + (index < apart ? 0 : Gap);
            if (index == apart)
            {
                var rule = y - (RowHeight / 2) - Gap;
                drawing.Rule(rule);
                drawing.Text(0, rule + 12, row.Program, color: Palette.Grey, size: 11);
            }
            drawing.Text(left - 14, y, row.Target, Anchor.End);
            row.Set(panel, y);
            drawing.Text(panel.Right + 14, y, row.Words);
        }
        panel.Close(towards);
        return Figure.Of(frame, drawing, subtitle, Of(id, title, rows, unit));
    }

    /// <summary>"10-30 samples", of the estimates at hand.</summary>
    public static string Counts(IEnumerable<DotRow> rows, string noun)
    {
        int[] counts = [.. rows.Select(row => row.Estimate?.Count ?? 0).Where(count => count > 0).DefaultIfEmpty(0)];
        return counts.Min() == counts.Max() ? $"{counts.Min()} {noun}" : $"{counts.Min()}-{counts.Max()} {noun}";
    }

    /// <summary>The rows as numbers.</summary>
    public static Table Of(string id, string title, IEnumerable<DotRow> rows, Unit unit)
    {
        var suffix = unit == Unit.Ratio ? "ratio" : "ns";
        return new(
            id,
            title,
            [
                Column.Text("Program"),
                Column.Text("Target"),
                new("", Name: suffix),
                new("2022", Name: $"{suffix}_2022"),
                Column.Text("Samples"),
            ],
            [
                .. rows.Select(row => new Row([
                    new(row.Program),
                    new(row.Target),
                    TableCell.Of(row.Estimate, row.Why),
                    TableCell.Of(row.Published),
                    new($"{row.Estimate?.Count ?? 0}"),
                ])),
            ],
            []
        );
    }
}
