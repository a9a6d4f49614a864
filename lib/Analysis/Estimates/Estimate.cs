using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>Whether an estimate is a value, or only a bound because a sample was cut off at the timeout.</summary>
public enum Bound
{
    None,
    AtLeast,
    AtMost,
}

/// <summary>
/// A value with its unit, interval, confidence level and number of samples. A bound has only a <see cref="Value"/>.
/// </summary>
/// <param name="Value">Median, ratio or mean, in <paramref name="Unit"/>.</param>
/// <param name="Lower">Lower end of the interval; null where there is none.</param>
/// <param name="Upper">Upper end of the interval; null where there is none.</param>
/// <param name="Confidence">Level of the interval, such as 0.95; null where no interval is asked for.</param>
/// <param name="Count">How many samples, or pairs of samples, it was computed from.</param>
/// <param name="Method">How it was computed, in a few words for a footnote.</param>
public sealed record Estimate(
    double Value,
    double? Lower,
    double? Upper,
    double? Confidence,
    int Count,
    Unit Unit,
    string Method,
    Bound Bound = Bound.None
)
{
    public bool HasInterval => Bound == Bound.None && Lower is not null && Upper is not null;

    /// <summary>The same ratio, the second over the first.</summary>
    internal Estimate Inverse =>
        this with
        {
            Value = 1 / Value,
            Lower = 1 / Upper,
            Upper = 1 / Lower,
            Bound = Bound switch
            {
                Bound.AtLeast => Bound.AtMost,
                Bound.AtMost => Bound.AtLeast,
                _ => Bound.None,
            },
        };
}
