using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// A dot plot of one panel. A row has the target, a dot with its interval, the raw samples below, the diamond of
/// 2022, and the value in words.
/// </summary>
internal static class DotPlot
{
    private const double RowHeight = 40;
    private const double Top = 24;

    /// <summary>The space above the means, for the word that names them.</summary>
    private const double Gap = 18;

    extension(Comparison row)
    {
        /// <summary>The row without its raw samples, for a panel that has no room for them.</summary>
        public Comparison Bare => row with { Samples = [] };

        /// <summary>Every value that the axis must reach, with room for the words at an arrow.</summary>
        public IEnumerable<double> Extent =>
            [
                .. new[] { row.Estimate, row.In2022 }
                    .OfType<Estimate>()
                    .SelectMany(shown =>
                        (double[])[shown.Value, shown.Bound == Bound.AtLeast ? 4 * shown.Value : shown.Value]
                    ),
                .. row.Estimate is { HasInterval: true, Lower: { } lower, Upper: { } upper }
                    ? [lower, upper]
                    : (double[])[],
                .. row.Samples,
            ];

        /// <param name="strip">How far below the dot the raw samples are drawn.</param>
        /// <param name="labelled">Whether a bound is written in words at its mark.</param>
        public void Draw(Panel panel, double y, Look look, double strip = 11, bool labelled = false)
        {
            if (row.Estimate is null)
            {
                panel.Word(y, row.Why, row.In2022);
            }
            else
            {
                panel.Guide(y);
                panel.Strip(y + strip, row.Samples);
                panel.Dot(y, row.Estimate, look, labelled);
            }
            if (row.In2022 is not null)
            {
                panel.Diamond(y, row.In2022);
            }
        }
    }

    /// <summary>The look of a target, the same on every page.</summary>
    public static Look LookOf(this Shown shown, string target) =>
        shown.AllFacts.FirstOrDefault(known => known.Name == target) is { } facts
            ? Look.Of(facts, shown.AllFacts)
            : Look.Of(Mode.Jit);

    /// <param name="towards">Which way values grow, in words, such as "slower than native ->".</param>
    /// <param name="reference">The name of the line at 1x; null: the values are not ratios.</param>
    /// <param name="means">Rows that are set apart below a rule.</param>
    public static Figure Draw(
        Shown shown,
        string title,
        string subtitle,
        IReadOnlyList<Comparison> rows,
        string towards,
        string? reference = null,
        IReadOnlyList<Comparison>? means = null
    )
    {
        var apart = rows.Count;
        rows = [.. rows, .. means ?? []];
        var left = Drawing.Widest(rows.Select(row => row.Target)) + 14;
        var right = Drawing.Widest(rows.Select(row => row.Words)) + 14;
        var height = (rows.Count * RowHeight) + (rows.Count > apart ? Gap : 0);
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var unit = reference is null ? Unit.Nanoseconds : Unit.Ratio;
        var axis = Axis.Log(rows.SelectMany(row => row.Extent).Concat(reference is null ? [] : [1]), unit);
        using var panel = new Panel(drawing, axis, towards, left, Top, Drawing.Width - left - right, height);
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
            drawing.Text(left - 14, y, row.Target, HorizontalAlignment.Right);
            row.Draw(panel, y, shown.LookOf(row.Target));
            drawing.Text(panel.Right + 14, y, row.Words);
        }
        panel.Close();
        return Figure.Of(drawing, subtitle, Comparisons.Listed(shown.Item.Id, title, rows, unit));
    }
}
