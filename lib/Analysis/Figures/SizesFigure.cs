using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>D3: one row a form of the programs, with a dot at the median and a tick for each program.</summary>
internal static class SizesFigure
{
    private const double Top = 10;
    private const double RowHeight = 24;

    public static Figure Of(Sizes sizes)
    {
        var forms = sizes.Forms;
        var left = Drawing.Widest(forms.Select(form => form.Name)) + 14;
        var right = Drawing.Widest(forms.Select(Words)) + 14;
        var height = Math.Max(1, forms.Count) * RowHeight;
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var axis = Axis.Sizes(forms.SelectMany(form => form.Bytes));
        using var panel = new Panel(
            drawing,
            axis,
            "bytes on disk, log scale ->",
            left,
            Top,
            Drawing.Width - left - right,
            height
        );
        foreach (var (index, form) in forms.Index())
        {
            var y = Top + ((index + 0.5) * RowHeight);
            if (index > 0 && forms[index - 1].Group != form.Group)
            {
                drawing.Rule(Top + (index * RowHeight));
            }
            drawing.Text(left - 14, y, form.Name, HorizontalAlignment.Right);
            panel.Guide(y);
            panel.Strip(y + 8, form.Bytes);
            panel.Dot(y, Estimator.Exact(form.Middle, Unit.Bytes), LookOf(sizes.Frame, form.Target));
            drawing.Text(panel.Right + 14, y, Words(form));
        }
        panel.Close();
        return Figure.Of(
            drawing,
            "Bytes on disk of the report's six programs in each form. Dot: median; tick: each program.",
            sizes.Listed
        );
    }

    private static Look LookOf(Frame frame, string? target) =>
        frame.FactsOf(target ?? "") is { } facts ? Look.Of(facts, frame.Facts) : Look.Of(Mode.Aot);

    private static string Words(Form form) => Numbers.Text(form.Middle, Unit.Bytes);
}
