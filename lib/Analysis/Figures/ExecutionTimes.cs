using Analysis.Content;
using Analysis.Estimates;

namespace Analysis.Figures;

/// <summary>
/// One program as a dot plot (T2, T4, T5): how many times native's time each target takes, with the 2022 values. Below
/// a rule stands the geometric mean over all programs of the suite, since one program says little about others.
/// </summary>
internal static class ExecutionTimes
{
    public static Figure Draw(Shown shown)
    {
        var rows = shown.Targets.Select(target => shown.Compare(shown.Program, target)).ToList();
        var others = shown.Targets.Where(target => !shown.Frame.IsNative(target));
        return DotPlot.Draw(
            shown,
            $"{shown.Frame.WithArguments(shown.Program)}: {shown.Span(rows)}",
            $"Execution time relative to native, log scale. Dot: estimate and {shown.Frame.Interval} from {Comparisons.Counts(rows, "blocks")}; "
                + $"tick: one block; diamond: the 2022 report. Below the rule: {shown.Means.Words}.",
            rows,
            "slower than native ->",
            "native",
            [.. others.Select(shown.Mean)]
        );
    }
}
