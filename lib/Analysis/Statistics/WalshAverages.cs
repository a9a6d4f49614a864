using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace Analysis.Statistics;

/// <summary>
/// The averages of all pairs of values, each value also paired with itself. Their median is the Hodges-Lehmann estimate
/// of the centre. Two of them are the ends of the interval that the inverted signed-rank test gives (Hollander, Wolfe
/// and Chicken, Nonparametric Statistical Methods, 3.2-3.3). Ties and zeros only make that interval wider than it needs
/// to be. The averages are never listed: each one that is needed is selected by its rank, in
/// O(n log n), and remembered.
/// </summary>
internal sealed class WalshAverages
{
    /// <summary>Up to this many values the distribution of the signed-rank statistic is computed exactly.</summary>
    public const int ExactLimit = 50;

    private readonly double[] _sorted;
    private readonly long _averages;
    private readonly ConcurrentDictionary<long, double> _selected = [];

    public WalshAverages(params ReadOnlySpan<double> values)
    {
        _sorted = values.ToArray();
        Array.Sort(_sorted);
        _averages = Count * (Count + 1L) / 2;
    }

    /// <summary>The values themselves, in ascending order.</summary>
    public IReadOnlyList<double> Values => _sorted;

    /// <summary>How many values there are (not averages).</summary>
    public int Count => _sorted.Length;

    /// <summary>The Hodges-Lehmann estimate; NaN without values.</summary>
    public double Center() =>
        Count == 0 ? double.NaN
        : _averages % 2 == 1 ? Average(_averages / 2)
        : OrderStatistics.Midpoint(Average((_averages / 2) - 1), Average(_averages / 2));

    /// <summary>
    /// The interval of the signed-rank test. It is exact up to <see cref="ExactLimit"/> values, and from a normal
    /// approximation beyond. At 95% it takes 6 values; with fewer there is no interval.
    /// </summary>
    public Interval SignedRankInterval(double confidence)
    {
        var tail = (1 - confidence) / 2;
        var rank = Count <= ExactLimit ? ExactRank(Count, tail) : NormalRank(Count, tail);
        return rank < 1 ? Interval.None : new Interval(Average(rank - 1), Average(_averages - rank));
    }

    /// <param name="rank">From 0, the smallest.</param>
    private double Average(long rank) =>
        _selected.GetOrAdd(rank, static (asked, sorted) => PairSelection.Select(sorted, asked), _sorted);

    /// <summary>
    /// The largest r with P(V below r) at most <paramref name="tail"/>; V is the signed-rank statistic.
    /// </summary>
    private static long ExactRank(int count, double tail)
    {
        // All 2^n sets of positive ranks are equally likely, and ways[v] of them have the sum v. Doubles hold these
        // numbers exactly up to n = 50.
        var ways = new double[(count * (count + 1) / 2) + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= count; rank++)
        {
            for (var sum = ways.Length - 1; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }
        var (below, allowed, value) = (0.0, tail * Math.Pow(2, count), 0);
        while (below + ways[value] <= allowed)
        {
            below += ways[value++];
        }
        return value;
    }

    private static long NormalRank(int count, double tail)
    {
        var n = (double)count;
        var deviation = Math.Sqrt(n * (n + 1) * ((2 * n) + 1) / 24);
        return (long)Math.Floor((n * (n + 1) / 4) + (Normal.InvCDF(0, 1, tail) * deviation));
    }
}
