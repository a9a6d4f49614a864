using Measurement.Plans;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>One step of a block: launch a cell through the probe, or watch its life through its engine.</summary>
internal sealed record Launch(Cell Cell, bool Lifecycle)
{
    /// <summary>Every cell once. The startup programs of each container target come once more, to be watched.</summary>
    /// <param name="suites">The suite of each workload.</param>
    public static IReadOnlyList<Launch> Of(
        IReadOnlyList<Cell> cells,
        IReadOnlyDictionary<string, string> suites,
        IReadOnlyDictionary<string, TargetState> targets
    ) =>
        [
            .. cells.Select(cell => new Launch(cell, Lifecycle: false)),
            .. cells
                .Where(cell =>
                    suites[cell.Workload] == Suite.Startup && targets[cell.Target].Target is ILifecycleTarget
                )
                .Select(cell => new Launch(cell, Lifecycle: true)),
        ];
}
