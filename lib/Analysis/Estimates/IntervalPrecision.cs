using Analysis.Statistics;
using Measurement.Collecting;

namespace Analysis.Estimates;

/// <summary>How precise a cell is so far: what the collector asks after each block.</summary>
public sealed class IntervalPrecision : IPrecision
{
    /// <summary>Half the interval of the ratio, relative to the ratio; infinite where there is no interval yet.</summary>
    /// <param name="pairs">The cell's value and the baseline's, of the same block.</param>
    public double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence) =>
        HalfWidth.OfRatio(pairs, confidence);

    /// <summary>The same of a cell's own median: for the baseline, whose ratio to itself says nothing.</summary>
    public double OfMedian(IReadOnlyList<double> values, double confidence) => HalfWidth.OfMedian(values, confidence);

    /// <summary>Six for 95%: with n pairs the widest interval misses with the probability 2 / 2^n, that all lie on one side.</summary>
    public int FewestForInterval(double confidence) => 1 + (int)Math.Ceiling(-Math.Log2(1 - confidence));
}
