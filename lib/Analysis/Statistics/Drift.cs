namespace Analysis.Statistics;

/// <summary>Where the level of a series most likely shifted, and how likely that is by chance alone.</summary>
/// <param name="Index">The first value after the shift.</param>
internal readonly record struct ChangePoint(int Index, double PValue);

/// <summary>Tests whether the level of a cell's samples changed while they were taken.</summary>
internal static class Drift
{
    /// <summary>
    /// Pettitt's rank test with his approximate p-value (A Non-parametric Approach to the Change-point Problem, Applied
    /// Statistics 28:2, 1979). It makes no assumption about the distribution, and a single outlier does not trigger it.
    /// </summary>
    /// <param name="values">The values in the order of time.</param>
    public static ChangePoint Test(IReadOnlyList<double> values)
    {
        var n = values.Count;
        var doubledRanks = DoubledRanks([.. values]);
        var (sum, largest, index) = (0, 0, 0);
        for (var t = 0; t < n - 1; t++)
        {
            // How many values are below this one, minus how many are above.
            sum += doubledRanks[t] - n - 1;
            if (Math.Abs(sum) > Math.Abs(largest))
            {
                (largest, index) = (sum, t + 1);
            }
        }
        var p = 2 * Math.Exp(-6.0 * largest * largest / (Math.Pow(n, 3) + Math.Pow(n, 2)));
        return new ChangePoint(index, n == 0 ? 1 : Math.Min(1, p));
    }

    /// <summary>Twice the rank of each value, from 1; equal values share the mean of their ranks.</summary>
    private static int[] DoubledRanks(double[] values)
    {
        var places = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(values, places);
        var doubled = new int[values.Length];
        for (var (first, last) = (0, 0); first < values.Length; first = last)
        {
            while (last < values.Length && values[last].Equals(values[first]))
            {
                last++;
            }
            for (var at = first; at < last; at++)
            {
                doubled[places[at]] = first + 1 + last;
            }
        }
        return doubled;
    }
}
