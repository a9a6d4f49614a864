using Measurement;

namespace Analysis;

/// <summary>
/// How precise a cell is so far: what the collector asks after each block. Fast rather than final: beyond
/// <see cref="WalshAverages.ExactLimit"/> pairs the interval is the signed-rank test's normal approximation, where a
/// published estimate takes a bootstrap.
/// </summary>
public sealed class Precision : IPrecision
{
    /// <summary>Half the interval of the ratio, relative to the ratio; infinite where there is no interval yet.</summary>
    /// <param name="pairs">The cell's value and the baseline's, of the same block.</param>
    public double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence)
    {
        if (pairs.Any(pair => pair.Numerator <= 0 || pair.Denominator <= 0))
        {
            return double.PositiveInfinity;
        }
        var logs = new WalshAverages([.. pairs.Select(pair => Math.Log(pair.Numerator / pair.Denominator))]);
        var ends = logs.SignedRankInterval(confidence);
        return Relative(Math.Exp(logs.Center()), Math.Exp(ends.Lower), Math.Exp(ends.Upper));
    }

    /// <summary>The same of a cell's own median: for the baseline, whose ratio to itself says nothing.</summary>
    public double OfMedian(IReadOnlyList<double> values, double confidence)
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
