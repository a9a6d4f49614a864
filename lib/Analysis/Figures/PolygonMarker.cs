using ScottPlot;
using SkiaSharp;

namespace Analysis.Figures;

/// <summary>
/// A marker with corners. ScottPlot's own leave their outline to the finalizer while Skia may still draw it, and SkiaSharp
/// keeps it alive no longer than the managed code needs it (its issues 2821 and 4127): a garbage collection at that moment
/// ends the process with a segmentation fault.
/// </summary>
/// <param name="corners">Around the origin, in half sizes of the marker; y grows downwards.</param>
internal sealed class PolygonMarker(params SKPoint[] corners) : IMarker
{
    /// <summary>The marker that stands in for ScottPlot's own; null where that has no corners.</summary>
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
