using Analysis.Estimates;
using Analysis.Published;
using Measurement.Frames;
using Quantities = Measurement.Frames.Metric;

namespace Analysis.Verdicts;

/// <summary>
/// Claims about how steady a runtime is: how far its ratios to native differ from program to program. The spread of a
/// runtime is its largest ratio over its smallest. Its interval is made of the ends of the programs' intervals, which
/// hold together, so it is wide rather than narrow; a program that was cut off at the timeout bounds it from below.
/// </summary>
internal sealed class SpreadClaims : IClaimReader
{
    public string Metric => "spread of run time";

    public IReadOnlyDictionary<string, Way> Ways { get; } =
        new Dictionary<string, Way>
        {
            ["launch"] = (evidence, step) =>
            {
                var measured = evidence.Read(
                    step,
                    "the largest ratio to native over the smallest",
                    level => Compare(evidence, evidence.Programs, step, level)
                );
                if (measured.Value is not { } value)
                {
                    return measured with
                    {
                        Notes = [.. measured.Notes, "A program has no ratio to native with an interval."],
                    };
                }
                var apart = WithoutOne(evidence, step, value);
                return measured with
                {
                    Apart = apart,
                    Notes = [.. measured.Notes, .. apart.Length == 0 ? (string[])[] : [$"{Numbers.Capital(apart)}."]],
                };
            },
        };

    /// <summary>
    /// What the comparison is without the program that it hangs on, as a part of a sentence; empty: it hangs on none.
    /// </summary>
    private static string WithoutOne(Evidence evidence, ClaimedStep step, Estimate all)
    {
        var (name, without) = evidence
            .Programs.Select(one =>
                (
                    Name: one,
                    Without: Compare(evidence, [.. evidence.Programs.Where(other => other != one)], step, level: null)
                )
            )
            .MaxBy(each => Change(each.Without));
        return without is not null && Change(without) > Math.Log(DifferingPrograms.Much)
            ? $"without {name} it is {Numbers.Text(without)}"
            : "";

        // A bound does not say how far it is from the value.
        double Change(Estimate? without) =>
            all.Bound == Bound.None && without is { Bound: Bound.None }
                ? Math.Abs(Math.Log(without.Value / all.Value))
                : 0;
    }

    private static Estimate? Compare(Evidence evidence, IReadOnlyList<string> programs, ClaimedStep step, double? level)
    {
        var each = VerdictRule.LevelOfEach(level ?? Estimator.Confidence(evidence.Frame), 2 * programs.Count);
        return (Of(step.Above), Of(step.Below)) is ({ } above, { } below) ? Over(above, below) : null;

        Estimate? Of(string name) => Spread(evidence, programs, evidence.Today(name), each);
    }

    private static Estimate Over(Estimate above, Estimate below)
    {
        var bounded = double.IsPositiveInfinity(above.Upper ?? double.NaN);
        return above with
        {
            Value = bounded ? above.Lower!.Value / below.Upper!.Value : above.Value / below.Value,
            Lower = bounded ? null : above.Lower / below.Upper,
            Upper = bounded ? null : above.Upper / below.Lower,
            Bound = bounded ? Bound.AtLeast : Bound.None,
        };
    }

    /// <summary>Null: a program has no ratio, or none with an interval or a bound from below.</summary>
    private static Estimate? Spread(Evidence evidence, IReadOnlyList<string> programs, string target, double level)
    {
        var ratios = programs
            .Select(program =>
                Estimator.Ratio(
                    evidence.Frame,
                    program,
                    new(Quantities.ExecutionTime, target),
                    new(Quantities.ExecutionTime, evidence.Frame.Native),
                    level
                )
            )
            .ToList();
        if (
            ratios.Count == 0
            || ratios.Exists(ratio => ratio is not ({ HasInterval: true } or { Bound: Bound.AtLeast }))
        )
        {
            return null;
        }
        // A bound is an interval without an upper end.
        var ends = ratios.ConvertAll(ratio =>
            ratio!.Bound == Bound.None
                ? (Value: ratio.Value, Lower: ratio.Lower!.Value, Upper: ratio.Upper!.Value)
                : (Value: ratio.Value, Lower: ratio.Value, Upper: double.PositiveInfinity)
        );
        return new Estimate(
            ends.Max(end => end.Value) / ends.Min(end => end.Value),
            Math.Max(1, ends.Max(end => end.Lower) / ends.Min(end => end.Upper)),
            ends.Max(end => end.Upper) / ends.Min(end => end.Lower),
            Estimator.Confidence(evidence.Frame),
            ratios.Min(ratio => ratio!.Count),
            Unit.Ratio,
            "largest over smallest ratio to native, interval from the ends of the programs' intervals"
        );
    }
}
