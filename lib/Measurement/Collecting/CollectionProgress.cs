using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>How far a collection is. It is reported before each launch, after each sample and at each fault.</summary>
internal sealed record CollectionProgress
{
    public required string Run { get; init; }

    /// <summary>The number of the block. Warm-up blocks and blocks that were cut off count, too.</summary>
    public required int Block { get; init; }

    /// <summary>How many whole measured blocks came before this one.</summary>
    public required int MeasuredBlocks { get; init; }
    public required Plan Plan { get; init; }

    /// <summary>How many launches of this block are done, and how many it has.</summary>
    public required int Done { get; init; }
    public required int Count { get; init; }
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How much longer it takes, computed from the times of launches; null while none are known.</summary>
    public TimeSpan? Remaining { get; init; }
    public Cell? Cell { get; init; }
    public Sample? Last { get; init; }

    /// <summary>What there is to do and how long it will take. It is said once, before the first launch.</summary>
    public string? Forecast { get; init; }

    /// <summary>A sentence about what went wrong, which should stay on the screen.</summary>
    public string? Message { get; init; }

    /// <summary>How far the collection is, without what is being launched.</summary>
    public string Place
    {
        get
        {
            if (Count == 0)
            {
                return Cell is null ? "Preparing" : $"Preparing {Cell.Workload} for {Cell.Target}";
            }
            var (min, max) = (Plan.Blocks.Min, Plan.Blocks.Max);
            var of = min == max ? $"{max}" : $"{min}-{max}";
            var where = Plan.PhaseOf(Block) == Phase.Warmup ? "Warm-up" : $"Block {MeasuredBlocks + 1} of {of}";
            return where + (Remaining is { } time ? $", about {Duration.Text(time.TotalSeconds)} left" : "");
        }
    }

    /// <summary>How far the collection is, in a line.</summary>
    public override string ToString() =>
        Place + (Count == 0 || Cell is null ? "" : $": {Cell.Workload} on {Cell.Target}");
}

internal enum Ending
{
    /// <summary>Every cell reached its goal or the last block.</summary>
    Complete,
    OutOfBudget,

    /// <summary>The collection was asked to stop: the launch in flight was finished and kept.</summary>
    Stopped,

    /// <summary>The collection was asked to stop twice: the launch in flight was killed and is lost.</summary>
    Killed,
}

/// <summary>How a collection ended.</summary>
/// <param name="MeasuredBlocks">How many whole measured blocks the run has.</param>
/// <param name="Faults">How many cells could not be prepared, launches gave no sample, and samples ended badly.</param>
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
