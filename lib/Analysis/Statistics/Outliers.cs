namespace Analysis.Statistics;

/// <summary>Flags outliers and never deletes them: estimates are shown with and without the flagged values.</summary>
internal static class Outliers
{
    /// <summary>Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), recommend 3.5.</summary>
    private const double Limit = 3.5;

    /// <summary>
    /// The median absolute deviation, times this number, estimates the standard deviation of a normal distribution.
    /// </summary>
    private const double NormalConsistency = 1.4826;

    /// <summary>Which values are flagged, in words.</summary>
    public static string Rule { get; } =
        $"more than {Limit} times {NormalConsistency} median absolute deviations from the median";

    /// <summary>
    /// For each value whether it lies far from the median, in units of the median absolute deviation. Where more than
    /// half of the values are equal, that deviation is zero, and no value is flagged.
    /// </summary>
    public static IReadOnlyList<bool> Flag(IReadOnlyList<double> values)
    {
        var median = OrderStatistics.Median(values);
        var deviation = NormalConsistency * OrderStatistics.Median(values.Select(value => Math.Abs(value - median)));
        return [.. values.Select(value => deviation > 0 && Math.Abs(value - median) > Limit * deviation)];
    }
}
