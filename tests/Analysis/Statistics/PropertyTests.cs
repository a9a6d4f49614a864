using Analysis.Estimates;
using Analysis.Statistics;
using Analysis.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Measurement.Frames;

namespace Analysis.Tests.Statistics;

/// <summary>Rules that hold for every set of measured values.</summary>
public sealed class PropertyTests
{
    /// <summary>Six to thirty pairs of positive values.</summary>
    public static Arbitrary<double[][]> Pairs() =>
        Gen.Choose(6, 30)
            .SelectMany(blocks => Gen.Choose(1, 1_000_000).Select(value => (double)value).ArrayOf(2).ArrayOf(blocks))
            .ToArbitrary();

    [Property(Arbitrary = [typeof(PropertyTests)])]
    public void An_interval_holds_its_estimate(double[][] pairs)
    {
        Assert.All(
            Both(pairs),
            estimate => Assert.InRange(estimate.Value, estimate.Lower!.Value, estimate.Upper!.Value)
        );
    }

    [Property]
    public void A_change_point_is_where_most_values_before_are_on_one_side_of_those_after(byte[] series)
    {
        double[] values = [.. series.Select(value => value % 16.0)];
        var sums = Enumerable
            .Range(1, Math.Max(0, values.Length - 1))
            .Select(t => Math.Abs(values[..t].Sum(one => values[t..].Sum(other => one.CompareTo(other)))))
            .ToList();

        var found = Drift.Test(values);

        Assert.Equal(sums.Count == 0 || sums.Max() == 0 ? 0 : sums.IndexOf(sums.Max()) + 1, found.Index);
    }

    [Property(Arbitrary = [typeof(PropertyTests)])]
    public void The_order_of_the_blocks_does_not_matter(double[][] pairs)
    {
        Assert.Equal(Both(pairs), Both([.. pairs.Reverse()]));
    }

    [Property(Arbitrary = [typeof(PropertyTests)])]
    public void Scaling_a_side_scales_every_estimate(double[][] pairs)
    {
        var scaled = pairs.Select(pair => new[] { pair[0] * 1024, pair[1] }).ToArray();
        Assert.All(Both(pairs).Zip(Both(scaled)), Scaled);

        static void Scaled((Estimate Before, Estimate After) pair)
        {
            Near(pair.Before.Value * 1024, pair.After.Value);
            Near(pair.Before.Lower!.Value * 1024, pair.After.Lower!.Value);
            Near(pair.Before.Upper!.Value * 1024, pair.After.Upper!.Value);
        }
    }

    [Property(Arbitrary = [typeof(PropertyTests)])]
    public void A_ratio_and_its_inverse_multiply_to_one(double[][] pairs)
    {
        using var run = Run(pairs);
        var there = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "w", "a", "b")!;
        var back = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "w", "b", "a")!;
        Near(1, there.Value * back.Value);
        Near(1, there.Lower!.Value * back.Upper!.Value);
        Near(1, there.Upper!.Value * back.Lower!.Value);
    }

    private static Estimate[] Both(double[][] pairs)
    {
        using var run = Run(pairs);
        var frame = run.Frame;
        return
        [
            Estimator.Median(frame, Metric.ExecutionTime, "w", "a")!,
            Estimator.Ratio(frame, Metric.ExecutionTime, "w", "a", "b")!,
        ];
    }

    private static MeasuredRun Run(double[][] pairs) =>
        new MeasuredRun().With("w", "a", pairs.Select(pair => pair[0])).With("w", "b", pairs.Select(pair => pair[1]));

    private static void Near(double expected, double actual) => Assert.Equal(1, actual / expected, 1e-9);
}
