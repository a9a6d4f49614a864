using System.Globalization;
using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>The unit of a printed number: divide by <paramref name="Size"/>, write <paramref name="Symbol"/>.</summary>
public readonly record struct Scale(string Symbol, double Size)
{
    private static readonly Scale[] Times = [new("ns", 1), new("us", 1e3), new("ms", 1e6), new("s", 1e9)];
    private static readonly Scale[] Sizes =
    [
        new("B", 1),
        new("KiB", 1 << 10),
        new("MiB", 1 << 20),
        new("GiB", 1 << 30),
    ];
    private static readonly Scale[] Counts = [new("", 1)];
    private static readonly Scale[] Ratios = [new("x", 1)];

    public static Scale Mebibytes { get; } = new("MiB", 1 << 20);

    /// <summary>The largest unit in which <paramref name="value"/> is at least 1.</summary>
    public static Scale For(Unit unit, double value)
    {
        var scales = unit switch
        {
            Unit.Nanoseconds => Times,
            Unit.Bytes => Sizes,
            Unit.Count => Counts,
            _ => Ratios,
        };
        return scales.LastOrDefault(scale => Math.Abs(value) >= scale.Size, scales[0]);
    }
}

/// <summary>
/// Numbers as the report prints them: three significant digits and a fitting unit, such as <c>1.23x (1.19-1.27)</c>.
/// </summary>
internal static class Numbers
{
    public static string Text(double value, Unit unit)
    {
        var scale = Scale.For(unit, value);
        return Suffixed(Significant(value / scale.Size), scale);
    }

    public static string Text(Estimate estimate)
    {
        var interval = Interval(estimate);
        return interval.Length == 0 ? Short(estimate) : $"{Short(estimate)} ({interval})";
    }

    /// <summary>The value without its interval, for places where the interval is shown elsewhere.</summary>
    public static string Short(Estimate estimate)
    {
        var scale = ScaleOf(estimate);
        return Suffixed(Value(estimate, scale), scale);
    }

    public static string Interval(Estimate estimate) => Interval(estimate, ScaleOf(estimate));

    /// <summary>
    /// The ends of the interval with three digits, but no digit beyond the last one of the value. Empty where there is
    /// no interval or the value is exact.
    /// </summary>
    public static string Interval(Estimate estimate, Scale scale)
    {
        if (!estimate.HasInterval || estimate is not { Lower: { } lower, Upper: { } upper } || lower == upper)
        {
            return "";
        }
        var digit = Decimals(estimate.Value / scale.Size);
        string End(double value) => Fixed(value / scale.Size, Math.Min(digit, Decimals(value / scale.Size)));
        // A hyphen before a number that has a sign of its own would read as another sign.
        return lower < 0 ? $"{End(lower)} to {End(upper)}" : $"{End(lower)}-{End(upper)}";
    }

    /// <summary>The value without its unit, for a column whose header carries it.</summary>
    public static string Value(Estimate estimate, Scale scale) =>
        estimate.Bound switch
        {
            Bound.AtLeast => $"> {Shortest(estimate.Value / scale.Size)}",
            Bound.AtMost => $"< {Shortest(estimate.Value / scale.Size)}",
            _ when IsCounted(estimate) => estimate.Value.ToString("#,0", CultureInfo.InvariantCulture),
            _ => Significant(estimate.Value / scale.Size),
        };

    public static string Significant(double value) => Fixed(value, Decimals(value));

    /// <summary>A round number, such as an axis has: <c>0.5x</c>, <c>20 ms</c>.</summary>
    public static string Label(double value, Unit unit)
    {
        var scale = Scale.For(unit, value);
        return Suffixed(Shortest(value / scale.Size), scale);
    }

    /// <summary>Whether it is a whole number of things, of which every digit is known.</summary>
    private static bool IsCounted(Estimate estimate) =>
        estimate is { Unit: Unit.Count, Lower: { } lower, Upper: { } upper }
        && lower == upper
        && estimate.Value == lower
        && double.IsInteger(lower);

    /// <summary>Whether a number was sampled; one that was counted is exact.</summary>
    public static bool IsSampled(Estimate estimate) => estimate.Confidence is < 1;

    /// <summary>What the intervals of several numbers are, such as "95% interval"; empty: all are exact.</summary>
    public static string Interval(IEnumerable<Estimate> estimates) =>
        estimates.Where(IsSampled).Max(estimate => estimate.Confidence) is { } level
            ? $"{Percent(level)} interval"
            : "";

    /// <summary>The text with a capital first letter.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static string Percent(double share) => (share * 100).ToString("G2", CultureInfo.InvariantCulture) + "%";

    /// <summary>The unit of the value; where it could as well be zero, that of the farther end of its interval.</summary>
    private static Scale ScaleOf(Estimate estimate) =>
        Scale.For(
            estimate.Unit,
            estimate is { Lower: <= 0 and { } lower, Upper: >= 0 and { } upper }
            && double.IsFinite(lower)
            && double.IsFinite(upper)
                ? Math.Max(-lower, upper)
                : estimate.Value
        );

    private static string Suffixed(string number, Scale scale) =>
        scale.Symbol is "x" or "" ? number + scale.Symbol : $"{number} {scale.Symbol}";

    /// <summary>Decimals that leave three significant digits; negative: digits before the point are rounded.</summary>
    private static int Decimals(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return 0;
        }
        var decimals = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var rounded = Math.Abs(Round(value, decimals));
        return 2 - (int)Math.Floor(Math.Log10(rounded));
    }

    private static string Shortest(double value) =>
        Round(value, Decimals(value)).ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Fixed(double value, int decimals) =>
        Round(value, decimals).ToString("F" + Math.Max(0, decimals), CultureInfo.InvariantCulture);

    private static double Round(double value, int decimals)
    {
        var step = Math.Pow(10, -decimals);
        return decimals > 0 ? Math.Round(value, Math.Min(decimals, 15)) : Math.Round(value / step) * step;
    }
}
