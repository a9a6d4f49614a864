using Analysis.Statistics;
using Measurement;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Estimates;

/// <summary>One side of a ratio: a quantity of a target, or the geometric mean over several in each block.</summary>
internal sealed record Side(Metric Metric, params IReadOnlyList<string> Targets)
{
    /// <summary>A workload whose value, on the same target in the same block, is taken off; empty: none.</summary>
    public string Without { get; init; } = "";
}

/// <summary>
/// Estimates from a frame, by the rules of method.md. All other code gets its statistics here. Null means that there is
/// nothing to estimate from: no samples, no block that has both sides, a zero that has no ratio, or both sides cut off
/// at the timeout. All runs of the frame are taken together, so they should come from one host. The level of the
/// intervals is the one of their plans, the highest where the plans differ.
/// </summary>
/// <exception cref="MeasurementException">The runs hold a workload with different arguments.</exception>
internal static class Estimator
{
    /// <summary>
    /// The median of a cell, with an interval from order statistics. If the middle value timed
    /// out, it is a lower bound.
    /// </summary>
    /// <param name="level">The level of the interval; null: the level of the plans.</param>
    public static Estimate? Median(Frame frame, Metric metric, string workload, string target, double? level = null) =>
        Median(frame, workload, new Side(metric, target), level);

    /// <summary>The median of a side, such as a quantity without that of another workload in the same block.</summary>
    public static Estimate? Median(Frame frame, string workload, Side side, double? level = null) =>
        Median(BlockPairs.Observe(frame, workload, side), side.Metric.Unit, level ?? Confidence(frame));

    /// <summary>
    /// The median of a cell without the samples that <see cref="Outliers"/> flags. It is shown beside the median of all
    /// samples, never in its place.
    /// </summary>
    public static Estimate? MedianWithoutOutliers(Frame frame, Metric metric, string workload, string target)
    {
        var observed = BlockPairs.Observe(frame, workload, new Side(metric, target));
        var flagged = Outliers.Flag([.. observed.Select(seen => seen.Value)]);
        return Median([.. observed.Where((_, index) => !flagged[index])], metric.Unit, Confidence(frame));
    }

    /// <summary>
    /// How many times the denominator's value the numerator's is, on one workload. The estimate is Hodges-Lehmann of
    /// the log ratios within blocks. The interval is from the signed-rank test, beyond 50 blocks from its normal
    /// approximation. It is wider where reaching the precision goal ended the cell, so that it holds as often as its
    /// level says. Blocks that are too few for an interval give the ratio of the two medians, since one bad launch can
    /// turn a mean of so few pairs. A numerator cut off at the timeout gives a bound from below, a denominator one from
    /// above.
    /// </summary>
    public static Estimate? Ratio(Frame frame, Metric metric, string workload, string numerator, string denominator) =>
        Ratio(frame, workload, new Side(metric, numerator), new Side(metric, denominator));

    /// <summary>The ratio of two quantities, such as the time inside a container and the time of a process.</summary>
    /// <param name="level">The level of the interval; null: the level of the plans.</param>
    public static Estimate? Ratio(
        Frame frame,
        string workload,
        Side numerator,
        Side denominator,
        double? level = null
    ) =>
        BlockPairs.Of(frame, workload, numerator, denominator) is { } pairs
            ? Ratio(pairs, level ?? Confidence(frame))
            : null;

    /// <summary>
    /// The geometric mean of the ratio over workloads, which all have the same weight. The interval is a hierarchical
    /// bootstrap over workloads and blocks. So it is about programs like these, and at 95% it takes five of them.
    /// Workloads without the ratio are left out. If one is left, the result is the ratio of that one and says so.
    /// Workloads that were cut off at the timeout are left out, too, unless they are more than half: one timeout must
    /// not decide about a runtime. <see cref="BoundOfMean"/> has them.
    /// </summary>
    public static Estimate? GeometricMean(
        Frame frame,
        Metric metric,
        IReadOnlyList<string> workloads,
        string numerator,
        string denominator
    ) => GeometricMean(frame, workloads, new Side(metric, numerator), new Side(metric, denominator));

