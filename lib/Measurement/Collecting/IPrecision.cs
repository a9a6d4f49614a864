namespace Measurement.Collecting;

/// <summary>
/// How wide a cell's interval is, relative to its value: what a stop rule may look at. The library of statistics provides
/// it; infinite where there are too few samples for an interval.
/// </summary>
internal interface IPrecision
{
    /// <summary>Of the ratio of two cells measured in the same blocks.</summary>
    double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence);

    /// <summary>Of the median of a cell that has no baseline beside it.</summary>
    double OfMedian(IReadOnlyList<double> values, double confidence);

    /// <summary>How many samples, or pairs of them, an interval needs at least.</summary>
    int FewestForInterval(double confidence);
}
