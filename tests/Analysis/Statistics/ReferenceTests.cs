using Analysis.Statistics;
using static Analysis.Tests.Statistics.References;

namespace Analysis.Tests.Statistics;

public sealed class ReferenceTests
{
    [Fact]
    public void The_median_and_its_interval_agree_with_R()
    {
        foreach (var item in Cases("r.json", "median"))
        {
            var values = item.Numbers("values");
            Assert.Equal(item.Number("center"), OrderStatistics.Median(values), 1e-12);
            Agree(item.Ends, OrderStatistics.MedianInterval(values, item.Number("confidence")));
        }
    }

    [Theory]
    [InlineData("signed_rank")]
    [InlineData("signed_rank_tied")]
    public void Hodges_Lehmann_and_the_exact_interval_agree_with_R(string section)
    {
        foreach (var item in Cases("r.json", section))
        {
            var walsh = new WalshAverages(item.Numbers("values"));
            Assert.Equal(item.Number("center"), walsh.Center(), 1e-12);
            Agree(item.Ends, walsh.SignedRankInterval(item.Number("confidence")));
        }
    }

    [Fact]
    public void Beyond_fifty_values_the_interval_agrees_with_R_by_the_normal_approximation()
    {
        foreach (var item in Cases("r.json", "signed_rank_normal"))
        {
            var walsh = new WalshAverages(item.Numbers("values"));
            var ends = walsh.SignedRankInterval(item.Number("confidence"));
            Assert.Equal(item.Number("center"), walsh.Center(), 1e-12);
            Agree(item.Ends, ends);
            // wilcox.test searches for the ends between two averages, in steps.
            Agree(new(item.Number("wilcox_lower"), item.Number("wilcox_upper")), ends, tolerance: 0.002);
        }
    }

    [Fact]
    public void Hodges_Lehmann_is_Pragmastats_Center()
    {
        foreach (var item in Cases("r.json", "signed_rank").Concat(Cases("r.json", "signed_rank_normal")))
        {
            var values = item.Numbers("values");
            double center = Pragmastat.Toolkit.Center(new Pragmastat.Sample(values));
            Assert.Equal(center, new WalshAverages(values).Center(), 1e-12);
        }
    }

    [Fact]
    public void Holms_adjustment_agrees_with_R()
    {
        foreach (var item in Cases("r.json", "holm"))
        {
            var adjusted = Holm.Adjust(item.Numbers("p"));
            Assert.All(item.Numbers("adjusted").Zip(adjusted), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void A_change_point_is_found_where_R_finds_it()
    {
        foreach (var item in Cases("r.json", "pettitt"))
        {
            var found = Drift.Test(item.Numbers("values"));
            Assert.Equal(item.Number("index"), found.Index);
            Assert.Equal(item.Number("p"), found.PValue, 1e-12);
        }
    }

    [Fact]
    public void Outliers_are_those_that_R_flags()
    {
        foreach (var item in Cases("r.json", "outliers"))
        {
            var flags = Outliers.Flag(item.Numbers("values")).Select(flagged => flagged ? 1.0 : 0);
            Assert.Equal(item.Numbers("flagged"), flags);
        }
    }
}
