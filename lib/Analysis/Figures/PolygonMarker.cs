using ScottPlot;
using SkiaSharp;

namespace Analysis.Figures;

/// <summary>
/// A marker with corners, used instead of ScottPlot's own. ScottPlot leaves its markers' outlines to the finalizer
/// while Skia may still draw them, since SkiaSharp keeps them alive no longer than the managed code needs them (its
/// issues 2821 and 4127). A garbage collection at that moment ends the process with a segmentation fault.
/// </summary>
/// <param name="corners">The corners around the origin, in half sizes of the marker; y grows downwards.</param>
internal sealed class PolygonMarker(params SKPoint[] corners) : IMarker
{
    /// <summary>The marker to use instead of ScottPlot's own; null where ScottPlot's has no corners.</summary>
    public static PolygonMarker? Of(MarkerShape shape) =>
        shape switch
        {
            MarkerShape.FilledDiamond => new(new(1, 0), new(0, 1), new(-1, 0), new(0, -1)),
            MarkerShape.FilledTriangleUp => new(new(0, -1.155f), new(1, 0.577f), new(-1, 0.577f)),
            _ => null,
        };

    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle style)
    {
        var half = size / 2;
        using var outline = new SKPath();
        outline.AddPoly([
            .. corners.Select(corner => new SKPoint(center.X + (half * corner.X), center.Y + (half * corner.Y))),
        ]);
        ScottPlot.Drawing.FillPath(canvas, paint, outline, style.FillStyle, new PixelRect(center, half));
        ScottPlot.Drawing.DrawPath(canvas, paint, outline, style.OutlineStyle);
    }
}
