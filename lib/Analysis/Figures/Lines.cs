using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Figures;

/// <summary>
/// How a quantity depends on what the programs of a suite vary: a dot for each program on each target, and as a thin line
/// the prediction that every unit of the varied thing adds the same.
/// </summary>
internal static class Lines
{
    private const double Top = 34;
    private const double Height = 330;
    private const double LabelHeight = 16;

    /// <summary>From this ratio of the largest to the smallest on, an axis is logarithmic.</summary>
    private const double Wide = 50;

    public static Figure Draw(Shown shown)
    {
        var varied = new Varied(shown);
        var lines = shown
            .Targets.Select(target => (Target: target, Dots: varied.Medians(target).ToList()))
            .Where(line => line.Dots.Exists(dot => dot.Estimate is not null))
            .Select(line =>
                (line.Target, line.Dots, AtZero: varied.AtZero(line.Target), Slope: varied.Slope(line.Target))
            )
            .ToList();
        var values = lines
            .SelectMany(line => line.Dots)
            .SelectMany(dot => new[] { dot.Estimate?.Value, dot.Estimate?.Lower, dot.Estimate?.Upper })
            .OfType<double>()
            .ToList();
        var across = Across([.. varied.Points.Select(point => point.Place)], varied.Unit);
        var up =
            across.Logarithmic && IsWide(values)
                ? Axis.Log(values, shown.Metric.Unit)
                : Axis.Linear(values, shown.Metric.Unit);
        var right = Drawing.Widest(shown.Targets) + 14;
        var left = Drawing.Widest(up.Ticks.Select(up.Label)) + 14;
        var drawing = new Drawing(Top + Height + Plane.AxisHeight);
        using var plane = new Plane(
            drawing,
            across,
            up,
            $"{shown.Item.Varied} ->",
            left,
            Top,
            Drawing.Width - left - right,
            Height
        );
        drawing.Text(0, Top - 22, shown.Quantity, color: Palette.Grey, size: 12);
        foreach (var line in lines)
        {
            var look = shown.LookOf(line.Target);
            if (line is { AtZero: { } start, Slope: { } slope })
            {
                plane.Predicted(place => start.Value + (slope.Value * place), look.Color);
            }
            foreach (var (place, estimate) in line.Dots)
            {
                if (estimate is not null)
                {
                    plane.Dot(place, estimate, look);
                }
            }
        }
        foreach (var (target, at) in Labels(lines.Select(line => (line.Target, plane.HeightOf(Last(line.Dots))))))
        {
            drawing.Text(plane.Right + 12, at, target, color: shown.LookOf(target).Color);
        }
        foreach (var (index, target) in shown.Targets.Except(lines.Select(line => line.Target)).Index())
        {
            var y = Top + ((index + 1) * LabelHeight);
            drawing.Text(left + 12, y, target, color: shown.LookOf(target).Color);
            drawing.Text(left + 12 + right, y, varied.Why(target), color: Palette.Grey);
        }
        plane.Close();
        var estimates = lines.SelectMany(line => line.Dots).Select(dot => dot.Estimate).OfType<Estimate>().ToList();
        return Figure.Of(
            drawing,
            $"{Numbers.Capital(shown.Quantity)} by {shown.Item.Varied}{(across.Logarithmic ? ", log scale" : "")}. Dot: median and {shown.Frame.Interval} from {Samples(estimates)}. Thin line: what it would be if each added the same.",
            Listed(shown, varied, lines.Select(line => (line.Target, line.Dots))),
            shown.Gaps
        );
    }

    private static double Last(IEnumerable<(double Place, Estimate? Estimate)> dots) =>
        dots.Select(dot => dot.Estimate).OfType<Estimate>().Last().Value;

    private static string Samples(IReadOnlyCollection<Estimate> estimates)
    {
        var counts = estimates.Select(each => each.Count).DefaultIfEmpty(0).ToList();
        var (fewest, most) = (counts.Min(), counts.Max());
        return fewest == most ? $"{fewest} samples" : $"{fewest}-{most} samples";
    }

    private static Axis Across(IReadOnlyCollection<double> places, Unit unit) =>
        !IsWide(places) ? Axis.Linear(places, unit)
        : unit == Unit.Bytes ? Axis.Sizes(places)
        : Axis.Log(places, unit);

    private static bool IsWide(IReadOnlyCollection<double> values) =>
        values.Count > 0 && values.Min() > 0 && values.Max() / values.Min() >= Wide;

    /// <summary>The names beside the last dots, moved apart where they would overlap.</summary>
    private static (string Target, double At)[] Labels(IEnumerable<(string Target, double At)> wanted)
    {
        var sorted = wanted.OrderByDescending(label => label.At).ToArray();
        // From the bottom: each stands above the one below it.
        for (var index = 1; index < sorted.Length; index++)
        {
            sorted[index].At = Math.Min(sorted[index].At, sorted[index - 1].At - LabelHeight);
        }
        // Where that pushed them out at the top, all move down again.
        for (var index = sorted.Length - 1; index >= 0; index--)
        {
            var above = index == sorted.Length - 1 ? Top - LabelHeight : sorted[index + 1].At;
            sorted[index].At = Math.Max(sorted[index].At, above + LabelHeight);
        }
        return sorted;
    }

    private static Table Listed(
        Shown shown,
        Varied varied,
        IEnumerable<(string Target, List<(double Place, Estimate? Estimate)> Dots)> lines
    ) =>
        new(
            shown.Item.Id,
            varied.Finding,
            [
                Column.Text("Target"),
                new(shown.Item.Varied, Name: "varied"),
                new(shown.Metric.Name, Name: shown.Metric.Unit == Unit.Bytes ? "bytes" : "ns"),
            ],
            [
                .. from line in lines
                from dot in line.Dots
                select new Row([
                    new(line.Target),
                    TableCell.Of(Estimator.Exact(dot.Place, varied.Unit)),
                    TableCell.Of(dot.Estimate, Absence.NotMeasured),
                ]),
            ],
            []
        );
}
