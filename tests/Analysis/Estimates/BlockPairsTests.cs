using Analysis.Estimates;
using Analysis.Tests.Fixtures;
using FsCheck;
using FsCheck.Xunit;
using Measurement.Frames;

namespace Analysis.Tests.Estimates;

/// <summary>Rules for ratios within blocks that hold for all measured values.</summary>
public sealed class BlockPairsTests
{
    private const string Program = "fasta";

    [Property(MaxTest = 30)]
    public void A_ratio_turned_round_is_its_inverse(NonEmptyArray<PositiveInt> above, NonEmptyArray<PositiveInt> below)
    {
        using var run = Run(above, below);
        var (ratio, inverse) = (Ratio(run, "a", "b"), Ratio(run, "b", "a"));

        Assert.Equal(1, ratio.Value * inverse.Value, 1e-9);
        Assert.Equal(ratio.Count, inverse.Count);
        if (ratio is { Lower: { } lower, Upper: { } upper })
        {
            Assert.Equal(
                (1, 1),
                (Math.Round(lower * inverse.Upper!.Value, 9), Math.Round(upper * inverse.Lower!.Value, 9))
            );
        }
    }

    [Property(MaxTest = 30)]
    public void Only_blocks_that_have_both_count(NonEmptyArray<PositiveInt> above, NonEmptyArray<PositiveInt> below)
    {
        using var run = Run(above, below);

        Assert.Equal(Math.Min(above.Get.Length, below.Get.Length), Ratio(run, "a", "b").Count);
    }

    [Property(MaxTest = 30)]
    public void A_ratio_lies_between_the_smallest_and_the_largest_of_its_blocks(
        NonEmptyArray<PositiveInt> above,
        NonEmptyArray<PositiveInt> below
    )
    {
        using var run = Run(above, below);
        var blocks = Times(above).Zip(Times(below), (a, b) => a / b).ToList();

        var ratio = Ratio(run, "a", "b");

        Assert.InRange(ratio.Value, blocks.Min() * (1 - 1e-9), blocks.Max() * (1 + 1e-9));
    }

    [Property(MaxTest = 60)]
    public void A_machine_that_is_slower_in_some_blocks_changes_no_ratio(
        NonEmptyArray<PositiveInt> above,
        NonEmptyArray<PositiveInt> below,
        NonEmptyArray<PositiveInt> slower
    )
    {
        // With fewer blocks the ratio is the one of the medians, in which drift does not cancel.
        if (Math.Min(above.Get.Length, below.Get.Length) < Estimator.FewestForInterval(0.95))
        {
            return;
        }
        double[] drift = [.. slower.Get.Select(factor => (double)(1 + (factor.Get % 8)))];
        IEnumerable<double> Drifting(IEnumerable<double> times) =>
            times.Select((time, block) => time * drift[block % drift.Length]);
        using var steady = Run(above, below);
        using var drifting = new MeasuredRun()
            .With(Program, "a", Drifting(Times(above)))
            .With(Program, "b", Drifting(Times(below)));

        var (expected, seen) = (Ratio(steady, "a", "b"), Ratio(drifting, "a", "b"));

        Assert.Equal(expected.Value, seen.Value, expected.Value * 1e-9);
        Assert.Equal(expected.HasInterval, seen.HasInterval);
    }

    private static MeasuredRun Run(NonEmptyArray<PositiveInt> above, NonEmptyArray<PositiveInt> below) =>
        new MeasuredRun().With(Program, "a", Times(above)).With(Program, "b", Times(below));

    private static IEnumerable<double> Times(NonEmptyArray<PositiveInt> drawn) =>
        drawn.Get.Select(time => time.Get * 1000.0);

    private static Estimate Ratio(MeasuredRun run, string above, string below) =>
        Estimator.Ratio(run.Frame, Metric.ExecutionTime, Program, above, below)!;
}
