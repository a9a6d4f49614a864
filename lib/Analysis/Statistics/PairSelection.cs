using Measurement;

namespace Analysis.Statistics;

/// <summary>
/// The k-th smallest of the averages of all pairs of sorted values, in O(n log n) expected time and O(n) space. The
/// averages form a matrix with ascending rows and columns. So one walk along an edge in it counts those below a pivot
/// (Johnson and Mizoguchi, Selecting the K-th Element in X + Y and X1 + X2 + ... + Xm, SIAM Journal on Computing 7:2,
/// 1978). Each pivot is drawn from the averages that are left (Monahan, Algorithm 616: Fast Computation of the
/// Hodges-Lehmann Location Estimator, ACM Transactions on Mathematical Software 10:3, 1984).
/// </summary>
internal static class PairSelection
{
    /// <param name="sorted">At least one value, ascending.</param>
    /// <param name="rank">From 0 to n(n+1)/2 - 1.</param>
    public static double Select(double[] sorted, long rank)
    {
        var n = sorted.Length;
        // Row i holds the averages of value i with the values i .. n-1. In each row the columns first[i] ..
        // end[i]-1 are still searched.
        int[] first = [.. Enumerable.Range(0, n)];
        int[] end = [.. Enumerable.Repeat(n, n)];
        var edges = new int[n];
        var left = n * (n + 1L) / 2;
        var random = new SplitMix64(0);
        while (left > n)
        {
            var pivot = At(sorted, first, end, (long)(random.NextDouble() * left));
            var below = Below(pivot, sorted, first, end, edges);
            if (rank < below)
            {
                (end, edges, left) = (edges, end, below);
                continue;
            }
            var upTo = Below(Math.BitIncrement(pivot), sorted, first, end, edges);
            if (rank < upTo)
            {
                return pivot;
            }
            (first, edges, left, rank) = (edges, first, left - upTo, rank - upTo);
        }
        var few = new List<double>(n);
        for (var row = 0; row < n; row++)
        {
            for (var column = first[row]; column < end[row]; column++)
            {
                few.Add(OrderStatistics.Midpoint(sorted[row], sorted[column]));
            }
        }
        few.Sort();
        return few[(int)rank];
    }

    private static double At(double[] sorted, int[] first, int[] end, long index)
    {
        var row = 0;
        while (index >= end[row] - first[row])
        {
            index -= end[row] - first[row];
            row++;
        }
        return OrderStatistics.Midpoint(sorted[row], sorted[first[row] + (int)index]);
    }

    /// <summary>How many of the averages that are left lie below the limit; sets where these end in each row.</summary>
    private static long Below(double limit, double[] sorted, int[] first, int[] end, int[] edges)
    {
        var (count, column) = (0L, sorted.Length);
        for (var row = 0; row < sorted.Length; row++)
        {
            while (column > row && OrderStatistics.Midpoint(sorted[row], sorted[column - 1]) >= limit)
            {
                column--;
            }
            edges[row] = Math.Clamp(column, first[row], end[row]);
            count += edges[row] - first[row];
        }
        return count;
    }
}
