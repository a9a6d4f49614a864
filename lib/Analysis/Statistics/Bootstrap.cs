using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Measurement;

namespace Analysis.Statistics;

/// <summary>A seeded bootstrap. The same values give the same interval, every time and on every machine.</summary>
internal static class Bootstrap
{
    public const int Resamples = 10_000;
    private const ulong Seed = 2022;

    /// <summary>
    /// How many resampled centres of a group are computed in advance. Resamples draw from this stock, which is ten
    /// times as fast as a fresh resample each time. The chance that remains within a group is small beside the
    /// differences between groups.
    /// </summary>
    private const int CentresOfGroup = 1000;

    /// <summary>
    /// The interval of the mean of the groups' centres. Each resample draws groups, then values within each. For few
    /// groups the percentiles are widened so that they cover like Student's t (Hesterberg, What Teachers Should Know
    /// About the Bootstrap, The American Statistician 69:4, 2015, 5.3). The most extreme resample draws the same one of
    /// k groups every time, which happens k^-k of the time. Where that is likelier than the tail, no resample lies that
    /// far out and there is no interval: at 95% it takes 5 groups.
    /// </summary>
    public static Interval Hierarchical(
        IReadOnlyList<WalshAverages> groups,
        double confidence,
        int resamples = Resamples
    ) => Hierarchical(groups, [], confidence, resamples);

    /// <summary>
    /// The interval of the mean difference of two centres of each group, such as the same ratio on two machines. Each
    /// resample draws groups, both sides of one together, then values within each side.
    /// </summary>
    /// <param name="subtracted">The other side of each group; empty: there is none.</param>
    public static Interval Hierarchical(
        IReadOnlyList<WalshAverages> groups,
        IReadOnlyList<WalshAverages> subtracted,
        double confidence,
        int resamples = Resamples
    )
    {
        if (groups.Count < 2)
        {
            return Interval.None;
        }
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
            centres[group] = Centres(groups[group], ref random);
        }
        for (var group = 0; group < subtracted.Count; group++)
        {
            var others = Centres(subtracted[group], ref random);
            for (var i = 0; i < CentresOfGroup; i++)
            {
                centres[group][i] -= others[random.NextBelow(CentresOfGroup)];
            }
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

    private static double[] Centres(WalshAverages group, ref SplitMix64 random) =>
        group.Count <= WalshAverages.ExactLimit ? Resampled(group, ref random) : Normally(group);

    /// <summary>
    /// The centre of each resample. A resample has the same averages as its group, only more or less often. So
    /// they are sorted once, and each resample walks up to the middle. For few values that is ten times as
    /// fast as a selection in each.
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
    /// The centres of a group with many values. They are normally distributed, and the signed-rank interval gives their
    /// spread (a parametric bootstrap: Efron and Tibshirani, An Introduction to the Bootstrap, 6.5). The result is
    /// evenly spaced quantiles of that distribution.
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
