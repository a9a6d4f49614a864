using Measurement;

namespace Analysis;

/// <summary>
/// The log ratios of two sides on one workload, one a block that has both: drift of the machine cancels in them.
/// </summary>
/// <param name="Bound">
/// Says which way the ratios are bounds. A value cut off at the timeout enters with the limit; since the estimate never
/// falls when a value rises, what comes out is a bound too.
/// </param>
internal sealed record BlockPairs(WalshAverages Logs, Bound Bound)
{
    /// <summary>Null: no block has both, a zero has no ratio, or both sides were cut off.</summary>
    public static BlockPairs? Of(Frame frame, string workload, Side numerator, Side denominator)
    {
        var pairs = Observe(frame, workload, numerator)
            .Join(
                Observe(frame, workload, denominator),
                above => (above.Run, above.Block),
                below => (below.Run, below.Block),
                (above, below) => (Above: above, Below: below)
            )
            .ToList();
        var bound = Together(pairs.Select(pair => BoundOf(pair.Above.Censored, pair.Below.Censored)));
        return pairs.Count == 0 || bound is null || pairs.Exists(pair => pair.Above.Value <= 0 || pair.Below.Value <= 0)
            ? null
            : new BlockPairs(
                new([.. pairs.Select(pair => Math.Log(pair.Above.Value / pair.Below.Value))]),
                bound.Value
            );
    }

    /// <summary>The bound of what is made of all of these; null where they point both ways.</summary>
    public static Bound? Together(IEnumerable<Bound?> bounds)
    {
        var distinct = bounds.Where(bound => bound != Bound.None).Distinct().ToList();
        return distinct.Count switch
        {
            0 => Bound.None,
            1 => distinct[0],
            _ => null,
        };
    }

    public static IReadOnlyList<Observation> Observe(Frame frame, string workload, Side side)
    {
        var arguments = frame
            .Rows.Where(row => row.Workload == workload)
            .Select(row => row.Arguments)
            .Distinct()
            .ToList();
        return arguments.Count <= 1
            ? frame.Observe(side.Metric, workload, side.Target)
            : throw new MeasurementException(
                $"{workload} was measured with different arguments ('{string.Join("', '", arguments)}'): load runs of one size."
            );
    }

    private static Bound? BoundOf(bool aboveIsCut, bool belowIsCut) =>
        (aboveIsCut, belowIsCut) switch
        {
            (false, false) => Bound.None,
            (true, false) => Bound.AtLeast,
            (false, true) => Bound.AtMost,
            (true, true) => null,
        };
}