    /// <summary>The geometric mean of the ratio of two quantities.</summary>
    /// <param name="level">The level of the interval; null: the level of the plans.</param>
    public static Estimate? GeometricMean(
        Frame frame,
        IReadOnlyList<string> workloads,
        Side numerator,
        Side denominator,
        double? level = null
    ) =>
        Mean(
            Counted(frame, workloads, numerator, denominator).ConvertAll(each => each.Pairs),
            level ?? Confidence(frame)
        );

    /// <summary>The workloads that the geometric mean is over.</summary>
    public static IReadOnlyList<string> CountedInMean(
        Frame frame,
        IEnumerable<string> workloads,
        Side numerator,
        Side denominator
    ) => Counted(frame, workloads, numerator, denominator).ConvertAll(each => each.Workload);

    /// <summary>
    /// The bound that the geometric mean has with the workloads that were cut off; null: none was, or there is no bound.
    /// </summary>
    public static Estimate? BoundOfMean(
        Frame frame,
        IReadOnlyList<string> workloads,
        Side numerator,
        Side denominator
    ) =>
        Mean(PairsOf(frame, workloads, numerator, denominator), Confidence(frame)) is { Bound: not Bound.None } bound
            ? bound
            : null;

    /// <summary>The workloads on which a side was cut off at the timeout.</summary>
    public static IReadOnlyList<string> CutOff(
        Frame frame,
        IEnumerable<string> workloads,
        Side numerator,
        Side denominator
    ) =>
        [
            .. workloads.Where(workload =>
                BlockPairs.Of(frame, workload, numerator, denominator) is { Bound: not Bound.None }
            ),
        ];

    /// <summary>
    /// The geometric mean of size ratios. Bytes are counted, not sampled, so both ends of the
    /// interval are the value itself.
    /// </summary>
    /// <param name="bytes">The two sizes of each workload; at least one.</param>
    public static Estimate SizeRatio(IReadOnlyList<(long Numerator, long Denominator)> bytes)
    {
        var ratio = Math.Exp(bytes.Average(size => Math.Log((double)size.Numerator / size.Denominator)));
        return new Estimate(ratio, ratio, ratio, Confidence: 1, bytes.Count, Unit.Ratio, "exact (bytes)");
    }

    /// <summary>The centre of each workload's ratios; a geometric mean is the average of these.</summary>
    public static IReadOnlyList<double> Centers(
        Frame frame,
        IEnumerable<string> workloads,
        Side numerator,
        Side denominator
    ) =>
        [
            .. PairsOf(frame, workloads, numerator, denominator)
                .Select(pairs => Math.Exp(pairs.Center(Confidence(frame)))),
        ];

    /// <summary>Whether a workload gives a ratio of the two sides.</summary>
    public static bool Has(Frame frame, string workload, Side numerator, Side denominator) =>
        BlockPairs.Of(frame, workload, numerator, denominator) is not null;

    /// <summary>The median of a few numbers that are not samples, such as the medians of several programs.</summary>
    public static double Middle(IEnumerable<double> values) => OrderStatistics.Median(values);

    /// <summary>A number that was counted, not sampled.</summary>
    public static Estimate Exact(double value, Unit unit, string method = "exact") =>
        new(value, value, value, Confidence: 1, Count: 1, unit, method);

    /// <summary>How many pairs or samples an interval from ranks or order statistics takes at least.</summary>
    public static int FewestForInterval(double confidence) => (int)Math.Ceiling(1 - Math.Log2(1 - confidence));

    internal static double Confidence(Frame frame) =>
        frame.Runs.Select(run => run.Plan.Confidence).DefaultIfEmpty(Plan.Quick.Confidence).Max();

