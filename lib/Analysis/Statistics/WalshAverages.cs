using MathNet.Numerics.Distributions;

namespace Analysis.Statistics;

/// <summary>
/// The averages of all pairs of values, each value with itself included, sorted. Their median is the Hodges-Lehmann
/// estimate of the centre; the signed-rank test inverts to an interval between two of them (Hollander, Wolfe and
/// Chicken, Nonparametric Statistical Methods, 3.2-3.3). Ties and zeros only make that interval cautious.
/// </summary>
internal sealed class WalshAverages
{
    /// <summary>Up to here the distribution of the signed-rank statistic is computed exactly.</summary>
    public const int ExactLimit = 50;

    private readonly double[] _sorted;
    private readonly int[] _first;
    private readonly int[] _second;

    public WalshAverages(IReadOnlyList<double> values)
    {
        Count = values.Count;
        var pairs = Enumerable
            .Range(0, Count)
            .SelectMany(i => Enumerable.Range(0, i + 1).Select(j => (i, j)))
            .ToArray();
        _sorted = [.. pairs.Select(pair => OrderStatistics.Midpoint(values[pair.i], values[pair.j]))];
        Array.Sort(_sorted, pairs);
        _first = [.. pairs.Select(pair => pair.i)];
        _second = [.. pairs.Select(pair => pair.j)];
    }

    /// <summary>How many values there are (not averages).</summary>
    public int Count { get; }

    /// <summary>The Hodges-Lehmann estimate; NaN without values.</summary>
    public double Center() => OrderStatistics.MedianOfSorted(_sorted);

    /// <summary>
    /// The estimate of a resample in which value i occurs <c>counts[i]</c> times. A resample has the same averages, only
    /// more or less often: so they are sorted once and walked up to the middle.
    /// </summary>
    public double Center(ReadOnlySpan<int> counts)
    {
        var size = 0L;
        foreach (var count in counts)
        {
            size += count;
        }
        var total = size * (size + 1) / 2;
        var (seen, low) = (0L, double.NaN);
        for (var rank = 0; rank < _sorted.Length; rank++)
        {
            var (i, j) = (_first[rank], _second[rank]);
            seen += i == j ? (long)counts[i] * (counts[i] + 1) / 2 : (long)counts[i] * counts[j];
            if (double.IsNaN(low) && seen > (total - 1) / 2)
            {
                low = _sorted[rank];
            }
            if (seen > total / 2)
            {
                return OrderStatistics.Midpoint(low, _sorted[rank]);
            }
        }
        return double.NaN;
    }

    /// <summary>
    /// The interval of the signed-rank test: exact up to <see cref="ExactLimit"/> values, by its normal approximation
    /// beyond. At 95% it takes 6 values; with fewer both ends are NaN.
    /// </summary>
    public Interval SignedRankInterval(double confidence)
    {
        var tail = (1 - confidence) / 2;
        var rank = Count <= ExactLimit ? ExactRank(Count, tail) : NormalRank(Count, tail);
        return rank < 1 ? Interval.None : new Interval(_sorted[rank - 1], _sorted[^rank]);
    }

    /// <summary>The largest r with P(V below r) at most <paramref name="tail"/>, V the signed-rank statistic.</summary>
    private static int ExactRank(int count, double tail)
    {
        // Of the 2^n equally likely sets of positive ranks, ways[v] have the sum v; doubles hold them exactly to n = 50.
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

    private static int NormalRank(int count, double tail)
    {
        var n = (double)count;
        var deviation = Math.Sqrt(n * (n + 1) * ((2 * n) + 1) / 24);
        return (int)Math.Floor((n * (n + 1) / 4) + (Normal.InvCDF(0, 1, tail) * deviation));
    }
}
