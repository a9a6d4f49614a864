using Analysis.Estimates;

namespace Analysis.Verdicts;

/// <summary>
/// Gives the verdict on a claimed order from its steps. A step is the ratio of a target to the one that is claimed to
/// come before it. It holds when the ratio is above 1, beyond the margin of practical equivalence. The steps are
/// compared together, by Bonferroni's correction (Dunn, Multiple Comparisons Among Means, Journal of the American
/// Statistical Association 56:293, 1961): all intervals hold at once at the level asked for, so every word on every
/// step does, too. Holm's procedure is less strict, but it needs comparisons that can be wrong in only one way; a
/// step can end in three ways.
/// </summary>
/// <remarks>
/// Confirmed: every step holds. Weaker than claimed: at least one step holds, the others are ties. Contradicted: a step
/// is the other way round, or all are ties. Inconclusive: a step cannot be decided, and none contradicts.
/// </remarks>
internal static class OrderRule
{
    /// <summary>What each step is; the chance that any is wrong is at most 1 - <paramref name="confidence"/>.</summary>
    /// <param name="steps">For each step its ratio, with an interval at a given level.</param>
    public static IReadOnlyList<Difference> Compare(
        IReadOnlyList<Func<double, Estimate>> steps,
        double confidence,
        double margin = Equivalence.Margin
    )
    {
        var level = 1 - ((1 - confidence) / steps.Count);
        return [.. steps.Select(step => Equivalence.Compare(step(level), margin))];
    }

    public static Verdict Judge(IReadOnlyCollection<Difference> steps) =>
        steps.Contains(Difference.Less) ? Verdict.Contradicted
        : steps.Contains(Difference.Undecided) ? Verdict.Inconclusive
        : !steps.Contains(Difference.Same) ? Verdict.Confirmed
        : steps.Contains(Difference.More) ? Verdict.WeakerThanClaimed
        : Verdict.Contradicted;
}
