using Measurement.Frames;

namespace Analysis;

/// <summary>
/// One program as a dot plot (T2, T4, T5): how many times native's time each target takes, with the 2022 values; the
/// geometric mean over all programs below a rule, since one program is one program.
/// </summary>
public static class ExecutionTimes
{
    public static Figure Draw(Frame frame, Published published, Item item)
    {
        var (shown, targets) = frame.Of(item);
        var others = targets.Where(target => !Palette.IsNative(target)).ToList();
        var rows = targets.Select(target => Row(shown, published, item, item.Workload!, target)).ToList();
        var means = others.Select(target => Mean(shown, published, item, target));
        return DotRows.Draw(
            shown,
            item.Id,
            $"{shown.WithArguments(item.Workload!)}: {Span(rows)}",
            $"Execution time relative to native, log scale. Dot: estimate and {shown.Interval} from {DotRows.Counts(rows, "blocks")}; "
                + $"tick: one block; diamond: the 2022 report. Below the rule: geometric mean over {shown.Programs.Count} programs.",
            rows,
            "slower than native ->",
            "native",
            [.. means]
        );
    }

    /// <summary>A workload on a target: its ratio to native with the blocks under it, or an item's bytes.</summary>
    internal static DotRow Row(Frame frame, Published published, Item item, string workload, string target)
    {
        var relative = item.Metric == Metric.ExecutionTime;
        return new(
            frame.WithArguments(workload),
            target,
            relative
                ? Estimates.Ratio(frame, item.Metric, workload, target, "native")
                : Estimates.Median(frame, item.Metric, workload, target),
            published.Find(frame, item, workload, target),
            relative && !Palette.IsNative(target) ? frame.BlockRatios(item.Metric, workload, target, "native") : [],
            frame.Why(workload, target)
        );
    }

    /// <summary>The geometric mean of a target's ratios over all programs, and of the published ones where all are.</summary>
    internal static DotRow Mean(Frame frame, Published published, Item item, string target)
    {
        var old = frame.Programs.Select(program => published.Find(frame, item, program, target)).ToList();
        return new(
            "geometric mean",
            target,
            Estimates.GeometricMean(frame, item.Metric, frame.Programs, target, "native"),
            old.Count == 0 || old.Exists(value => value is null)
                ? null
                : old[0]! with
                {
                    Value = Math.Exp(old.Average(value => Math.Log(value!.Value))),
                },
            [],
            "not measured"
        );
    }

    /// <summary>The finding of a plot of ratios: each of a few, the two ends of many.</summary>
    internal static string Span(IEnumerable<DotRow> rows)
    {
        DotRow[] found =
        [
            .. rows.Where(row => row.Estimate is not null && !Palette.IsNative(row.Target))
                .OrderBy(row => row.Estimate!.Value),
        ];
        return found.Length switch
        {
            0 => "nothing to compare",
            <= 3 => $"{string.Join(", ", found.Select(Said))} native's time",
            _ => $"from {Said(found[0])} to {Said(found[^1])} native's time",
        };

        static string Said(DotRow row) => $"{row.Target} {Numbers.Text(row.Estimate! with { Lower = double.NaN })}";
    }
}
