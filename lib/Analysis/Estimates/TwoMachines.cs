using Analysis.Statistics;
using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>
/// A ratio on two machines. Each machine's ratios are taken within its own blocks, and nothing of the two is pooled: only
/// their typical ratios are compared.
/// </summary>
/// <param name="First">A run of one machine.</param>
/// <param name="Second">A run of another.</param>
internal sealed record TwoMachines(Frame First, Frame Second)
{
    /// <summary>The workloads that have the ratio on both, with the same arguments and nowhere cut off.</summary>
    public IReadOnlyList<string> Common(IEnumerable<string> workloads, Side numerator, Side denominator) =>
        [.. Both(workloads, numerator, denominator).Select(each => each.Workload)];

    /// <summary>
    /// How many times the geometric mean on the first machine the one on the second is, over <see cref="Common"/>. The
    /// interval is a bootstrap over workloads, which are the same on both, and over the blocks of each; at 95% it takes
    /// five workloads.
    /// </summary>
    /// <param name="level">The level of the interval; null: the level of the plans.</param>
    /// <returns>Null: they have no workload in common.</returns>
    public Estimate? RatioOfMeans(IEnumerable<string> workloads, Side numerator, Side denominator, double? level = null)
    {
        var both = Both(workloads, numerator, denominator);
        if (both.Count == 0)
        {
            return null;
        }
        var confidence = level ?? Math.Max(Estimator.Confidence(First), Estimator.Confidence(Second));
        var ends = Bootstrap.Hierarchical(
            [.. both.Select(each => each.Second.Logs)],
            [.. both.Select(each => each.First.Logs)],
            confidence
        );
        return new Estimate(
            Math.Exp(both.Average(each => each.Second.Center(confidence) - each.First.Center(confidence))),
            Estimator.Known(Math.Exp(ends.Lower)),
            Estimator.Known(Math.Exp(ends.Upper)),
            confidence,
            both.Sum(each => Math.Min(each.First.Logs.Count, each.Second.Logs.Count)),
            Unit.Ratio,
            $"ratio of the geometric means of {both.Count} workloads on two machines, hierarchical bootstrap interval"
        );
    }

    private List<(string Workload, BlockPairs First, BlockPairs Second)> Both(
        IEnumerable<string> workloads,
        Side numerator,
        Side denominator
    ) =>
        [
            .. from workload in workloads
            where First.ArgumentsOf(workload).SequenceEqual(Second.ArgumentsOf(workload))
            let first = BlockPairs.Of(First, workload, numerator, denominator)
            let second = BlockPairs.Of(Second, workload, numerator, denominator)
            where first is { Bound: Bound.None } && second is { Bound: Bound.None }
            select (workload, first, second),
        ];
}
