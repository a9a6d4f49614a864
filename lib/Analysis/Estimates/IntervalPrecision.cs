using Analysis.Statistics;
using Measurement.Collecting;

namespace Analysis.Estimates;

/// <summary>How precise a cell is so far. The collector asks this after each block.</summary>
internal sealed class IntervalPrecision : IPrecision
{
    /// <summary>Half the ratio's interval, relative to the ratio; infinite without an interval.</summary>
    /// <param name="pairs">The cell's value and the baseline's, of the same block.</param>
    public double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence) =>
        HalfWidth.OfRatio(pairs, confidence);

    /// <summary>The same for a cell's own median; used for the baseline, which has no ratio.</summary>
    public double OfMedian(IReadOnlyList<double> values, double confidence) => HalfWidth.OfMedian(values, confidence);

    /// <summary>
    /// Six for 95%. With n pairs the widest interval misses only if all pairs lie on one side,
    /// with probability 2 / 2^n.
    /// </summary>
    public int FewestForInterval(double confidence) => Estimator.FewestForInterval(confidence);
}
