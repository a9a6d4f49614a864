using Analysis.Estimates;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Analysis.Figures;

/// <summary>One plot of ScottPlot with two axes of values, for what depends on something that is varied.</summary>
internal sealed class Plane : IDisposable
{
    /// <summary>The height below the data area, for the axis labels and what the axis shows.</summary>
    public const double AxisHeight = 44;

    private const float Margin = 6;
    private const float HeadHeight = 8;
    private const float SmallText = 12;
    private readonly Plot _plot = new();
    private readonly Drawing _drawing;
    private readonly Axis _across;
    private readonly Axis _up;
    private readonly PixelRect _area;
    private readonly float _left;

    /// <param name="varied">What the horizontal axis shows, in words.</param>
    public Plane(
        Drawing drawing,
        Axis across,
        Axis up,
        string varied,
        double left,
        double top,
        double width,
        double height
    )
    {
        _area = new PixelRect(new Pixel(Math.Round(left), top), new PixelSize(Math.Floor(width), Math.Ceiling(height)));
        (_drawing, _across, _up) = (drawing, across, up);
        _left = (float)Math.Ceiling(Drawing.Widest(up.Ticks.Select(up.Label))) + 10;
        _plot.FigureBackground.Color = Colors.Transparent;
        _plot.DataBackground.Color = Colors.Transparent;
        _plot.Font.Set(Drawing.FontName);
        _plot.Layout.Fixed(new PixelPadding(_left, Margin, (float)AxisHeight, HeadHeight));
        _plot.Axes.SetLimits(
            across.Position(across.Low),
            across.Position(across.High),
            up.Position(up.Low),
            up.Position(up.High)
        );
        _plot.Axes.Right.IsVisible = _plot.Axes.Top.IsVisible = false;
        Label(_plot.Axes.Bottom, across);
        Label(_plot.Axes.Left, up);
        _plot.Axes.Bottom.Label.Text = varied;
        (_plot.Axes.Bottom.Label.ForeColor, _plot.Axes.Bottom.Label.FontSize) = (Palette.Grey, SmallText);
        _plot.Axes.Bottom.Label.Bold = false;
        _plot.Grid.MajorLineColor = Palette.Rule;
    }

    public double Right => _area.Right;

    /// <summary>The height of a value in the drawing.</summary>
    public double HeightOf(double value) =>
        _area.Bottom
        - ((Y(value) - _up.Position(_up.Low)) / (_up.Position(_up.High) - _up.Position(_up.Low)) * _area.Height);

    /// <summary>A dot at the estimate and a line over its interval.</summary>
    public void Dot(double across, Estimate estimate, Look look)
    {
        var x = X(across);
        if (estimate is { HasInterval: true, Lower: { } lower, Upper: { } upper })
        {
            Line(x, Y(lower), x, Y(upper), look.Color, 2.2f);
        }
        var style = _plot.Add.Marker(x, Y(estimate.Value), look.Shape, 9).MarkerStyle;
        style.CustomRenderer = PolygonMarker.Of(look.Shape);
        (style.FillColor, style.OutlineColor, style.OutlineWidth) = (
            look.Filled ? look.Color : Colors.White,
            look.Color,
            1.6f
        );
    }

    /// <summary>What is predicted, as a thin line through the whole plot.</summary>
    public void Predicted(Func<double, double> predicted, Color color)
    {
        const int steps = 60;
        var (from, to) = (_across.Position(_across.Low), _across.Position(_across.High));
        Coordinates? last = null;
        for (var step = 0; step <= steps; step++)
        {
            var x = from + ((to - from) * step / steps);
            var value = predicted(_across.Logarithmic ? Math.Pow(10, x) : x);
            Coordinates? next = value >= _up.Low && value <= _up.High ? new(x, Y(value)) : null;
            if (last is { } before && next is { } after)
            {
                Line(before.X, before.Y, after.X, after.Y, color, 1);
            }
            last = next;
        }
    }

    /// <summary>Draws the plot into its place in the drawing.</summary>
    public void Close() =>
        _drawing.Place(
            _plot,
            new PixelRect(
                _area.Left - _left,
                _area.Right + Margin,
                _area.Bottom + (float)AxisHeight,
                _area.Top - HeadHeight
            )
        );

    public void Dispose() => _plot.Dispose();

    private static void Label(IAxis edge, Axis axis)
    {
        edge.TickGenerator = new NumericManual(
            [.. axis.Ticks.Select(axis.Position)],
            [.. axis.Ticks.Select(axis.Label)]
        );
        (edge.FrameLineStyle.Color, edge.MajorTickStyle.Color) = (Palette.Grey, Palette.Grey);
        (edge.TickLabelStyle.ForeColor, edge.TickLabelStyle.FontSize) = (Palette.Grey, SmallText);
    }

    private double X(double value) => _across.Position(Math.Clamp(value, _across.Low, _across.High));

    private double Y(double value) => _up.Position(Math.Clamp(value, _up.Low, _up.High));

    private void Line(double x1, double y1, double x2, double y2, Color color, float width)
    {
        var line = _plot.Add.Line(x1, y1, x2, y2);
        (line.LineColor, line.LineWidth) = (color, width);
    }
}
