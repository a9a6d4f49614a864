using Analysis.Estimates;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Analysis.Figures;

/// <summary>
/// One plot of ScottPlot's: a horizontal axis of values, and rows at heights that the caller chooses, in the drawing's own
/// pixels. What stands beside the rows (their names, values in words) is the caller's.
/// </summary>
internal sealed class Panel : IDisposable
{
    /// <summary>What the axis' labels and its direction take below the data area.</summary>
    public const double AxisHeight = 44;

    /// <summary>Above the data area, for the name of a reference line.</summary>
    private const float HeadHeight = 20;

    /// <summary>Beside the data area, so that marks at its edge are whole.</summary>
    private const float Margin = 6;
    private const float SmallText = 12;
    private readonly Plot _plot = new();
    private readonly Drawing _drawing;
    private readonly Axis _axis;
    private readonly PixelRect _area;

    /// <param name="towards">Which way values grow, in words below the axis, such as "slower than native ->".</param>
    public Panel(Drawing drawing, Axis axis, string towards, double left, double top, double width, double height)
    {
        // Whole pixels: ScottPlot's pictures have no others.
        _area = new PixelRect(new Pixel(Math.Round(left), top), new PixelSize(Math.Floor(width), Math.Ceiling(height)));
        (_drawing, _axis) = (drawing, axis);
        _plot.FigureBackground.Color = Colors.Transparent;
        _plot.DataBackground.Color = Colors.Transparent;
        _plot.Font.Set(Drawing.FontName);
        _plot.Layout.Fixed(new PixelPadding(Margin, Margin, (float)AxisHeight, HeadHeight));
        _plot.Axes.SetLimits(axis.Position(axis.Low), axis.Position(axis.High), _area.Bottom, _area.Top);
        _plot.Axes.Left.IsVisible = _plot.Axes.Right.IsVisible = _plot.Axes.Top.IsVisible = false;
        var bottom = _plot.Axes.Bottom;
        bottom.TickGenerator = new NumericManual(
            [.. axis.Ticks.Select(axis.Position)],
            [.. axis.Ticks.Select(axis.Label)]
        );
        (bottom.FrameLineStyle.Color, bottom.MajorTickStyle.Color) = (Palette.Grey, Palette.Grey);
        (bottom.TickLabelStyle.ForeColor, bottom.TickLabelStyle.FontSize) = (Palette.Grey, SmallText);
        bottom.Label.Text = towards;
        (bottom.Label.ForeColor, bottom.Label.FontSize, bottom.Label.Bold) = (Palette.Grey, SmallText, false);
        _plot.Grid.MajorLineColor = Palette.Rule;
        _plot.Grid.YAxisStyle.IsVisible = false;
    }

    public double Right => _area.Right;

    /// <summary>A line over the full height that the eye compares with, such as native's 1x.</summary>
    public void Reference(double value, string name)
    {
        var line = _plot.Add.VerticalLine(X(value), 1.2f, Palette.Grey);
        (line.LabelText, line.LabelOppositeAxis, line.LabelBackgroundColor) = (name, true, Colors.Transparent);
        (line.LabelFontColor, line.LabelFontSize, line.LabelBold) = (Palette.Grey, SmallText, false);
    }

    /// <summary>Leads the eye from the label to the mark.</summary>
    public void Guide(double y) => _plot.MoveToBack(_plot.Add.HorizontalLine(y, 1, Palette.Rule));

    /// <summary>A dot at the estimate, a line over its interval; an arrow where it is only a bound.</summary>
    /// <param name="labelled">Whether the words stand at the arrow, because they stand nowhere else.</param>
    public void Dot(double y, Estimate estimate, Look look, bool labelled = false)
    {
        Whisker(y, estimate.Lower, estimate.Upper, look.Color);
        Mark(y, estimate, look.Shape, look.Color, look.Filled ? look.Color : Colors.White, 9, labelled);
    }

    /// <summary>The 2022 report's value: a hollow grey diamond, no interval since it had none.</summary>
    public void Diamond(double y, Estimate published) =>
        Mark(y, published, MarkerShape.FilledDiamond, Palette.Grey, Colors.Transparent, 11, labelled: true);

    /// <summary>Each raw sample as a small tick.</summary>
    public void Strip(double y, IReadOnlyList<double> values)
    {
        foreach (var value in values)
        {
            Line(X(value), y - 2.5, X(value), y + 2.5, Palette.Faint, 1);
        }
    }

