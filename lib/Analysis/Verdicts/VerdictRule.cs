using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>
/// Gives a verdict from what was claimed and what was measured. It depends on nothing else. The margin of practical
/// equivalence applies to both ends of a range, and a direction begins beyond it.
/// </summary>
internal static class VerdictRule
{
    /// <summary>Nobody measures more pairs than this to decide a claim.</summary>
    private const int MostBlocks = 1_000_000;

    /// <summary>The verdict on one comparison.</summary>
    /// <remarks>
    /// An interval inside the range holds; one beyond an end is more or less than claimed; one across an end tells
    /// nothing. A claim of more or less, and a range above 1, also have a direction: an interval on the other side of
    /// 1 is the opposite, and one that means "the same" is less than claimed. What is claimed to be less is judged the
    /// other way up, so that "less than claimed" is always about the difference that was claimed.
    /// </remarks>
    public static Verdict Judge(ClaimedRange claimed, Estimate measured, double margin = Equivalence.Margin)
    {
        if (claimed == ClaimedRange.Less)
        {
            return Judge(ClaimedRange.More, measured.Inverse, margin);
        }
        var (lower, upper) = Ends(measured);
        var (low, high) = (claimed.Low * (1 - margin), claimed.High * (1 + margin));
        return (double.IsNaN(lower), claimed.IsDirection) switch
        {
            (true, _) => Verdict.Undecided,
            (_, true) => Equivalence.Compare(measured, margin) switch
            {
                Difference.More => Verdict.Holds,
                Difference.Less => Verdict.Opposite,
                Difference.Same => Verdict.LessThanClaimed,
                _ => Verdict.Undecided,
            },
            _ when lower >= low && upper <= high => Verdict.Holds,
            _ when claimed.Low > 1 && Equivalence.Compare(measured, margin) == Difference.Less => Verdict.Opposite,
            _ when upper < low => Verdict.LessThanClaimed,
            _ when lower > high => Verdict.MoreThanClaimed,
            _ => Verdict.Undecided,
        };
    }

    /// <summary>
    /// The verdict on a claim that makes several comparisons, all of which have to hold. Where they fail in different
    /// ways, the opposite counts first, then too little, then too much.
    /// </summary>
    public static Verdict All(IReadOnlyCollection<Verdict> steps) =>
        new[]
        {
            Verdict.Opposite,
            Verdict.LessThanClaimed,
            Verdict.MoreThanClaimed,
            Verdict.NotJudged,
            Verdict.Undecided,
        }.FirstOrDefault(steps.Contains, Verdict.Holds);

    /// <summary>The verdict on a claim that something holds on most programs: on more than half of them.</summary>
    public static Verdict Most(IReadOnlyCollection<Verdict> programs)
    {
        var holds = programs.Count(verdict => verdict == Verdict.Holds);
        var open = programs.Count(verdict => verdict is Verdict.Undecided or Verdict.NotJudged);
        return holds * 2 > programs.Count ? Verdict.Holds
            : (holds + open) * 2 > programs.Count ? Verdict.Undecided
            : Verdict.LessThanClaimed;
    }

    /// <summary>
    /// The level at which each of several comparisons is judged, so that all of their verdicts hold together: by
    /// Bonferroni's correction (Dunn, Multiple Comparisons Among Means, Journal of the American Statistical Association
    /// 56:293, 1961). Holm's procedure is less strict, but it needs comparisons that can be wrong in only one way; these
    /// can end in several.
    /// </summary>
    public static double LevelOfEach(double confidence, int comparisons) => 1 - ((1 - confidence) / comparisons);

    /// <summary>
    /// About how many more blocks would decide an undecided comparison, if its value stays where it is and its interval
    /// shrinks with the square root of their number. Null: it is decided, has no interval to go by, or no number of
    /// blocks would decide it.
    /// </summary>
    public static int? MoreBlocks(ClaimedRange claimed, Estimate measured, double margin = Equivalence.Margin)
    {
        if (!measured.HasInterval || Decided(0) || !Decided(MostBlocks))
        {
            return null;
        }
        var (tooFew, enough) = (0, MostBlocks);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = Decided(middle) ? (tooFew, middle) : (middle, enough);
        }
        return enough;

        bool Decided(int more)
        {
            var shrink = Math.Sqrt(measured.Count / (measured.Count + (double)more));
            return Judge(
                    claimed,
                    measured with
                    {
                        Lower = Shrunk(measured.Lower),
                        Upper = Shrunk(measured.Upper),
                    },
                    margin
                ) != Verdict.Undecided;

            double? Shrunk(double? end) => measured.Value * Math.Pow(end!.Value / measured.Value, shrink);
        }
    }

    /// <summary>A bound is an interval without one end. NaN: there is no interval.</summary>
    private static (double Lower, double Upper) Ends(Estimate measured) =>
        measured.Bound switch
        {
            Bound.AtLeast => (measured.Value, double.PositiveInfinity),
            Bound.AtMost => (double.NegativeInfinity, measured.Value),
            _ => (measured.Lower ?? double.NaN, measured.Upper ?? double.NaN),
        };
}
