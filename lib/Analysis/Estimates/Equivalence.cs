using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>
/// What a ratio says about its numerator, given how large a difference must be to matter. Same, less and more are said
/// only when the whole interval allows it. So such a word is wrong no more often than the interval misses at its level.
/// </summary>
public enum Difference
{
    /// <summary>The whole interval lies within the margin: any difference is too small to matter.</summary>
    Same,

    /// <summary>The whole interval lies below the margin.</summary>
    Less,

    /// <summary>The whole interval lies above the margin.</summary>
    More,

    /// <summary>The interval reaches over an end of the margin, or is missing: the data do not decide.</summary>
    Undecided,
}

/// <summary>
/// Practical equivalence: a ratio within the margin counts as the same, and there is no winner. The ends of the margin,
/// 1 / (1 + margin) and 1 + margin, are included. More and less begin beyond it.
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
