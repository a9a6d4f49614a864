namespace Analysis.Statistics;

/// <summary>The straight line of least squares through values at given places, of which two at least differ.</summary>
internal sealed class LeastSquares(IReadOnlyList<double> places)
{
    private readonly double _middle = places.Average();

    private double Spread => places.Sum(place => (place - _middle) * (place - _middle));

    /// <summary>How much the line rises for each unit of place.</summary>
    /// <param name="values">One at each place.</param>
    public double Slope(IReadOnlyList<double> values) =>
        places.Zip(values, (place, value) => (place - _middle) * value).Sum() / Spread;

    /// <summary>The line's value at place 0.</summary>
    public double AtZero(IReadOnlyList<double> values) => values.Average() - (Slope(values) * _middle);
}