    /// <summary>The median of values that are not samples of a cell, such as the phases of a container.</summary>
    internal static Estimate? Median(IReadOnlyList<Observation> observed, Unit unit, double confidence)
    {
        if (observed.Count == 0)
        {
            return null;
        }
        var unbounded = observed.Select(seen => seen.Censored ? double.PositiveInfinity : seen.Value).ToList();
        var ends = OrderStatistics.MedianInterval(unbounded, confidence);
        var bound = double.IsFinite(OrderStatistics.Median(unbounded)) ? Bound.None : Bound.AtLeast;
        return new Estimate(
            OrderStatistics.Median(observed.Select(seen => seen.Value)),
            bound == Bound.None ? Known(ends.Lower) : null,
            double.IsFinite(ends.Upper) ? ends.Upper : null,
            confidence,
            observed.Count,
            unit,
            "median, interval from order statistics",
            bound
        );
    }

    private static Estimate Ratio(BlockPairs pairs, double confidence)
    {
        var logs = pairs.Logs;
        var level = pairs.StoppedEarly ? EarlyStop.Level(confidence) : confidence;
        var ends = pairs.Bound == Bound.None ? logs.SignedRankInterval(level) : Interval.None;
        var tooFew = pairs.IsTooFew(confidence);
        return new Estimate(
            Math.Exp(pairs.Center(confidence)),
            Known(Math.Exp(ends.Lower)),
            Known(Math.Exp(ends.Upper)),
            confidence,
            logs.Count,
            Unit.Ratio,
            tooFew
                ? $"ratio of two medians, too few blocks for an interval ({logs.Count})"
                : "Hodges-Lehmann of within-block ratios, "
                    + (logs.Count <= WalshAverages.ExactLimit ? "exact signed-rank interval" : "signed-rank interval")
                    + (pairs.StoppedEarly ? ", wider since reaching the precision goal ended the cell" : ""),
            pairs.Bound
        );
    }

    private static Estimate? Mean(List<BlockPairs> workloads, double confidence)
    {
        if (
            workloads.Count == 0
            || BlockPairs.Together(workloads.Select(pairs => (Bound?)pairs.Bound)) is not { } bound
        )
        {
            return null;
        }
        if (workloads is [var single])
        {
            var only = Ratio(single, confidence);
            return only with { Method = "one workload only: " + only.Method };
        }
        // Few blocks of a workload do no harm: the uncertainty that they leave is part of how the workloads' centres
        // differ (Davison and Hinkley, Bootstrap Methods and their Application, 3.8).
        var ends =
            bound == Bound.None
                ? Bootstrap.Hierarchical([.. workloads.Select(pairs => pairs.Logs)], confidence)
                : Interval.None;
        return new Estimate(
            Math.Exp(workloads.Average(pairs => pairs.Center(confidence))),
            Known(Math.Exp(ends.Lower)),
            Known(Math.Exp(ends.Upper)),
            confidence,
            workloads.Sum(pairs => pairs.Logs.Count),
            Unit.Ratio,
            $"geometric mean of {workloads.Count} workloads, hierarchical bootstrap interval",
            bound
        );
    }

    /// <summary>The workloads that were not cut off; all that have a ratio where more than half of them were.</summary>
    private static List<(string Workload, BlockPairs Pairs)> Counted(
        Frame frame,
        IEnumerable<string> workloads,
        Side numerator,
        Side denominator
    )
    {
        var all = workloads
            .Select(workload => (Workload: workload, Pairs: BlockPairs.Of(frame, workload, numerator, denominator)!))
            .Where(each => each.Pairs is not null)
            .ToList();
        var finished = all.FindAll(each => each.Pairs.Bound == Bound.None);
        return finished.Count * 2 >= all.Count ? finished : all;
    }

    private static List<BlockPairs> PairsOf(
        Frame frame,
        IEnumerable<string> workloads,
        Side numerator,
        Side denominator
    ) => [.. workloads.Select(workload => BlockPairs.Of(frame, workload, numerator, denominator)).OfType<BlockPairs>()];

    /// <summary>An end of an interval. The statistics give NaN where there is none.</summary>
    internal static double? Known(double end) => double.IsNaN(end) ? null : end;
}
