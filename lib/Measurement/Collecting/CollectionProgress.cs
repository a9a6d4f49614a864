using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>Where a collection stands; reported before each launch, after each sample and at each fault.</summary>
internal sealed record CollectionProgress
{
    public required string Run { get; init; }

    /// <summary>The number of the block, warm-up blocks and those that were cut off included.</summary>
    public required int Block { get; init; }

    /// <summary>Whole measured blocks before this one.</summary>
    public required int MeasuredBlocks { get; init; }
    public required Plan Plan { get; init; }

    /// <summary>Launches of this block that are done, and how many it has.</summary>
    public required int Done { get; init; }
    public required int Count { get; init; }
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How much longer, going by what launches took; null before there is anything to go by.</summary>
    public TimeSpan? Remaining { get; init; }
    public Cell? Cell { get; init; }
    public Sample? Last { get; init; }

    /// <summary>Said once, before the first launch: what there is to do and how long it will take.</summary>
    public string? Forecast { get; init; }

    /// <summary>What went wrong, in a sentence worth keeping on the screen.</summary>
    public string? Message { get; init; }

    /// <summary>Where it stands, in a line.</summary>
    public override string ToString()
    {
        if (Count == 0)
        {
            return Cell is null ? "Preparing" : $"Preparing {Cell.Workload} for {Cell.Target}";
        }
        var (min, max) = (Plan.Blocks.Min, Plan.Blocks.Max);
        var of = min == max ? $"{max}" : $"{min}-{max}";
        var where = Plan.PhaseOf(Block) == Phase.Warmup ? "Warm-up" : $"Block {MeasuredBlocks + 1} of {of}";
        var left = Remaining is { } time ? $", about {Duration.Text(time.TotalSeconds)} left" : "";
        return where + left + (Cell is null ? "" : $": {Cell.Workload} on {Cell.Target}");
    }
}

internal enum Ending
{
    /// <summary>Every cell reached its goal or the last block.</summary>
    Complete,
    OutOfBudget,

    /// <summary>Asked to stop: the launch in flight was finished and kept.</summary>
    Stopped,

    /// <summary>Asked twice: the launch in flight was killed and is lost.</summary>
    Killed,
}

/// <summary>How a collection ended.</summary>
/// <param name="MeasuredBlocks">Whole measured blocks in the run.</param>
/// <param name="Faults">What could not be prepared, launches that gave no sample, and samples that ended badly.</param>
internal sealed record Outcome(RunFolder Run, Ending Ending, int MeasuredBlocks, int Faults)
{
    public override string ToString()
    {
        var blocks = $"{MeasuredBlocks} measured block{(MeasuredBlocks == 1 ? "" : "s")}";
        var faults = Faults == 0 ? "" : $"; {Faults} failure{(Faults == 1 ? "" : "s")}, see above";
        var how = Ending switch
        {
            Ending.Complete => "complete",
            Ending.OutOfBudget => "the time budget is used up",
            Ending.Stopped => "stopped; go on with `./analysis collect --resume`",
            _ => "killed; every completed sample is kept, go on with `./analysis collect --resume`",
        };
        return $"{Run.Id}: {blocks}, {how}{faults}.";
    }
}