    /// <summary>The claimed values in grey; without an upper end it goes on in an arrow.</summary>
    public void Band(double y, double halfHeight, double low, double? high)
    {
        var (from, to) = (X(low), X(high ?? _axis.High));
        var (end, shoulder) = high is null
            ? (to, to - Length(halfHeight))
            : (Math.Max(to, from + Length(4)), Math.Max(to, from + Length(4)));
        var band = _plot.Add.Polygon([
            new(from, y - halfHeight),
            new(shoulder, y - halfHeight),
            new(end, y),
            new(shoulder, y + halfHeight),
            new(from, y + halfHeight),
        ]);
        band.FillColor = Palette.Claimed;
        band.LineWidth = 0;
    }

    /// <summary>A bar between two values, never too thin to see.</summary>
    public void Bar(double y, double from, double to, Color color)
    {
        var bar = _plot.Add.Rectangle(X(from), Math.Max(X(to), X(from) + Length(1)), y - 7, y + 7);
        bar.FillColor = color;
        bar.LineWidth = 0;
    }

    /// <summary>An interval; nothing where there is none.</summary>
    public void Whisker(double y, double? low, double? high, Color color)
    {
        if ((low, high) is ({ } from, { } to))
        {
            Line(X(from), y, X(to), y, color, 2.2f);
        }
    }

    /// <summary>Stands where a value would be: why there is none.</summary>
    /// <param name="published">Leaves this one's place free.</param>
    public void Word(double y, string why, Estimate? published = null)
    {
        var middle = (_axis.Position(_axis.Low) + _axis.Position(_axis.High)) / 2;
        var atLeft = published is not null && X(published.Value) > middle;
        Text(X(atLeft ? _axis.Low : _axis.High), y, why, Palette.Grey, atLeft ? 6 : -6);
    }

    /// <summary>Draws the panel into its place.</summary>
    public void Close() =>
        _drawing.Place(
            _plot,
            new PixelRect(
                _area.Left - Margin,
                _area.Right + Margin,
                _area.Bottom + (float)AxisHeight,
                _area.Top - HeadHeight
            )
        );

    public void Dispose() => _plot.Dispose();

    /// <summary>Where a value stands on the plot's axis; one outside of it stands at its end.</summary>
    private double X(double value) => _axis.Position(Math.Clamp(value, _axis.Low, _axis.High));

    /// <summary>So many pixels as a length along the plot's axis.</summary>
    private double Length(double pixels) =>
        pixels * (_axis.Position(_axis.High) - _axis.Position(_axis.Low)) / _area.Width;

    private void Mark(double y, Estimate estimate, MarkerShape shape, Color line, Color fill, float size, bool labelled)
    {
        var x = X(estimate.Value);
        var style = _plot.Add.Marker(x, y, shape, size).MarkerStyle;
        style.CustomRenderer = PolygonMarker.Of(shape);
        (style.FillColor, style.OutlineColor, style.OutlineWidth) = (fill, line, 1.6f);
        if (estimate.Bound == Bound.None)
        {
            return;
        }
        var towards = estimate.Bound == Bound.AtLeast ? 1 : -1;
        var arrow = _plot.Add.Arrow(new Coordinates(x + Length(5 * towards), y), new(x + Length(24 * towards), y));
        arrow.ArrowShape = ArrowShape.SingleLine.GetShape();
        (arrow.ArrowLineColor, arrow.ArrowFillColor, arrow.ArrowLineWidth) = (line, line, 1.6f);
        (arrow.ArrowheadLength, arrow.ArrowheadWidth) = (5, 8);
        if (labelled)
        {
            var inLeftPart = X(estimate.Value) - X(_axis.Low) < Length(0.6 * _area.Width);
            Text(x, y - 10, Numbers.Text(estimate), line, inLeftPart ? 8 : -8);
        }
    }

    private void Line(double x1, double y1, double x2, double y2, Color color, float width)
    {
        var line = _plot.Add.Line(x1, y1, x2, y2);
        (line.LineColor, line.LineWidth) = (color, width);
    }

    /// <param name="offset">Pixels to the right of x, where the text begins; to the left of it if negative, where it ends.</param>
    private void Text(double x, double y, string words, Color color, float offset)
    {
        var text = _plot.Add.Text(words, x, y);
        text.LabelAlignment = offset > 0 ? Alignment.MiddleLeft : Alignment.MiddleRight;
        // ScottPlot centres a line with its leading, which small letters do not fill.
        (text.OffsetX, text.OffsetY) = (offset, 3);
        (text.LabelFontColor, text.LabelFontSize) = (color, SmallText);
    }
}
