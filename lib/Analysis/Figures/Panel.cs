using Analysis.Estimates;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// The data area of a dot plot, in the drawing's own coordinates: rows stand at heights that the caller chooses, values
/// along one axis. What lies beside the area (labels of rows, values in words) is the caller's.
/// </summary>
internal sealed class Panel : IDisposable
{
    /// <summary>What the axis' labels and its direction take below the data area.</summary>
    public const double AxisHeight = 44;

    /// <summary>Around the data area, so that marks at its edge are whole.</summary>
    private const double Margin = 6;
    private readonly Plot _plot = new();
    private readonly Drawing _drawing;
    private readonly Axis _axis;
    private readonly PixelRect _area;

    public Panel(Drawing drawing, Axis axis, double left, double top, double width, double height)
    {
        // Whole pixels: ScottPlot's pictures have no others.
        _area = new PixelRect(new Pixel(Math.Round(left), top), new PixelSize(Math.Floor(width), Math.Ceiling(height)));
        (_drawing, _axis) = (drawing, axis);
        _plot.FigureBackground.Color = Colors.Transparent;
        _plot.DataBackground.Color = Colors.Transparent;
        _plot.Axes.Frameless();
        _plot.HideGrid();
        _plot.Layout.Fixed(new PixelPadding((float)Margin));
        _plot.Axes.SetLimits(_area.Left, _area.Right, _area.Bottom, _area.Top);
        foreach (var tick in axis.Ticks)
        {
            Line(X(tick), _area.Top, X(tick), _area.Bottom, Palette.Rule, 1);
        }
        Line(_area.Left, _area.Bottom, _area.Right, _area.Bottom, Palette.Grey, 1);
    }

    public double Right => _area.Right;

    /// <summary>A line over the full height that the eye compares with, such as native's 1x.</summary>
    public void Reference(double value, string name)
    {
        Line(X(value), _area.Top, X(value), _area.Bottom, Palette.Grey, 1.2f);
        _drawing.Text(X(value), _area.Top - 9, name, Anchor.Middle, Palette.Grey, 12);
    }

    /// <summary>Leads the eye from the label to the mark.</summary>
    public void Guide(double y) => Line(_area.Left, y, _area.Right, y, Palette.Rule, 1);

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
        var (end, shoulder) = high is null ? (to, to - halfHeight) : (Math.Max(to, from + 4), Math.Max(to, from + 4));
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
        var bar = _plot.Add.Rectangle(X(from), Math.Max(X(to), X(from) + 1), y - 7, y + 7);
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
        var (anchor, x) =
            published is not null && X(published.Value) > (_area.Left + _area.Right) / 2
                ? (Anchor.Start, _area.Left + 6)
                : (Anchor.End, _area.Right - 6);
        _drawing.Text(x, y, why, anchor, Palette.Grey, 12, italic: true);
    }

    /// <summary>Draws the panel, with the axis' labels and the direction in words below it.</summary>
    public void Close(string towards)
    {
        foreach (var tick in _axis.Ticks)
        {
            _drawing.Text(X(tick), _area.Bottom + 12, _axis.Label(tick), Anchor.Middle, Palette.Grey, 12);
        }
        _drawing.Text(_area.Right, _area.Bottom + 31, towards, Anchor.End, Palette.Grey, 12);
        _drawing.Place(_plot, _area.Expand((float)Margin));
    }

    public void Dispose() => _plot.Dispose();

    private double X(double value) => _area.Left + (_axis.Position(value) * _area.Width);

    private void Mark(double y, Estimate estimate, MarkerShape shape, Color line, Color fill, float size, bool labelled)
    {
        var x = X(estimate.Value);
        var style = _plot.Add.Marker(x, y, shape, size).MarkerStyle;
        (style.FillColor, style.OutlineColor, style.OutlineWidth) = (fill, line, 1.6f);
        if (estimate.Bound == Bound.None)
        {
            return;
        }
        var towards = estimate.Bound == Bound.AtLeast ? 1 : -1;
        var tip = x + (24 * towards);
        Line(x + (5 * towards), y, tip, y, line, 1.6f);
        Line(tip - (5 * towards), y - 4, tip, y, line, 1.6f);
        Line(tip - (5 * towards), y + 4, tip, y, line, 1.6f);
        if (labelled)
        {
            var (anchor, side) = x < _area.Left + (0.6 * _area.Width) ? (Anchor.Start, 8) : (Anchor.End, -8);
            _drawing.Text(x + side, y - 10, Numbers.Text(estimate), anchor, line, 12);
        }
    }

    private void Line(double x1, double y1, double x2, double y2, Color color, float width)
    {
        var line = _plot.Add.Line(x1, y1, x2, y2);
        (line.LineColor, line.LineWidth) = (color, width);
    }
}
