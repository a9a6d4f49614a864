namespace Measurement.Collecting;

/// <summary>
/// How wide a cell's interval is, relative to its value; infinite where there are too few samples for an interval. A
/// stop rule may look at this alone. The library of statistics implements it.
/// </summary>
internal interface IPrecision
{
    /// <summary>For the ratio of two cells that were measured in the same blocks.</summary>
    double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence);

    /// <summary>For the median of a cell that has no baseline beside it.</summary>
    double OfMedian(IReadOnlyList<double> values, double confidence);

    /// <summary>How many samples, or pairs of samples, an interval needs at least.</summary>
    int FewestForInterval(double confidence);
}
