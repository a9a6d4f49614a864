using Analysis.Statistics;
using Measurement.Frames;

namespace Analysis.Estimates;

/// <summary>One cell's samples in time order: how many are outliers, and whether their level shifted.</summary>
/// <param name="ShiftAt">The sample after which the level was another, from 1; null: none is told from chance.</param>
internal sealed record Stability(string Workload, string Target, Metric Metric, int Samples, int Outliers, int? ShiftAt)
{
    /// <summary>The significance level for all cells together.</summary>
    private const double Significance = 0.05;

    /// <summary>Which samples are outliers, in words.</summary>
    public static string OutlierRule => Statistics.Outliers.Rule;

    /// <summary>Every cell of these workloads with samples; the shifts are tested together (Holm).</summary>
    public static IReadOnlyList<Stability> Of(Frame frame, Func<string, Metric?> metricOf)
    {
        var cells = (
            from cell in frame.MeasuredCells
            let metric = metricOf(cell.Workload)
            where metric is not null
            let values = frame.Observe(metric, cell.Workload, cell.Target).Select(seen => seen.Value).ToList()
            where values.Count > 0
            orderby cell.Workload, cell.Target
            select (cell.Workload, cell.Target, Metric: metric, Values: values, Drift: Drift.Test(values))
        ).ToList();
        var adjusted = Holm.Adjust([.. cells.Select(cell => cell.Drift.PValue)]);
        return
        [
            .. cells.Zip(
                adjusted,
                (cell, p) =>
                    new Stability(
                        cell.Workload,
                        cell.Target,
                        cell.Metric,
                        cell.Values.Count,
                        Statistics.Outliers.Flag(cell.Values).Count(flagged => flagged),
                        p < Significance ? cell.Drift.Index + 1 : null
                    )
            ),
        ];
    }
}
