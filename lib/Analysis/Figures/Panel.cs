using ScottPlot;

namespace Analysis;

/// <summary>
/// The data area of a dot plot: rows stand at heights that the caller chooses, values along one axis. What lies outside
/// the area (labels of rows, values in words) is the caller's.
/// </summary>
internal sealed class Panel : IDisposable
{
    /// <summary>What the axis' labels and its direction take below the data area.</summary>
    public const double AxisHeight = 44;
    private const double Margin = 6;
    private readonly Plot _plot = new();
    private readonly Drawing _drawing;
    private readonly Axis _axis;
    private readonly double _left;
    private readonly double _top;
    private readonly double _width;
    private readonly double _height;

    public Panel(Drawing drawing, Axis axis, double left, double top, double width, double height)
    {
        (_drawing, _axis, _left, _top, _width, _height) = (drawing, axis, left, top, width, height);
        _plot.FigureBackground.Color = Colors.Transparent;
        _plot.DataBackground.Color = Colors.Transparent;
        _plot.Axes.Frameless();
        _plot.HideGrid();
        _plot.Layout.Fixed(new PixelPadding((float)Margin));
        _plot.Axes.SetLimits(0, width, height, 0);
        foreach (var tick in axis.Ticks)
        {
            Line(X(tick), 0, X(tick), height, Palette.Rule, 1);
        }
        Line(0, height, width, height, Palette.Grey, 1);
    }

    public double Right => _left + _width;
    public double Bottom => _top + _height;

    /// <summary>Where a value lies in the drawing.</summary>
    public double At(double value) => _left + X(value);

    /// <summary>A line over the full height that the eye compares with, such as native's 1x.</summary>
    public void Reference(double value, string name)
    {
        Line(X(value), 0, X(value), _height, Palette.Grey, 1.2f);
        _drawing.Text(At(value), _top - 9, name, Anchor.Middle, Palette.Grey, 12);
    }

    /// <summary>Leads the eye from the label to the mark.</summary>
    public void Guide(double y) => Line(0, y - _top, _width, y - _top, Palette.Rule, 1);

    /// <summary>A dot at the estimate, a line over its interval; an arrow with words where it is only a bound.</summary>
    public void Dot(double y, Estimate estimate, Look look)
    {
        if (estimate.HasInterval)
        {
            Line(X(estimate.Lower), y - _top, X(estimate.Upper), y - _top, look.Color, 2.2f);
        }
        Mark(y, estimate.Value, look.Shape, look.Color, look.Filled ? look.Color : Colors.White, 9);
        Arrow(y, estimate, look.Color);
    }

    /// <summary>The 2022 report's value: a hollow grey diamond, no interval since it had none.</summary>
    public void Diamond(double y, Estimate published)
    {
        Mark(y, published.Value, MarkerShape.FilledDiamond, Palette.Grey, Colors.Transparent, 11);
        Arrow(y, published, Palette.Grey);
    }

    /// <summary>Each raw sample as a small tick.</summary>
    public void Strip(double y, IReadOnlyList<double> values)
    {
        foreach (var value in values)
        {
            Line(X(value), y - _top - 2.5, X(value), y - _top + 2.5, Palette.Faint, 1);
        }
    }

    /// <summary>The claimed values in grey; without an upper end it goes on in an arrow.</summary>
    public void Band(double y, double halfHeight, double low, double? high)
    {
        var (from, to, middle) = (X(low), X(high ?? _axis.High), y - _top);
        var point = high is null ? Math.Min(halfHeight, (to - from) / 2) : 0;
        (from, to) = high is null
            ? (from, to)
            : (Math.Min(from, ((from + to) / 2) - 2), Math.Max(to, ((from + to) / 2) + 2));
        Coordinates[] outline =
        [
            new(from, middle - halfHeight),
            new(to - point, middle - halfHeight),
            new(to, middle),
            new(to - point, middle + halfHeight),
            new(from, middle + halfHeight),
        ];
        var band = _plot.Add.Polygon(outline);
        band.FillColor = Color.FromHex("#dcdcdc");
        band.LineWidth = 0;
    }

    /// <summary>A bar between two values.</summary>
    public void Bar(double y, double halfHeight, double from, double to, Color color)
    {
        var bar = _plot.Add.Rectangle(
            X(from),
            Math.Max(X(to), X(from) + 1),
            y - _top - halfHeight,
            y - _top + halfHeight
        );
        bar.FillColor = color;
        bar.LineWidth = 0;
    }

    /// <summary>Stands where a value would be: why there is none.</summary>
    public void Word(double y, string why) =>
        _drawing.Text(Right - 6, y, why, Anchor.End, Palette.Grey, 12, italic: true);

    public void Whisker(double y, double low, double high)
    {
        if (!double.IsNaN(low) && !double.IsNaN(high))
        {
            Line(X(low), y - _top, X(high), y - _top, Palette.Ink, 1.5f);
        }
    }

    /// <summary>Draws the panel, with the axis' labels and the direction in words below it.</summary>
    public void Close(string towards)
    {
        foreach (var tick in _axis.Ticks)
        {
            _drawing.Text(At(tick), Bottom + 12, _axis.Label(tick), Anchor.Middle, Palette.Grey, 12);
        }
        _drawing.Text(Right, Bottom + 31, towards, Anchor.End, Palette.Grey, 12);
        _drawing.Place(_plot, _left - Margin, _top - Margin, _width + (2 * Margin), _height + (2 * Margin));
    }

    public void Dispose() => _plot.Dispose();

    private double X(double value) => _axis.Position(value) * _width;

    private void Mark(double y, double value, MarkerShape shape, Color line, Color fill, float size)
    {
        var style = _plot.Add.Marker(X(value), y - _top, shape, size).MarkerStyle;
        style.FillColor = fill;
        style.OutlineColor = line;
        style.OutlineWidth = 1.6f;
    }

    private void Arrow(double y, Estimate estimate, Color color)
    {
        if (estimate.Bound == Bound.None)
        {
            return;
        }
        var towards = estimate.Bound == Bound.AtLeast ? 1 : -1;
        var (from, to) = (X(estimate.Value) + (5 * towards), X(estimate.Value) + (24 * towards));
        Line(from, y - _top, to, y - _top, color, 1.6f);
        Line(to - (5 * towards), y - _top - 4, to, y - _top, color, 1.6f);
        Line(to - (5 * towards), y - _top + 4, to, y - _top, color, 1.6f);
        var (x, anchor) = towards > 0 ? (to, Anchor.Middle) : (X(estimate.Value) + 8, Anchor.Start);
        _drawing.Text(_left + x, y - 10, Numbers.Text(estimate), anchor, color, 12);
    }

    private void Line(double x1, double y1, double x2, double y2, Color color, float width)
    {
        var line = _plot.Add.Line(x1, y1, x2, y2);
        line.LineColor = color;
        line.LineWidth = width;
    }
}
