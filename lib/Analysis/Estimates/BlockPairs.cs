using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Analysis.Statistics;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;

namespace Analysis.Estimates;

/// <summary>
/// The log ratios of two sides on one workload, one for each block that has both. Drift of the machine cancels in them.
/// </summary>
/// <param name="Bound">
/// Which way the ratios are bounds. A launch that was cut off at the timeout enters with the timeout as its value. The
/// estimate never falls when a value rises, so it is a bound too.
/// </param>
/// <param name="StoppedEarly">Whether the plan's precision goal may have ended them before the last block.</param>
/// <param name="RatioOfMedians">The log of the ratio of the two sides' medians in these blocks.</param>
internal sealed record BlockPairs(WalshAverages Logs, double RatioOfMedians, Bound Bound, bool StoppedEarly)
{
    /// <summary>
    /// The pairs of two single targets, kept as long as the rows of the numerator are loaded. A page needs the same
    /// pairs in several figures, tables and claims.
    /// </summary>
    private static readonly ConditionalWeakTable<
        IReadOnlyList<Sample>,
        ConcurrentDictionary<(Metric, Metric, IReadOnlyList<Sample>), BlockPairs?>
    > Known = [];

    /// <summary>Null: no block has both sides, a zero has no ratio, or both sides were cut off.</summary>
    public static BlockPairs? Of(Frame frame, string workload, Side numerator, Side denominator)
    {
        if (
            (numerator.Targets, denominator.Targets) is not ([var above], [var below])
            || numerator.Without.Length + denominator.Without.Length > 0
        )
        {
            return Paired(frame, workload, numerator, denominator);
        }
        var (rows, others) = (frame.RowsOf(workload, above), frame.RowsOf(workload, below));
        return rows.Count == 0 || others.Count == 0
            ? null
            : Known
                .GetOrCreateValue(rows)
                .GetOrAdd(
                    (numerator.Metric, denominator.Metric, others),
                    _ => Paired(frame, workload, numerator, denominator)
                );
    }

    private static BlockPairs? Paired(Frame frame, string workload, Side numerator, Side denominator)
    {
        var pairs = Blocks([Observe(frame, workload, numerator), Observe(frame, workload, denominator)]).ToList();
        var bound = Together(pairs.Select(pair => BoundOf(pair[0].Censored, pair[1].Censored)));
        return pairs.Count == 0 || bound is null || pairs.Exists(pair => pair.Any(side => side.Value <= 0))
            ? null
            : new BlockPairs(
                Logs(pairs),
                Math.Log(OrderStatistics.Median(Side(0)) / OrderStatistics.Median(Side(1))),
                bound.Value,
                frame.Runs.Any(StoppedEarly)
            );

        IEnumerable<double> Side(int index) => pairs.Select(pair => pair[index].Value);

        bool StoppedEarly(RunInfo run) =>
            run.Plan is { Precision: { } goal, Blocks: var blocks, Confidence: var confidence }
            && EarlyStop.Happened(
                Logs(pairs.Where(pair => pair[0].Run == run.Id)),
                blocks.Min,
                blocks.Max,
                goal,
                confidence
            );
        static WalshAverages Logs(IEnumerable<Observation[]> pairs) =>
            new([.. pairs.Select(pair => Math.Log(pair[0].Value / pair[1].Value))]);
    }

    /// <summary>Whether there are too few blocks for an interval at this level.</summary>
    public bool IsTooFew(double confidence) =>
        Bound == Bound.None && Logs.Count < Estimator.FewestForInterval(confidence);

    /// <summary>The log of the typical ratio.</summary>
    public double Center(double confidence) => IsTooFew(confidence) ? RatioOfMedians : Logs.Center();

    /// <summary>The bound of an estimate that is made of all of these; null where they point both ways.</summary>
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

    /// <summary>The side's values, one a block; of several targets the geometric mean in the block.</summary>
    public static IReadOnlyList<Observation> Observe(Frame frame, string workload, Side side)
    {
        var arguments = frame.ArgumentsOf(workload).ToList();
        return arguments.Count > 1
                ? throw new MeasurementException(
                    $"{workload} was measured with different arguments ('{string.Join("', '", arguments)}'): load runs of one size."
                )
            : side.Targets is [var only] ? OfTarget(frame, workload, side, only)
            :
            [
                .. Blocks([.. side.Targets.Select(target => OfTarget(frame, workload, side, target))])
                    .Select(block =>
                        block[0] with
                        {
                            Value = Math.Exp(block.Average(each => Math.Log(each.Value))),
                            Censored = block.Any(each => each.Censored),
                        }
                    ),
            ];
    }

    /// <summary>A target's values; less those of the workload that is taken off, in the blocks that have both.</summary>
    private static IReadOnlyList<Observation> OfTarget(Frame frame, string workload, Side side, string target) =>
        side.Without.Length == 0
            ? frame.Observe(side.Metric, workload, target)
            :
            [
                .. Blocks([
                        frame.Observe(side.Metric, workload, target),
                        frame.Observe(side.Metric, side.Without, target),
                    ])
                    .Select(block => block[0] with { Value = block[0].Value - block[1].Value }),
            ];

    /// <summary>
    /// The blocks in which every cell has a value. A cell whose first launch in a run was cut off is not launched again
    /// there: its limit stands for it in all blocks of that run.
    /// </summary>
    public static IEnumerable<Observation[]> Blocks(IReadOnlyList<IReadOnlyList<Observation>> cells)
    {
        var indexed = cells.Select(cell => new CellBlocks(cell)).ToList();
        return from key in cells.SelectMany(cell => cell).Select(seen => (seen.Run, seen.Block)).Distinct()
            let block = indexed.Select(cell => cell.In(key.Run, key.Block)).OfType<Observation>().ToArray()
            where block.Length == cells.Count
            select block;
    }

    /// <summary>A cell's values by block; and by run, the limit of a cell that was always cut off there.</summary>
    private sealed class CellBlocks
    {
        private readonly Dictionary<(string, int), Observation> _blocks = [];
        private readonly Dictionary<string, Observation?> _cutOff = [];

        public CellBlocks(IReadOnlyList<Observation> cell)
        {
            foreach (var seen in cell)
            {
                _blocks.TryAdd((seen.Run, seen.Block), seen);
                _cutOff.TryAdd(seen.Run, seen);
                if (!seen.Censored)
                {
                    _cutOff[seen.Run] = null;
                }
            }
        }

        public Observation? In(string run, int block) =>
            _blocks.TryGetValue((run, block), out var found) ? found
            : _cutOff.GetValueOrDefault(run) is { } limit ? limit with { Block = block }
            : null;
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
