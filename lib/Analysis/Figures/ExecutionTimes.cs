using Measurement;

namespace Analysis;

/// <summary>T2 as a dot plot: how many times native's time each target takes on binary-trees, with the 2022 values.</summary>
public static class ExecutionTimes
{
    internal const string Item = "T2";
    internal const string Workload = "binary-trees";

    public static Figure Draw(Frame frame, Published published)
    {
        var targets = frame.Targets;
        var ratios = targets.ToDictionary(
            target => target,
            target => Estimates.Ratio(frame, Metric.ExecutionTime, Workload, target, "native")
        );
        var old = targets.ToDictionary(
            target => target,
            target => published.Ratio(Item, Workload, published.Counterpart(Item, target, targets))
        );
        var rows = targets
            .Select(target => new DotRow(
                target,
                target,
                ratios[target],
                old[target],
                frame.BlockRatios(Metric.ExecutionTime, Workload, target, "native"),
                frame.Why(Workload, target)
            ))
            .ToList();
        var name = frame.WithArguments(Workload);
        var title =
            $"{name}: {Sentence(targets.Where(target => target != "native").Select(target => (target, ratios[target])))}";
        var counts = FrameExtensions.Counts(ratios.Values, "blocks");
        return DotRows.Draw(
            Item,
            title,
            $"Execution time relative to native, log scale; dot: estimate and 95% interval from {counts}; ticks: each block; "
                + "diamond: the 2022 report (binary-trees 20, wasmedge-aot for Wasm AOT).",
            frame.Footer,
            rows,
            Unit.Ratio,
            new DotAxis("slower than native ->", "<- faster", "native")
        );
    }

    /// <summary>"wasmtime-aot takes 1.23x native's time, docker-native 3.4x".</summary>
    internal static string Sentence(IEnumerable<(string Target, Estimate? Ratio)> ratios)
    {
        var parts = ratios
            .Where(entry => entry.Ratio is not null)
            .Select(
                (entry, index) =>
                    $"{entry.Target}{(index == 0 ? " takes" : "")} {Numbers.Text(entry.Ratio! with { Lower = double.NaN })}"
            )
            .ToList();
        return parts.Count == 0 ? "nothing to compare with native" : string.Join(", ", parts) + " native's time";
    }
}
