using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Figures;

/// <summary>A horizontal axis, with its ends and the places of its labels.</summary>
internal sealed record Axis(bool Logarithmic, double Low, double High, IReadOnlyList<double> Ticks, Unit Unit)
{
    /// <summary>The place of a value. ScottPlot's axes are linear, so a logarithmic axis counts in decades.</summary>
    public double Position(double value) => Logarithmic ? Math.Log10(value) : value;

    public string Label(double tick) => tick == 0 ? "0" : Numbers.Label(tick, Unit);

    /// <summary>
    /// An axis that holds all values. It is labelled at 1, 2 and 5 of each decade, or only at
    /// decades where that is too much.
    /// </summary>
    public static Axis Log(IEnumerable<double> values, Unit unit, int labels = 9)
    {
        if (unit == Unit.Bytes)
        {
            // The labels are in MiB, so they must be round numbers of MiB and not of bytes.
            const double mebibyte = 1 << 20;
            var inMebibytes = Log(values.Select(value => value / mebibyte), Unit.Ratio, labels);
            return new(
                true,
                inMebibytes.Low * mebibyte,
                inMebibytes.High * mebibyte,
                [.. inMebibytes.Ticks.Select(tick => tick * mebibyte)],
                unit
            );
        }
        double[] held = [.. values.Where(value => value > 0 && double.IsFinite(value)).DefaultIfEmpty(1)];
        var (low, high) = (Below(held.Min() * 0.94), Above(held.Max() * 1.06));
        var first = (int)Math.Floor(Math.Log10(low));
        var decades = Enumerable.Range(first, (int)Math.Ceiling(Math.Log10(high)) - first + 1).Select(Power).ToList();
        double[][] candidates =
        [
            [.. decades.SelectMany(decade => (double[])[decade, 2 * decade, 5 * decade])],
            [.. decades],
        ];
        var ticks = candidates
            .Select(all => all.Where(tick => tick >= low * 0.999 && tick <= high * 1.001).ToList())
            .FirstOrDefault(within => within.Count <= labels, decades);
        return new(true, low, high, ticks, unit);
    }

    /// <summary>An axis for sizes from kibibytes to gibibytes, labelled in steps of 16, which are round in all units.</summary>
    public static Axis Sizes(IEnumerable<double> bytes)
    {
        const double kibibyte = 1 << 10;
        double[] held = [.. bytes.Where(size => size > 0).DefaultIfEmpty(kibibyte)];
        var low = Math.Pow(16, Math.Floor(Math.Log(held.Min() / kibibyte, 16))) * kibibyte;
        var ticks = new List<double> { low };
        while (ticks[^1] < held.Max())
        {
            ticks.Add(16 * ticks[^1]);
        }
        return new(true, low, Math.Max(ticks[^1], 16 * low), ticks, Unit.Bytes);
    }

    /// <summary>An axis from zero.</summary>
    public static Axis Linear(IEnumerable<double> values, Unit unit)
    {
        var most = values.Where(double.IsFinite).DefaultIfEmpty(1).Max() * 1.03;
        // Round in the unit that labels are in: 20 MiB are no round number of bytes.
        var size = unit == Unit.Bytes ? Scale.For(unit, most).Size : 1;
        var step = size * Steps(most / size / 6).First(candidate => candidate * size * 6 >= most);
        var ticks = Enumerable.Range(0, (int)(most / step) + 1).Select(index => index * step).ToList();
        return new(false, 0, most, ticks, unit);
    }

    private static double Below(double value) => Steps(value / 10).Last(step => step <= value);

    private static double Above(double value) => Steps(value).First(step => step >= value);

    /// <summary>1, 2, 5, 10, .. from the decade of a value to two decades above it.</summary>
    private static IEnumerable<double> Steps(double value)
    {
        var decade = (int)Math.Floor(Math.Log10(value));
        return Enumerable
            .Range(decade, 3)
            .SelectMany(exponent => (double[])[Power(exponent), 2 * Power(exponent), 5 * Power(exponent)]);
    }

    private static double Power(int exponent) => exponent < 0 ? 1 / Math.Pow(10, -exponent) : Math.Pow(10, exponent);
}
