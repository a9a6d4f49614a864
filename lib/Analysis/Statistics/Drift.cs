namespace Analysis.Statistics;

/// <summary>Where a series most likely shifted, and how likely so large a shift is by chance.</summary>
/// <param name="Index">The first value after the shift.</param>
internal readonly record struct ChangePoint(int Index, double PValue);

/// <summary>Whether a cell's samples changed their level while they were taken.</summary>
internal static class Drift
{
    /// <summary>
    /// Pettitt's rank test with his approximate p-value (A Non-parametric Approach to the Change-point Problem, Applied
    /// Statistics 28:2, 1979): no assumption about the distribution, and an outlier alone does not fire it.
    /// </summary>
    /// <param name="values">In the order of time.</param>
    public static ChangePoint Test(IReadOnlyList<double> values)
    {
        var n = values.Count;
        var (sum, largest, index) = (0, 0, 0);
        for (var t = 0; t < n - 1; t++)
        {
            sum += values.Sum(other => values[t].CompareTo(other));
            if (Math.Abs(sum) > Math.Abs(largest))
            {
                (largest, index) = (sum, t + 1);
            }
        }
        var p = 2 * Math.Exp(-6.0 * largest * largest / (Math.Pow(n, 3) + Math.Pow(n, 2)));
        return new ChangePoint(index, n == 0 ? 1 : Math.Min(1, p));
    }
}
