using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Measurement;

namespace Analysis.Statistics;

/// <summary>A seeded bootstrap: the same values give the same interval, every time and everywhere.</summary>
internal static class Bootstrap
{
    public const int Resamples = 10_000;
    private const ulong Seed = 2022;

    /// <summary>
    /// A group's resampled centres are drawn from a stock of this many: ten times as fast as a fresh resample each time,
    /// and what is left of chance within a group is small beside how groups differ.
    /// </summary>
    private const int CentresOfGroup = 1000;

    /// <summary>
    /// Interval of the mean of the groups' centres: each resample draws groups, then values within each. Percentiles are
    /// widened for few groups so that they cover like Student's t (Hesterberg, What Teachers Should Know About the
    /// Bootstrap, The American Statistician 69:4, 2015, 5.3). Where even drawing one group every time, which happens
    /// k^-k of the time, is likelier than the tail, no resample lies that far out and there is no interval: at 95% it
    /// takes 5 groups.
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
        var random = new SplitMix64(Seed);
        var centres = new double[groups.Count][];
        for (var group = 0; group < groups.Count; group++)
        {
            centres[group] =
                groups[group].Count <= WalshAverages.ExactLimit
                    ? Resampled(groups[group], ref random)
                    : Normally(groups[group]);
        }
        var replicates = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < groups.Count; draw++)
            {
                sum += centres[random.NextBelow(groups.Count)][random.NextBelow(CentresOfGroup)];
            }
            replicates[i] = sum / groups.Count;
        }
        Array.Sort(replicates);
        return new Interval(Quantile(replicates, tail), Quantile(replicates, 1 - tail));
    }

    /// <summary>
    /// A resample has the averages of the values it draws from, only more or less often: they are sorted once and walked
    /// up to the middle, which for few values is ten times as fast as a selection in each.
    /// </summary>
    private static double[] Resampled(WalshAverages group, ref SplitMix64 random)
    {
        var values = group.Values;
        var pairs = (
            from high in Enumerable.Range(0, values.Count)
            from low in Enumerable.Range(0, high + 1)
            select (Low: low, High: high)
        ).ToArray();
        double[] averages = [.. pairs.Select(pair => OrderStatistics.Midpoint(values[pair.Low], values[pair.High]))];
        Array.Sort(averages, pairs);
        var counts = new int[group.Count];
        var centres = new double[CentresOfGroup];
        for (var i = 0; i < centres.Length; i++)
        {
            Array.Clear(counts);
            for (var draw = 0; draw < counts.Length; draw++)
            {
                counts[random.NextBelow(counts.Length)]++;
            }
            centres[i] = Median(averages, pairs, counts);
        }
        return centres;
    }

    private static double Median(double[] averages, (int Low, int High)[] pairs, int[] counts)
    {
        var total = counts.Length * (counts.Length + 1) / 2;
        var (seen, lower) = (0, double.NaN);
        for (var rank = 0; ; rank++)
        {
            var (low, high) = pairs[rank];
            seen += low == high ? counts[low] * (counts[low] + 1) / 2 : counts[low] * counts[high];
            if (double.IsNaN(lower) && seen > (total - 1) / 2)
            {
                lower = averages[rank];
            }
            if (seen > total / 2)
            {
                return OrderStatistics.Midpoint(lower, averages[rank]);
            }
        }
    }

    /// <summary>
    /// Of many values the centre is normally distributed, its spread being what the signed-rank interval says (a
    /// parametric bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap, 6.5): evenly spaced quantiles of it.
    /// </summary>
    private static double[] Normally(WalshAverages group)
    {
        var (center, ends) = (group.Center(), group.SignedRankInterval(0.95));
        var deviation = (ends.Upper - ends.Lower) / 2 / Normal.InvCDF(0, 1, 0.975);
        return
        [
            .. Enumerable
                .Range(0, CentresOfGroup)
                .Select(i => center + (deviation * Normal.InvCDF(0, 1, (i + 0.5) / CentresOfGroup))),
        ];
    }

    private static double Quantile(double[] sorted, double level) =>
        SortedArrayStatistics.QuantileCustom(sorted, level, QuantileDefinition.R7);
}
