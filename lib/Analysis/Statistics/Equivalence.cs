using Measurement.Frames;

namespace Analysis;

/// <summary>What a ratio says of its numerator, given how large a difference must be to matter.</summary>
public enum Difference
{
    /// <summary>The whole interval is so close to 1 that the rest does not matter in practice.</summary>
    Same,
    Less,
    More,

    /// <summary>The interval reaches over 1 and beyond the margin: the data do not tell.</summary>
    Undecided,
}

/// <summary>Practical equivalence: a ratio within the margin is the same, not a winner.</summary>
public static class Equivalence
{
    public const double Margin = 0.02;

    public static Difference Compare(Estimate ratio, double margin = Margin) =>
        ratio switch
        {
            { Bound: Bound.AtLeast, Value: > 1 } => Difference.More,
            { Bound: Bound.AtMost, Value: < 1 } => Difference.Less,
            { HasInterval: false } => Difference.Undecided,
            _ when ratio.Lower * (1 + margin) >= 1 && ratio.Upper <= 1 + margin => Difference.Same,
            { Lower: > 1 } => Difference.More,
            { Upper: < 1 } => Difference.Less,
            _ => Difference.Undecided,
        };

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
