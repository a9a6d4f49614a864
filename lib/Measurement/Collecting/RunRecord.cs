using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Collecting;

/// <summary>What a collection reports: lines for the journal, and progress and messages for the user.</summary>
/// <param name="left">How long the rest takes, as far as that is known.</param>
/// <param name="growsToLimit">Whether a cell is one of a series that grows until memory runs out: that is no fault.</param>
internal sealed class RunRecord(
    RunFolder run,
    Plan plan,
    CellLimits limits,
    Journal journal,
    TimeBudget budget,
    Func<Standing, TimeSpan?> left,
    Func<Cell, bool> growsToLimit,
    Action<CollectionProgress> report
)
{
    /// <summary>
    /// Stands for the block of a fault that belongs to no block, and for the position of one that
    /// belongs to no launch of a cell.
    /// </summary>
    private const int None = -1;

    /// <summary>How far the collection is.</summary>
    public Standing At { get; set; }

    /// <summary>How many cells could not be prepared, launches gave no sample, and samples ended badly.</summary>
    public int Faults { get; private set; }

    public void Keep(Artifact artifact) => journal.Append(artifact);

    public void Keep(Lifecycle life) => journal.Append(life);

    public void Keep(Sample sample, string stderr)
    {
        journal.Append(sample);
        if (sample.Status == Status.OutOfMemory && growsToLimit(sample.Cell))
        {
            Report(sample.Cell, sample);
            return;
        }
        Faults += sample.Status is Status.Ok or Status.Timeout ? 0 : 1;
        Report(sample.Cell, sample, Complaint(sample, stderr));
    }

    /// <summary>Records that every launch of the block under way was made.</summary>
    public void KeepFinishedBlock() => KeepFinishedBlock(At.Block);

    public void KeepFinishedBlock(int block) =>
        journal.Append(
            new FinishedBlock
            {
                Run = run.Id,
                Block = block,
                FinishedAt = Clock.UtcNow,
            }
        );

    /// <summary>Records a launch without a sample or, without a position, a cell that was not prepared.</summary>
    public void KeepFault(Cell cell, string message, int? position = null)
    {
        Faults++;
        Keep(cell.Workload, cell.Target, position is null ? None : At.Block, position ?? None, message);
        Report(message: $"{cell}: {message.TrimEnd('.')}.");
    }

    /// <summary>Records a warm start that failed. It is not a launch of any cell.</summary>
    public void KeepColdStart(string target, string message)
    {
        Keep("", target, At.Count == 0 ? None : At.Block, None, $"warm start: {message}");
        Report(message: $"{target} is not started warm in this run: {message.TrimEnd('.')}.");
    }

    public void Report(Cell? cell = null, Sample? last = null, string? message = null, string? forecast = null) =>
        report(
            new CollectionProgress
            {
                Run = run.Id,
                Plan = plan,
                Block = At.Block,
                MeasuredBlocks = At.MeasuredBlocks,
                Done = At.Done,
                Count = At.Count,
                Elapsed = budget.Elapsed,
                Remaining = left(At),
                Cell = cell,
                Last = last,
                Message = message,
                Forecast = forecast,
            }
        );

    private void Keep(string workload, string target, int block, int position, string message) =>
        journal.Append(
            new Fault
            {
                Run = run.Id,
                Block = block,
                Position = position,
                Workload = workload,
                Target = target,
                Message = message.ReplaceLineEndings(" "),
                At = Clock.UtcNow,
            }
        );

    private string? Complaint(Sample sample, string stderr)
    {
        var what = sample.Status switch
        {
            Status.Ok => null,
            Status.Timeout =>
                $"was still running at the timeout of {limits.TimeoutS(sample.Cell)} s. It is kept as a lower bound and not launched again",
            Status.WrongOutput => $"printed the wrong output ({sample.StdoutBytes} bytes)",
            Status.OutOfMemory => "was killed because memory ran out",
            _ when sample.Signal is { } signal => $"crashed with signal {signal}",
            _ => $"exited with code {sample.ExitCode}",
        };
        return what is null ? null : $"{sample.Cell} {what}{(Said.After(stderr) is { Length: > 0 } said ? said : ".")}";
    }
}
