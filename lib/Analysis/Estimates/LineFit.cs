using Analysis.Statistics;

namespace Analysis.Estimates;

/// <summary>A straight line through the values of one block.</summary>
internal readonly record struct FittedLine(double AtZero, double Slope);

/// <summary>Fits lines of least squares through values at the same places.</summary>
/// <param name="places">Of which two at least differ.</param>
internal sealed class LineFit(IReadOnlyList<double> places)
{
    private readonly LeastSquares _line = new(places);

    public int Count => places.Count;

    public FittedLine Through(IReadOnlyList<double> values) => new(_line.AtZero(values), _line.Slope(values));
}
