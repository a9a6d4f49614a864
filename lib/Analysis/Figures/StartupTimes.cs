using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Figures;

/// <summary>T3 as a dot plot: time from spawn to the first byte of output, with the 2022 values.</summary>
internal static class StartupTimes
{
    public static Figure Draw(Shown shown)
    {
        var frame = shown.Frame;
        var rows = shown
            .Targets.Select(target => new Comparison(
                shown.Program,
                target,
                Estimator.Median(frame, shown.Metric, shown.Program, target),
                shown.In2022(shown.Report.ProgramOf(shown.PublishedTable), target, PublishedValues.WallS),
                Comparisons.Strip(frame, shown.Metric, shown.Program, target),
                frame.Why(shown.Program, target)
            ))
            .ToList();
        return DotPlot.Draw(
            shown,
            shown.StartupFinding,
            $"Time from spawn to the first byte of a program that writes one at once, log scale. Dot: median and {frame.Interval} of {Comparisons.Counts(rows, "samples")}; "
                + $"tick: one sample; diamond: the 2022 report, {shown.Item.Note}.",
            rows,
            "starts later ->"
        );
    }
}
