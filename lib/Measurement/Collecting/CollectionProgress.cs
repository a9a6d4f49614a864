using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>Where a collection stands; reported before each launch, after each sample and at each fault.</summary>
public sealed record CollectionProgress
{
    public required string Run { get; init; }
    public required int Block { get; init; }
    public required Plan Plan { get; init; }

    /// <summary>Launches of this block that are done, and how many it has.</summary>
    public required int Done { get; init; }
    public required int Count { get; init; }
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How much longer at most, from what launches took so far; null before there is anything to go by.</summary>
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
            return Cell is null ? "preparing" : $"preparing {Cell.Workload} for {Cell.Target}";
        }
        var blocks = Plan.Blocks;
        var measured = Block - blocks.Warmup + 1;
        var where = measured < 1 ? "warm-up" : $"block {measured} of {blocks.Count}";
        var left = Remaining is { } remaining ? $", at most {Time(remaining)} left" : "";
        return $"{where}, launch {Done + 1} of {Count}{left}: {Cell}";
    }

    private static string Time(TimeSpan time) =>
        time.TotalMinutes < 2 ? $"{time.TotalSeconds:0} s" : $"{time.TotalMinutes:0} min";
}

public enum Ending
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
/// <param name="Faults">Launches that gave no sample, and samples that ended badly.</param>
public sealed record Outcome(RunFolder Run, Ending Ending, int MeasuredBlocks, int Faults)
{
    public override string ToString()
    {
        var blocks = $"{MeasuredBlocks} measured block{(MeasuredBlocks == 1 ? "" : "s")}";
        var faults = Faults == 0 ? "" : $"; {Faults} launch{(Faults == 1 ? "" : "es")} went wrong (see above)";
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
