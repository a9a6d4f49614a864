using Analysis.Estimates;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Analysis.Figures;

/// <summary>
/// One plot of ScottPlot: a horizontal axis of values, and rows at heights that the caller chooses, in pixels of the
/// drawing. The caller also draws what stands beside the rows, such as names and values in words.
/// </summary>
internal sealed class Panel : IDisposable
{
    /// <summary>The height below the data area, for the axis labels and the direction.</summary>
    public const double AxisHeight = 44;

    /// <summary>The height above the data area, for the name of a reference line.</summary>
    private const float HeadHeight = 20;

    /// <summary>The space beside the data area, so that marks at its edge are not cut.</summary>
    private const float Margin = 6;
    private const float SmallText = 12;
    private readonly Plot _plot = new();
    private readonly Drawing _drawing;
    private readonly Axis _axis;
    private readonly PixelRect _area;

    /// <param name="towards">Which way values grow, in words below the axis, such as "slower than native ->".</param>
    public Panel(Drawing drawing, Axis axis, string towards, double left, double top, double width, double height)
    {
        // Whole pixels: ScottPlot's pictures have no fractions of pixels.
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

    /// <summary>A vertical line over the full height, to compare with, such as native's 1x.</summary>
    public void Reference(double value, string name)
    {
        var line = _plot.Add.VerticalLine(X(value), 1.2f, Palette.Grey);
        (line.LabelText, line.LabelOppositeAxis, line.LabelBackgroundColor) = (name, true, Colors.Transparent);
        (line.LabelFontColor, line.LabelFontSize, line.LabelBold) = (Palette.Grey, SmallText, false);
    }

    /// <summary>A thin line that leads the eye from the label to the mark.</summary>
    public void Guide(double y) => _plot.MoveToBack(_plot.Add.HorizontalLine(y, 1, Palette.Rule));

    /// <summary>A dot at the estimate and a line over its interval; an arrow if it is only a bound.</summary>
    /// <param name="labelled">Whether the bound is written at the arrow, because it is written nowhere else.</param>
    public void Dot(double y, Estimate estimate, Look look, bool labelled = false)
    {
        Whisker(y, estimate.Lower, estimate.Upper, look.Color);
        Mark(y, estimate, look.Shape, look.Color, look.Filled ? look.Color : Colors.White, 9, labelled);
    }

    /// <summary>The 2022 report's value: a hollow grey diamond, without an interval: it has none.</summary>
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

    /// <summary>The claimed values as a grey band. Without an upper end it ends in an arrow.</summary>
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

    /// <summary>A bar between two values, at least one pixel wide.</summary>
    public void Bar(double y, double from, double to, Color color)
    {
        var bar = _plot.Add.Rectangle(X(from), Math.Max(X(to), X(from) + Length(1)), y - 7, y + 7);
        bar.FillColor = color;
        bar.LineWidth = 0;
    }

    /// <summary>A line over an interval; nothing where there is no interval.</summary>
    public void Whisker(double y, double? low, double? high, Color color)
    {
        if ((low, high) is ({ } from, { } to))
        {
            Line(X(from), y, X(to), y, color, 2.2f);
        }
    }

    /// <summary>A word in the place of a missing value, which says why it is missing.</summary>
    /// <param name="published">The 2022 value in the same row; its place stays free.</param>
    public void Word(double y, string why, Estimate? published = null)
    {
        var middle = (_axis.Position(_axis.Low) + _axis.Position(_axis.High)) / 2;
        var atLeft = published is not null && X(published.Value) > middle;
        Text(X(atLeft ? _axis.Low : _axis.High), y, why, Palette.Grey, atLeft ? 6 : -6);
    }

    /// <summary>Draws the panel into its place in the drawing.</summary>
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

    /// <summary>The place of a value on the plot's axis. A value outside of the axis is drawn at its end.</summary>
    private double X(double value) => _axis.Position(Math.Clamp(value, _axis.Low, _axis.High));

    /// <summary>A number of pixels as a length along the plot's axis.</summary>
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

    /// <param name="offset">Where the text begins, in pixels right of x; if negative, where it ends, left of x.</param>
    private void Text(double x, double y, string words, Color color, float offset)
    {
        var text = _plot.Add.Text(words, x, y);
        text.LabelAlignment = offset > 0 ? Alignment.MiddleLeft : Alignment.MiddleRight;
        // ScottPlot centres a line with its leading, which small letters do not fill; 3 pixels correct that.
        (text.OffsetX, text.OffsetY) = (offset, 3);
        (text.LabelFontColor, text.LabelFontSize) = (color, SmallText);
    }
}
