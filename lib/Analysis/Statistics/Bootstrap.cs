using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Analysis.Statistics;

/// <summary>Seeded bootstraps: the same values give the same interval, every time and everywhere.</summary>
internal static class Bootstrap
{
    public const int Resamples = 10_000;
    private const int Seed = 2022;

    /// <summary>
    /// A group's resampled centres are drawn from a stock of this many: ten times as fast as a fresh resample each time,
    /// and what is left of chance within a group is small beside how groups differ.
    /// </summary>
    private const int CentresOfGroup = 1000;

    /// <summary>
    /// Bias-corrected and accelerated interval (Efron and Tibshirani, An Introduction to the Bootstrap, 14.3).
    /// </summary>
    /// <param name="count">How many values the statistic is of.</param>
    /// <param name="statistic">Gets how often each value occurs in a resample.</param>
    public static Interval Bca(
        int count,
        Func<ReadOnlySpan<int>, double> statistic,
        double confidence,
        int resamples = Resamples
    )
    {
        var once = Enumerable.Repeat(1, count).ToArray();
        var estimate = statistic(once);
        var leftOut = new double[count];
        for (var i = 0; i < count; i++)
        {
            once[i] = 0;
            leftOut[i] = statistic(once);
            once[i] = 1;
        }
        var random = new Random(Seed);
        var counts = new int[count];
        var replicates = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            Draw(random, counts);
            replicates[i] = statistic(counts);
        }
        return Bca(estimate, replicates, leftOut, confidence);
    }

    /// <param name="replicates">The statistic of each resample.</param>
    /// <param name="leftOut">The statistic with each value left out in turn: the jackknife, for the acceleration.</param>
    public static Interval Bca(double estimate, double[] replicates, double[] leftOut, double confidence)
    {
        var below = replicates.Count(value => value < estimate) + (replicates.Count(value => value == estimate) / 2.0);
        var bias = Normal.InvCDF(0, 1, below / replicates.Length);
        var mean = leftOut.Average();
        var squares = leftOut.Sum(value => Math.Pow(mean - value, 2));
        var cubes = leftOut.Sum(value => Math.Pow(mean - value, 3));
        var acceleration = squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
        Array.Sort(replicates);
        return double.IsFinite(bias)
            ? new Interval(End((1 - confidence) / 2), End((1 + confidence) / 2))
            : Interval.None;

        double End(double level)
        {
            var z = bias + Normal.InvCDF(0, 1, level);
            return Quantile(replicates, Normal.CDF(0, 1, bias + (z / (1 - (acceleration * z)))));
        }
    }

    /// <summary>
    /// Interval of the mean of the groups' centres: each resample draws groups, then values within each. Percentiles are
    /// widened for few groups so that they cover like Student's t (Hesterberg, What Teachers Should Know About the
    /// Bootstrap, The American Statistician 69:4, 2015, 5.3). Where even drawing one group every time, which happens
    /// k^-k of the time, is likelier than the tail, no resample lies that far out and both ends are NaN: at 95% it takes
    /// 5 groups.
    /// </summary>
    public static Interval Hierarchical(
        IReadOnlyList<WalshAverages> groups,
        double confidence,
        int resamples = Resamples
    )
    {
        double k = groups.Count;
        var t = StudentT.InvCDF(0, 1, k - 1, (1 - confidence) / 2);
        var tail = Normal.CDF(0, 1, Math.Sqrt(k / (k - 1)) * t);
        if (tail < Math.Pow(k, -k))
        {
            return Interval.None;
        }
        var random = new Random(Seed);
        var centres = groups.Select(group => Resampled(group, random)).ToArray();
        var replicates = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < groups.Count; draw++)
            {
                sum += centres[random.Next(groups.Count)][random.Next(CentresOfGroup)];
            }
            replicates[i] = sum / groups.Count;
        }
        Array.Sort(replicates);
        return new Interval(Quantile(replicates, tail), Quantile(replicates, 1 - tail));
    }

    private static double[] Resampled(WalshAverages group, Random random)
    {
        var counts = new int[group.Count];
        var centres = new double[CentresOfGroup];
        for (var i = 0; i < centres.Length; i++)
        {
            Draw(random, counts);
            centres[i] = group.Center(counts);
        }
        return centres;
    }

    private static void Draw(Random random, int[] counts)
    {
        Array.Clear(counts);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[random.Next(counts.Length)]++;
        }
    }

    private static double Quantile(double[] sorted, double level) =>
        SortedArrayStatistics.QuantileCustom(sorted, level, QuantileDefinition.R7);
}
