using Analysis.Statistics;
using FsCheck.Xunit;
using Measurement;

namespace Analysis.Tests.Statistics;

public sealed class PairSelectionTests
{
    [Property]
    public void Whatever_its_rank_the_average_is_the_one_that_sorting_all_of_them_gives(short[] values, ushort scale)
    {
        // Few different values make many ties, and both signs and zeros occur.
        double[] sorted = [.. values.Append((short)0).Select(value => value % (1 + (scale % 100)) / 8.0).Order()];
        Assert.Equal(Naive(sorted), Selected(sorted));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(50, 1_000_000)]
    [InlineData(51, 1_000_000)]
    [InlineData(120, 3)]
    [InlineData(120, 1)]
    [InlineData(120, 1_000_000)]
    public void Ties_and_sizes_make_no_difference(int count, int different)
    {
        var random = new SplitMix64((ulong)count);
        double[] sorted =
        [
            .. Enumerable.Range(0, count).Select(_ => Math.Log(1 + random.NextBelow(different))).Order(),
        ];
        Assert.Equal(Naive(sorted), Selected(sorted));
    }

    [Fact]
    public void The_centre_of_seven_thousand_values_is_Pragmastats()
    {
        var random = new SplitMix64(7000);
        double[] values = [.. Enumerable.Range(0, 7000).Select(_ => Math.Log(random.NextDouble()))];
        double center = Pragmastat.Toolkit.Center(new Pragmastat.Sample(values));
        Assert.Equal(center, new WalshAverages(values).Center(), 1e-12);
    }

    private static IEnumerable<double> Selected(double[] sorted) =>
        Enumerable.Range(0, sorted.Length * (sorted.Length + 1) / 2).Select(rank => PairSelection.Select(sorted, rank));

    private static IEnumerable<double> Naive(double[] sorted) =>
        from average in sorted.SelectMany(
            (low, row) => sorted.Skip(row).Select(high => low == high ? low : (low + high) / 2)
        )
        orderby average
        select average;
}
