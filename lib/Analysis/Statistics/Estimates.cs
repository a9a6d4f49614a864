using Measurement;

namespace Analysis;

/// <summary>One side of a ratio: which quantity of which target.</summary>
public sealed record Side(Metric Metric, string Target);

/// <summary>
/// Estimates from a frame, by the rules of method.md: the one door to the statistics. Null means that there is nothing to
/// estimate from: no samples, no block that has both sides, or both sides cut off at the timeout. All runs of the frame
/// are taken together: load runs of one host and one size.
/// </summary>
public static class Estimates
{
    public const double Confidence = 0.95;

    /// <summary>Median of a cell; interval from order statistics. With timeouts in its middle: at least that.</summary>
    public static Estimate? Median(
        Frame frame,
        Metric metric,
        string workload,
        string target,
        double confidence = Confidence
    ) => throw new NotSupportedException();

    /// <summary>
    /// How many times the numerator's value is the denominator's, on one workload: Hodges-Lehmann of the log ratios
    /// within blocks. A numerator cut off at the timeout gives a bound from below, a denominator one from above.
    /// </summary>
    public static Estimate? Ratio(
        Frame frame,
        Metric metric,
        string workload,
        string numerator,
        string denominator,
        double confidence = Confidence
    ) => Ratio(frame, workload, new Side(metric, numerator), new Side(metric, denominator), confidence);

    /// <summary>The same between two quantities, such as the time inside a container against that of a process.</summary>
    public static Estimate? Ratio(
        Frame frame,
        string workload,
        Side numerator,
        Side denominator,
        double confidence = Confidence
    ) => throw new NotSupportedException();

    /// <summary>Geometric mean over workloads of the ratio; interval by hierarchical bootstrap.</summary>
    public static Estimate? GeometricMean(
        Frame frame,
        Metric metric,
        IReadOnlyList<string> workloads,
        string numerator,
        string denominator,
        double confidence = Confidence
    ) => GeometricMean(frame, workloads, new Side(metric, numerator), new Side(metric, denominator), confidence);

    /// <summary>The same between two quantities.</summary>
    public static Estimate? GeometricMean(
        Frame frame,
        IReadOnlyList<string> workloads,
        Side numerator,
        Side denominator,
        double confidence = Confidence
    ) => throw new NotSupportedException();
}
