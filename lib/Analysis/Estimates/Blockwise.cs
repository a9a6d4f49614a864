using Analysis.Statistics;
using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>A workload on a target, of which a quantity enters a computation.</summary>
internal sealed record CellSide(string Workload, Side Side)
{
    public CellSide(string workload, Metric metric, string target)
        : this(workload, new Side(metric, target)) { }
}

/// <summary>
/// Estimates of what is computed of several cells, such as the slope of a line through a series of them. It is computed
/// in each block by itself, so drift of the machine cancels as in a ratio, and no cell's noise is taken for another's.
/// </summary>
internal static class Blockwise
{
    /// <summary>
    /// The Hodges-Lehmann centre of the computed values with the interval of the signed-rank test. Where some blocks give
    /// an infinite value, such as a break-even that is never reached, it is their median, with an interval from order
    /// statistics, whose ends may be infinite, too.
    /// </summary>
    /// <param name="compute">Gets one value of each cell, in their order.</param>
    /// <param name="what">What is computed, in a few words for a footnote.</param>
    /// <returns>Null: no block has all cells, or one of them was cut off.</returns>
    public static Estimate? Of(
        Frame frame,
        IReadOnlyList<CellSide> cells,
        Func<IReadOnlyList<double>, double> compute,
        Unit unit,
        string what
    ) =>
        OfObserved(
            frame,
            [.. cells.Select(cell => BlockPairs.Observe(frame, cell.Workload, cell.Side))],
            compute,
            unit,
            what
        );

    /// <summary>The same of values that need not be samples of cells, such as the phases of a container.</summary>
    public static Estimate? OfObserved(
        Frame frame,
        IReadOnlyList<IReadOnlyList<Observation>> observed,
        Func<IReadOnlyList<double>, double> compute,
        Unit unit,
        string what
    )
    {
        var blocks = BlockPairs.Blocks(observed).ToList();
        if (blocks.Count == 0 || blocks.Exists(block => block.Any(seen => seen.Censored)))
        {
            return null;
        }
        double[] values = [.. blocks.Select(block => compute([.. block.Select(seen => seen.Value)]))];
        var confidence = Estimator.Confidence(frame);
        var averages = new WalshAverages(values);
        var (center, ends, how) = values.All(double.IsFinite)
            ? (averages.Center(), averages.SignedRankInterval(confidence), "Hodges-Lehmann, signed-rank interval")
            : (
                OrderStatistics.Median(values),
                OrderStatistics.MedianInterval(values, confidence),
                "median, interval from order statistics"
            );
        return new Estimate(
            center,
            Estimator.Known(ends.Lower),
            Estimator.Known(ends.Upper),
            confidence,
            values.Length,
            unit,
            $"{what} in each block: {how}"
        );
    }

    /// <summary>How much longer one side takes than another on one workload.</summary>
    public static Estimate? Difference(Frame frame, CellSide longer, CellSide shorter) =>
        Of(frame, [longer, shorter], values => values[0] - values[1], longer.Side.Metric.Unit, "difference");
}
