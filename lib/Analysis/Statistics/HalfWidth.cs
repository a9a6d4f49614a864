namespace Analysis.Statistics;

/// <summary>Half the width of an interval, relative to its value; infinite where there is no interval.</summary>
internal static class HalfWidth
{
    /// <summary>For the ratio of pairs, from the signed-rank interval of their logarithms.</summary>
    public static double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence)
    {
        if (pairs.Any(pair => pair.Numerator <= 0 || pair.Denominator <= 0))
        {
            return double.PositiveInfinity;
        }
        return OfRatio(
            new WalshAverages([.. pairs.Select(pair => Math.Log(pair.Numerator / pair.Denominator))]),
            confidence
        );
    }

    /// <summary>The same, from the logarithms of ratios.</summary>
    public static double OfRatio(WalshAverages logs, double confidence)
    {
        var ends = logs.SignedRankInterval(confidence);
        return Relative(Math.Exp(logs.Center()), Math.Exp(ends.Lower), Math.Exp(ends.Upper));
    }

    /// <summary>For the median, from order statistics.</summary>
    public static double OfMedian(IReadOnlyList<double> values, double confidence)
    {
        var ends = OrderStatistics.MedianInterval(values, confidence);
        return Relative(OrderStatistics.Median(values), ends.Lower, ends.Upper);
    }

    private static double Relative(double value, double lower, double upper)
    {
        var width = (upper - lower) / 2 / value;
        return double.IsNaN(width) ? double.PositiveInfinity : width;
    }
}
