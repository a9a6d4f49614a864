using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>How far a run is: the block that is under way, and how much of it is done.</summary>
/// <param name="Block">The block's number. Warm-up blocks and blocks that were cut off count, too.</param>
/// <param name="MeasuredBlocks">How many whole measured blocks came before it.</param>
/// <param name="Done">How many launches of this block are done.</param>
/// <param name="Count">How many launches it has; 0 before it begins.</param>
internal readonly record struct Standing(int Block, int MeasuredBlocks, int Done, int Count)
{
    public double Share => Count == 0 ? 0 : (double)Done / Count;
}

/// <summary>The time that a run may take, and the time that it will take, computed from its launches so far.</summary>
/// <param name="pairs">How many pairs an interval needs.</param>
internal sealed class TimeBudget(Plan plan, CellLimits limits, Pace pace, int pairs)
{
    private readonly long _start = Clock.MonotonicNs;
    private readonly int _blocksForInterval = Math.Min(pairs, plan.Blocks.Max);
    private bool _warned;

    public TimeSpan Elapsed => Clock.Since(_start);

    /// <summary>
    /// Whether a block may begin. After the smallest number of blocks, a block begins only if it fits in the
    /// budget. Before that, measuring goes on until the budget is used up. A budget that grows is never used up
    /// before there are intervals.
    /// </summary>
    public bool Allows(IReadOnlyList<Launch> block, int measuredBlocks)
    {
        var grows = plan.BudgetGrows && measuredBlocks < _blocksForInterval;
        var next = measuredBlocks < plan.Blocks.Min ? 0 : block.Sum(Seconds);
        return grows || plan.BudgetS is not { } budget || Elapsed.TotalSeconds + next <= budget;
    }

    /// <summary>The time of the blocks still to come, or the rest of the budget if less; null: not known.</summary>
    public TimeSpan? Left(IReadOnlyList<Launch> active, Standing at)
    {
        if (!pace.Knows(active))
        {
            return null;
        }
        var seconds = SecondsUntil(plan.Blocks.Max, active, at);
        if (plan.BudgetS is { } budget)
        {
            var thisBlock = active.Sum(launch => Seconds(launch) * RestOfBlock(launch, at));
            var intervals = plan.BudgetGrows ? SecondsUntil(_blocksForInterval, active, at) : 0;
            var rest = budget - Elapsed.TotalSeconds;
            seconds = Math.Min(seconds, Math.Max(rest, Math.Max(thisBlock, intervals)));
        }
        return TimeSpan.FromSeconds(seconds);
    }

    /// <summary>
    /// A sentence, given once, if the budget is too short for intervals. Null: it is long enough,
    /// or no times are known yet.
    /// </summary>
    public string? Warning(IReadOnlyList<Launch> active, Standing at)
    {
        if (_warned || !pace.Knows(active) || plan.BudgetS is not { } budget || at.MeasuredBlocks >= _blocksForInterval)
        {
            return null;
        }
        var needed = Elapsed.TotalSeconds + SecondsUntil(_blocksForInterval, active, at);
        if (needed <= budget)
        {
            return null;
        }
        _warned = true;
        return $"The budget of {Duration.Text(budget)} is too short for the {_blocksForInterval} measured blocks that an interval needs: "
            + (plan.BudgetGrows ? "it grows to" : "they take")
            + $" about {Duration.Text(needed)}.";
    }

    private double SecondsUntil(int measuredBlocks, IReadOnlyList<Launch> active, Standing at)
    {
        // Warm-ups with small arguments are too short to count.
        var warmups = plan.Blocks.WarmupSize is null ? Math.Max(0, plan.Blocks.Warmup - at.Block) : 0;
        var share = warmups > 0 || plan.PhaseOf(at.Block) == Phase.Measured ? at.Share : 0;
        return active.Sum(launch => Seconds(launch) * Launches(launch));

        // A cell that is launched once is active until that launch is done.
        double Launches(Launch launch) =>
            limits.IsLaunchedOnce(launch.Cell)
                ? 1
                : Math.Max(0, warmups + Math.Min(measuredBlocks, Most(launch)) - at.MeasuredBlocks - share);
    }

    private double RestOfBlock(Launch launch, Standing at) =>
        limits.IsLaunchedOnce(launch.Cell) ? (plan.PhaseOf(at.Block) == Phase.Measured ? 1 : 0) : 1 - at.Share;

    private int Most(Launch launch) => limits.MostBlocks(launch.Cell, Seconds(launch));

    /// <summary>How long a launch takes; its own time limit is its most, also where another run had a longer one.</summary>
    private double Seconds(Launch launch) => Math.Min(pace.Of(launch).TotalSeconds, limits.TimeoutS(launch.Cell));
}
