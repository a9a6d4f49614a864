using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>What a run will take, from what its cells took in earlier runs.</summary>
internal static class Forecast
{
    /// <summary>A sentence for the user, before the first launch.</summary>
    /// <param name="earlier">Oldest first; the newest that has a cell tells its time.</param>
    public static string Of(RunInfo info, IReadOnlyList<RunFolder> earlier)
    {
        var plan = info.Plan;
        var seconds = SecondsOf(info.Cells, earlier);
        var total = seconds.Values.Sum(each => each * BlocksOf(plan, each));
        var unknown = info.Cells.Count - seconds.Count;
        var known =
            seconds.Count == 0
                ? ""
                : $" {seconds.Count} were measured before: about {Time(total)} for their least number of blocks.";
        var open = unknown == 0 ? "" : $" {unknown} never were: a launch may take up to {Time(plan.TimeoutS)}.";
        var budget = plan.BudgetS is { } limit ? $" The budget is {Time(limit)}." : "";
        return $"Measuring {info.Cells.Count} cells.{known}{open}{budget}";
    }

    private static Dictionary<Cell, double> SecondsOf(IReadOnlyList<Cell> cells, IReadOnlyList<RunFolder> earlier)
    {
        var seconds = new Dictionary<Cell, double>();
        foreach (var run in earlier.Reverse().Where(run => run.Info().Cells.Intersect(cells).Any()))
        {
            foreach (
                var cell in run.Read<Sample>().GroupBy(sample => sample.Cell).Where(cell => cells.Contains(cell.Key))
            )
            {
                seconds.TryAdd(cell.Key, cell.Average(sample => sample.WallNs) / 1e9);
            }
            if (seconds.Count == cells.Count)
            {
                break;
            }
        }
        return seconds;
    }

    private static int BlocksOf(Plan plan, double seconds) =>
        seconds >= plan.TimeoutS
            ? 1
            : WarmupsOf(plan) + (plan.Blocks.Slow is { } rule && seconds > rule.AfterS ? rule.Blocks : plan.Blocks.Min);

    // Warm-ups with small arguments are not worth counting.
    private static int WarmupsOf(Plan plan) => plan.Blocks.WarmupSize is null ? plan.Blocks.Warmup : 0;

    private static string Time(double seconds) => seconds < 120 ? $"{seconds:0} s" : $"{seconds / 60:0} min";
}
