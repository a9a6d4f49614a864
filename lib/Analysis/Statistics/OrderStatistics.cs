using MathNet.Numerics.Distributions;

namespace Analysis.Statistics;

/// <summary>The median and its interval. They assume nothing about the distribution of the values.</summary>
internal static class OrderStatistics
{
    public static double Median(IEnumerable<double> values) => MedianOfSorted([.. values.Order()]);

    /// <summary>
    /// The interval from the k-th smallest to the k-th largest value. k is the largest number that keeps the binomial
    /// probability of missing the median within 1 - confidence (Conover, Practical Nonparametric Statistics, 3.2). At
    /// 95% it takes 6 values; with fewer both ends are NaN.
    /// </summary>
    public static Interval MedianInterval(IEnumerable<double> values, double confidence)
    {
        double[] sorted = [.. values.Order()];
        var k = 0;
        while (2 * (k + 1) <= sorted.Length && Binomial.CDF(0.5, sorted.Length, k) <= (1 - confidence) / 2)
        {
            k++;
        }
        return k == 0 ? Interval.None : new Interval(sorted[k - 1], sorted[^k]);
    }

    internal static double MedianOfSorted(double[] sorted) =>
        sorted.Length == 0 ? double.NaN : Midpoint(sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);

    /// <summary>The middle between two ends. It is exact where they are equal, also where both are infinite.</summary>
    internal static double Midpoint(double low, double high) => low == high ? low : (low + high) / 2;
}
