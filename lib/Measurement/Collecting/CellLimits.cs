using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>
/// How often a cell is launched, and when a launch of it is ended: what the plan says of its target and its program.
/// The facts about targets are those in <c>run.json</c>, so a resumed run is measured alike. A cell keeps its limits in
/// warm-ups with arguments of their own.
/// </summary>
internal sealed class CellLimits(RunInfo info)
{
    private readonly Plan _plan = info.Plan;
    private readonly HashSet<string> _far =
    [
        .. info.Targets.Where(target => target.NearNative == false).Select(target => target.Name),
    ];

    /// <summary>The time limit of a program that only starts, in seconds.</summary>
    public double StartTimeoutS => _plan.Once?.TimeoutS ?? _plan.TimeoutS;

    /// <summary>Whether the cell is launched in the first measured block alone.</summary>
    public bool IsLaunchedOnce(Cell cell) => _plan.Once is not null && _far.Contains(cell.Target) && !OnlyStarts(cell);

    public double TimeoutS(Cell cell) => IsLaunchedOnce(cell) || OnlyStarts(cell) ? StartTimeoutS : _plan.TimeoutS;

    public bool IsLaunchedIn(Phase phase, Cell cell) => phase == Phase.Measured || !IsLaunchedOnce(cell);

    /// <summary>In how many measured blocks a cell is launched at most, if a launch takes so long.</summary>
    public int MostBlocks(Cell cell, double seconds) =>
        IsLaunchedOnce(cell) || seconds >= TimeoutS(cell) ? 1
        : _plan.Blocks.Slow is { } rule && seconds > rule.AfterS ? rule.Blocks
        : _plan.Blocks.Max;

    private bool OnlyStarts(Cell cell) => info.Suites[cell.Workload] is Suite.Startup or Suite.Loading;
}
