using Analysis.Estimates;

namespace Analysis.Verdicts;

/// <summary>
/// Gives a verdict from a claimed value or range and a measured ratio. It depends on nothing else. The margin of
/// practical equivalence applies to both ends of the range.
/// </summary>
/// <remarks>
/// A range above 1 (or "at least 1", which says "more" without a number) claims that the numerator is larger. A range
/// below 1 is judged in the same way, mirrored. A range that holds 1 claims closeness: it has no wrong direction, so an
/// interval outside of it is weaker than claimed. "The same" refutes a difference: an interval inside the margin around
/// 1 contradicts, even where it lies on the claimed side.
/// </remarks>
internal static class VerdictRule
{
    /// <summary>Nobody measures more pairs than this to decide a claim.</summary>
    private const int MostSamples = 1_000_000;

    /// <param name="low">Lower end of the claimed range.</param>
    /// <param name="high">Upper end of the claimed range; null: it has no upper end.</param>
    public static Verdict Judge(Estimate ratio, double low, double? high, double margin = Equivalence.Margin)
    {
        var top = high ?? double.PositiveInfinity;
        return top < 1 ? JudgeUpward(Mirrored(ratio), 1 / top, 1 / low, margin) : JudgeUpward(ratio, low, top, margin);
    }

    /// <summary>
    /// About how many more pairs would decide an inconclusive ratio, if it stays where it is and its interval shrinks
    /// with the square root of their number. Null: the ratio is decided, is a bound, has no interval to go by, or no
    /// number of pairs would decide it.
    /// </summary>
    public static int? MoreSamples(Estimate ratio, double low, double? high, double margin = Equivalence.Margin)
    {
        if (!ratio.HasInterval || Decided(0) || !Decided(MostSamples))
        {
            return null;
        }
        var (tooFew, enough) = (0, MostSamples);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = Decided(middle) ? (tooFew, middle) : (middle, enough);
        }
        return enough;

        bool Decided(int more)
        {
            var shrink = Math.Sqrt(ratio.Count / (ratio.Count + (double)more));
            return Judge(ratio with { Lower = Shrunk(ratio.Lower), Upper = Shrunk(ratio.Upper) }, low, high, margin)
                != Verdict.Inconclusive;

            double? Shrunk(double? end) => ratio.Value * Math.Pow(end!.Value / ratio.Value, shrink);
        }
    }

    private static Verdict JudgeUpward(Estimate ratio, double low, double high, double margin)
    {
        var claimsMore = low > 1 || (low == 1 && double.IsPositiveInfinity(high));
        return ratio switch
        {
            { Bound: Bound.AtLeast } => AtLeast(ratio.Value, low, high * (1 + margin), claimsMore),
            { Bound: Bound.AtMost } => AtMost(ratio.Value, low * (1 - margin), claimsMore),
            { HasInterval: false } => Verdict.Inconclusive,
            _ when claimsMore && low == 1 => Equivalence.Compare(ratio, margin) switch
            {
                Difference.More => Verdict.Confirmed,
                Difference.Undecided => Verdict.Inconclusive,
                _ => Verdict.Contradicted,
            },
            _ when ratio.Lower >= low * (1 - margin) && ratio.Upper <= high * (1 + margin) => Verdict.Confirmed,
            _ when ratio.Lower > high * (1 + margin) => claimsMore
                ? Verdict.StrongerThanClaimed
                : Verdict.WeakerThanClaimed,
            _ when claimsMore && Equivalence.Compare(ratio, margin) is Difference.Less or Difference.Same =>
                Verdict.Contradicted,
            _ when ratio.Upper < low * (1 - margin) && (ratio.Lower > 1 || !claimsMore) => Verdict.WeakerThanClaimed,
            _ => Verdict.Inconclusive,
        };
    }

    private static Verdict AtLeast(double value, double low, double top, bool claimsMore) =>
        double.IsPositiveInfinity(top) && value >= low ? Verdict.Confirmed
        : value <= top ? Verdict.Inconclusive
        : claimsMore ? Verdict.StrongerThanClaimed
        : Verdict.WeakerThanClaimed;

    private static Verdict AtMost(double value, double bottom, bool claimsMore) =>
        claimsMore ? (value < 1 ? Verdict.Contradicted : Verdict.Inconclusive)
        : value < bottom ? Verdict.WeakerThanClaimed
        : Verdict.Inconclusive;

    private static Estimate Mirrored(Estimate ratio) =>
        ratio with
        {
            Value = 1 / ratio.Value,
            Lower = 1 / ratio.Upper,
            Upper = 1 / ratio.Lower,
            Bound = ratio.Bound switch
            {
                Bound.AtLeast => Bound.AtMost,
                Bound.AtMost => Bound.AtLeast,
                _ => Bound.None,
            },
        };
}
