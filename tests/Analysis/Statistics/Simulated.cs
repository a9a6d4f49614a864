using Measurement;

namespace Analysis.Tests.Statistics;

/// <summary>How the logarithms of simulated measurements are distributed.</summary>
public enum Shape
{
    LogNormal,
    Bimodal,
    HeavyTailed,
}

/// <summary>Simulated measurements, whose truth is known.</summary>
internal sealed class Simulated(ulong seed)
{
    private SplitMix64 _random = new(seed);

    public double[] Draw(Shape shape, int count, double spread = 0.2) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Exp(spread * Log(shape)))];

    public double Log(Shape shape) =>
        shape switch
        {
            Shape.LogNormal => Gauss(),
            Shape.Bimodal => Gauss() + (_random.NextDouble() < 0.3 ? 8 : 0),
            // Student's t with two degrees of freedom has no variance.
            _ => Gauss() / Math.Sqrt(-Math.Log(1 - _random.NextDouble())),
        };

    public double Gauss() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
