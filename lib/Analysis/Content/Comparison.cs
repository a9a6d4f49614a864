using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Content;

/// <summary>
/// A program on a target, or a target's mean over several programs: today's estimate, the one of 2022, and the raw
/// samples under today's. Where there is no estimate, the word <paramref name="Why"/> is shown in its place.
/// </summary>
internal sealed record Comparison(
    string Program,
    string Target,
    Estimate? Estimate,
    Estimate? In2022,
    IReadOnlyList<double> Samples,
    string Why
)
{
    /// <summary>The estimate in words; empty where there is none.</summary>
    public string Words => Estimate is null ? "" : Numbers.Text(Estimate);
}

/// <summary>The comparisons that an item shows.</summary>
internal static class Comparisons
{
    /// <summary>A strip with this many samples or more would be a grey bar, so it is not drawn.</summary>
    private const int StripLimit = 60;

    extension(Shown shown)
    {
        /// <summary>
        /// A program on a target: the ratio to native and the ratio of each block, or the bytes
        /// of an item about memory.
        /// </summary>
        public Comparison Compare(string program, string target) =>
            new(
                shown.Frame.WithArguments(program),
                target,
                shown.IsRelative
                    ? Estimator.Ratio(shown.Frame, program, shown.SideOf(target), shown.SideOf(shown.Native))
                    : Estimator.Median(shown.Frame, shown.Metric, program, target),
                shown.In2022(program, target),
                shown is { IsRelative: true, Item.IsWithoutStart: false } && !shown.Frame.IsNative(target)
                    ? BlockRatios(shown.Frame, shown.Metric, program, target, shown.Native)
                    : [],
                shown.IsRelative
                    ? shown.Frame.Why(program, shown.Metric, target, shown.Native)
                    : shown.Frame.Why(program, target)
            );

        /// <summary>
        /// The geometric mean of a target's ratios over the suite. The mean of 2022 is there if every
        /// program has a ratio of 2022.
        /// </summary>
        public Comparison Mean(string target)
        {
            var old = shown.Means.Programs.Select(program => shown.In2022(program, target)).ToList();
            return new(
                shown.Means.Name,
                target,
                shown.Means.Of(target),
                old.Count == 0 || old.Exists(value => value is null)
                    ? null
                    : old[0]! with
                    {
                        Value = Math.Exp(old.Average(value => Math.Log(value!.Value))),
                    },
                [],
                shown.Means.Why(target)
            );
        }

        /// <summary>The finding of a plot of ratios: each of a few, the lowest and the highest of many.</summary>
        public string Span(IEnumerable<Comparison> rows)
        {
            const int each = 3;
            Comparison[] found =
            [
                .. rows.Where(row => row.Estimate is not null && !shown.Frame.IsNative(row.Target))
                    .OrderBy(row => row.Estimate!.Value),
            ];
            return found.Length switch
            {
                0 => "nothing to compare",
                <= each => $"{string.Join(", ", found.Select(InWords))} native's time",
                _ => $"from {InWords(found[0])} to {InWords(found[^1])} native's time",
            };

            static string InWords(Comparison row) => $"{row.Target} {row.Words}";
        }
    }

    /// <summary>How many samples the estimates have, such as "10-30 samples".</summary>
    public static string Counts(IEnumerable<Comparison> rows, string noun)
    {
        int[] counts = [.. rows.Select(row => row.Estimate?.Count ?? 0).Where(count => count > 0).DefaultIfEmpty(0)];
        return counts.Min() == counts.Max() ? $"{counts.Min()} {noun}" : $"{counts.Min()}-{counts.Max()} {noun}";
    }

    /// <summary>The values under a median; none if they are too many to show each.</summary>
    public static IReadOnlyList<double> Strip(Frame frame, Metric metric, string workload, string target) =>
        UnlessMany([.. frame.Observe(metric, workload, target).Select(sample => sample.Value)]);

    /// <summary>The rows as a table of numbers.</summary>
    public static Table Listed(string id, string title, IEnumerable<Comparison> rows, Unit unit)
    {
        var suffix = unit == Unit.Ratio ? "ratio" : "ns";
        return new(
            id,
            title,
            [
                Column.Text("Program"),
                Column.Text("Target"),
                new("", Name: suffix),
                new("2022", Name: $"{suffix}_2022"),
                Column.Text("Samples"),
            ],
            [
                .. rows.Select(row => new Row([
                    new(row.Program),
                    new(row.Target),
                    TableCell.Of(row.Estimate, row.Why),
                    TableCell.Of(row.In2022),
                    new($"{row.Estimate?.Count ?? 0}"),
                ])),
            ],
            []
        );
    }

    /// <summary>The ratio of each block that has both sides: the raw samples under an estimated ratio.</summary>
    private static double[] BlockRatios(
        Frame frame,
        Metric metric,
        string workload,
        string numerator,
        string denominator
    )
    {
        var below = frame.Observe(metric, workload, denominator).ToLookup(other => (other.Run, other.Block));
        return UnlessMany([
            .. from above in frame.Observe(metric, workload, numerator)
            from other in below[(above.Run, above.Block)]
            where !above.Censored && !other.Censored
            select above.Value / other.Value,
        ]);
    }

    private static double[] UnlessMany(double[] values) => values.Length < StripLimit ? values : [];
}
