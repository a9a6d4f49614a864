using Analysis.Estimates;

namespace Analysis.Verdicts;

/// <summary>
/// From the steps of a claimed order to a verdict. A step is the ratio of a target to the one claimed to come before it:
/// it holds when that is more, beyond the margin of practical equivalence. The steps are compared together, by
/// Bonferroni's correction (Dunn, Multiple Comparisons Among Means, Journal of the American Statistical Association 56:293,
/// 1961): all intervals hold at once at the level asked for, so every word of every step does. Holm's procedure has more
/// room, but only where a comparison can be wrong in one way; a step can end three ways.
/// </summary>
/// <remarks>
/// Confirmed: every step holds. Weaker than claimed: at least one does, the others are ties. Contradicted: a step is
/// the other way round, or all are ties. Inconclusive: a step cannot be told, and none contradicts.
/// </remarks>
internal static class OrderRule
{
    /// <summary>What each step is, at most 1 - <paramref name="confidence"/> being the chance that any is wrong.</summary>
    /// <param name="steps">The ratio of each step, with its interval at a level.</param>
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
