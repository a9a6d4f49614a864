using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>What there is to measure and how long it will take. It is said before the first launch.</summary>
internal static class Forecast
{
    /// <param name="earlier">How long launches of cells took in earlier runs.</param>
    /// <param name="left">How long the run will take from here on; null: not known.</param>
    public static string Of(
        RunInfo info,
        CellLimits limits,
        IReadOnlyDictionary<Cell, TimeSpan> earlier,
        TimeSpan? left
    )
    {
        var plan = info.Plan;
        var once = info.Cells.Count(limits.IsLaunchedOnce);
        var unknown = info.Cells.Where(cell => !earlier.ContainsKey(cell)).ToList();
        List<string> sentences =
        [
            $"Measuring {Count(info.Cells.Count, "cell")} in {plan.Blocks.Count} {(plan.Blocks.Max == 1 ? "block" : "blocks")}.",
        ];
        if (once > 0)
        {
            sentences.Add(
                $"{Count(once, "cell")} on targets far from native's speed {(once == 1 ? "is" : "are")} launched once."
            );
        }
        if (left is { } time)
        {
            sentences.Add($"This takes up to {Duration.Text(time.TotalSeconds)}, going by earlier runs.");
        }
        if (unknown.Count > 0)
        {
            var ends = unknown.Select(limits.TimeoutS).Distinct().Order().Select(Duration.Text);
            sentences.Add(
                $"{Count(unknown.Count, "cell")} {(unknown.Count == 1 ? "has" : "have")} no earlier run: each launch is ended after {string.Join(" or ", ends)}."
            );
        }
        if (plan.BudgetS is { } budget)
        {
            sentences.Add($"The time budget is {Duration.Text(budget)}.");
        }
        return string.Join(' ', sentences);
    }

    /// <summary>
    /// How long a launch of each cell took in the newest run that has it. A run that cannot be read is left out.
    /// </summary>
    /// <param name="runs">The runs, oldest first.</param>
    public static IReadOnlyDictionary<Cell, TimeSpan> TimesOf(IReadOnlyList<Cell> cells, IReadOnlyList<RunFolder> runs)
    {
        var times = new Dictionary<Cell, TimeSpan>();
        foreach (var run in runs.Reverse().TakeWhile(_ => times.Count < cells.Count))
        {
            foreach (var cell in SamplesOf(run, cells).GroupBy(sample => sample.Cell))
            {
                times.TryAdd(cell.Key, TimeSpan.FromMicroseconds(cell.Average(sample => sample.WallNs) / 1e3));
            }
        }
        return times;
    }

    private static IEnumerable<Sample> SamplesOf(RunFolder run, IReadOnlyList<Cell> cells)
    {
        try
        {
            var wanted = run.Info().Cells.Intersect(cells).ToHashSet();
            return wanted.Count == 0 ? [] : run.Read<Sample>().Where(sample => wanted.Contains(sample.Cell));
        }
        catch (MeasurementException)
        {
            return [];
        }
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
