using Measurement.Frames;

namespace Analysis;

/// <summary>T3 as a dot plot: time from spawn to the first byte of output, with the 2022 values.</summary>
public static class StartupTimes
{
    /// <summary>What the report took its startup times from: the program with an empty tree.</summary>
    internal const string PublishedWorkload = "binary-trees";

    public static Figure Draw(Frame frame, Published published)
    {
        const string item = "T3";
        (frame, var targets) = frame.Of(Item.T3);
        var rows = targets
            .Select(target => new DotRow(
                FrameExtensions.Startup,
                target,
                Estimates.Median(frame, Metric.StartupTime, FrameExtensions.Startup, target),
                published.Find(item, PublishedWorkload, published.Counterpart(item, target, targets), "wall_s"),
                frame.Strip(Metric.StartupTime, FrameExtensions.Startup, target),
                frame.Why(FrameExtensions.Startup, target)
            ))
            .ToList();
        return DotRows.Draw(
            frame,
            item,
            Finding(frame),
            $"Time from spawn to the first byte of a program that writes one at once, log scale. Dot: median and {frame.Interval} of {DotRows.Counts(rows, "samples")}; "
                + "tick: one sample; diamond: the 2022 report, whole launches, with wasmedge-aot for Wasm AOT.",
            rows,
            "starts later ->"
        );
    }

    /// <summary>A container against the Wasm target that starts first.</summary>
    internal static string Finding(Frame frame)
    {
        var found = (
            from container in frame.Targets.Where(Palette.IsContainer)
            from wasm in frame.Targets.Where(Palette.IsWasm)
            let ratio = Estimates.Ratio(frame, Metric.StartupTime, FrameExtensions.Startup, container, wasm)
            where ratio is not null
            orderby ratio.Value descending
            select $"{container} takes {Numbers.Text(ratio with { Lower = double.NaN })} as long as {wasm} to start"
        ).FirstOrDefault();
        return found ?? "Startup times, without a container and a Wasm target to compare";
    }
}
