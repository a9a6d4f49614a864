using Measurement;

namespace Analysis;

/// <summary>T3 as a dot plot: time from spawn to the first byte of output, with the 2022 values.</summary>
public static class StartupTimes
{
    internal const string Item = "T3";

    /// <summary>The workload that the report took its startup times from, with an empty tree.</summary>
    internal const string PublishedWorkload = "binary-trees";

    public static Figure Draw(Frame frame, Published published)
    {
        var targets = frame.Targets;
        var rows = targets
            .Select(target => new DotRow(
                target,
                target,
                Estimates.Median(frame, Metric.StartupTime, FrameExtensions.Startup, target),
                published.Find(Item, PublishedWorkload, published.Counterpart(Item, target, targets), "wall_s"),
                [.. frame.Observe(Metric.StartupTime, FrameExtensions.Startup, target).Select(sample => sample.Value)],
                frame.Why(FrameExtensions.Startup, target)
            ))
            .ToList();
        return DotRows.Draw(
            Item,
            Title(frame, targets),
            $"Time from spawn to the first byte of output of a program that writes it at once, log scale; dot: median and 95% interval of "
                + $"{FrameExtensions.Counts(rows.Select(row => row.Estimate), "samples")}; ticks: each sample; diamond: the 2022 report (wasmedge-aot for Wasm AOT).",
            frame.Footer,
            rows,
            Unit.Nanoseconds,
            new DotAxis("later first byte ->")
        );
    }

    /// <summary>The finding: the container against the Wasm target that starts first.</summary>
    internal static string Title(Frame frame, IReadOnlyList<string> targets)
    {
        var ratio = targets
            .Where(Palette.IsContainer)
            .SelectMany(container => targets.Where(Palette.IsWasm).Select(wasm => (container, wasm)))
            .Select(pair =>
                (
                    pair.container,
                    pair.wasm,
                    Ratio: Estimates.Ratio(
                        frame,
                        Metric.StartupTime,
                        FrameExtensions.Startup,
                        pair.container,
                        pair.wasm
                    )
                )
            )
            .Where(entry => entry.Ratio is not null)
            .OrderByDescending(entry => entry.Ratio!.Value)
            .FirstOrDefault();
        return ratio.Ratio is null
            ? "No container and Wasm target were measured together: their startup times cannot be compared"
            : $"{ratio.container} takes {Numbers.Text(ratio.Ratio with { Lower = double.NaN })} as long as {ratio.wasm} to start";
    }
}
