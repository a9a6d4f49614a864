using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>
/// What a ratio says of its numerator, given how large a difference must be to matter. A word is only said when the whole
/// interval allows it, so at the interval's level a word is wrong no more often than the interval misses.
/// </summary>
public enum Difference
{
    /// <summary>The whole interval lies within the margin: what is left of a difference does not matter in practice.</summary>
    Same,

    /// <summary>The whole interval lies below the margin.</summary>
    Less,

    /// <summary>The whole interval lies above the margin.</summary>
    More,

    /// <summary>The interval reaches over an end of the margin, or there is none: the data do not tell.</summary>
    Undecided,
}

/// <summary>
/// Practical equivalence: a ratio within the margin, from 1 / (1 + margin) to 1 + margin, its ends included, is the same
/// and not a winner. More and less begin beyond it.
/// </summary>
public static class Equivalence
{
    public const double Margin = 0.02;

    public static Difference Compare(Estimate ratio, double margin = Margin)
    {
        return ratio switch
        {
            { Bound: Bound.AtLeast } => Above(ratio.Value) ? Difference.More : Difference.Undecided,
            { Bound: Bound.AtMost } => Below(ratio.Value) ? Difference.Less : Difference.Undecided,
            { HasInterval: false } => Difference.Undecided,
            _ when Above(ratio.Lower) => Difference.More,
            _ when Below(ratio.Upper) => Difference.Less,
            _ when !Below(ratio.Lower) && !Above(ratio.Upper) => Difference.Same,
            _ => Difference.Undecided,
        };

        bool Above(double? value) => value > 1 + margin;
        bool Below(double? value) => value * (1 + margin) < 1;
    }

    /// <summary>The word for a reader, such as "slower" for more time and "larger" for more bytes.</summary>
    public static string Word(this Difference difference, Unit unit) =>
        (difference, unit) switch
        {
            (Difference.Same, _) => "the same",
            (Difference.Undecided, _) => "undecided",
            (Difference.Less, Unit.Nanoseconds) => "faster",
            (Difference.More, Unit.Nanoseconds) => "slower",
            (Difference.Less, _) => "smaller",
            _ => "larger",
        };
}
