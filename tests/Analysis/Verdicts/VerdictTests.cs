using Analysis.Estimates;
using Analysis.Published;
using Analysis.Verdicts;
using Measurement.Frames;

namespace Analysis.Tests.Verdicts;

public sealed class VerdictTests
{
    private const double None = double.PositiveInfinity;

    [Theory]
    // The claim: at least 100. The margin is 2%.
    [InlineData(98, 500, 100, None, Verdict.Holds)]
    [InlineData(97.9, 500, 100, None, Verdict.Undecided)]
    [InlineData(50, 97.9, 100, None, Verdict.LessThanClaimed)]
    [InlineData(50, 98.1, 100, None, Verdict.Undecided)]
    [InlineData(0.5, 0.9, 100, None, Verdict.Opposite)]
    [InlineData(0.99, 1.01, 100, None, Verdict.LessThanClaimed)]
    [InlineData(0.9, 1.1, 100, None, Verdict.LessThanClaimed)]
    // The claim: from 3 to 4.
    [InlineData(2.94, 4.08, 3, 4, Verdict.Holds)]
    [InlineData(3.9, 4.1, 3, 4, Verdict.Undecided)]
    [InlineData(4.09, 5, 3, 4, Verdict.MoreThanClaimed)]
    [InlineData(10.6, 11, 3, 4, Verdict.MoreThanClaimed)]
    [InlineData(2, 2.93, 3, 4, Verdict.LessThanClaimed)]
    [InlineData(2, 2.95, 3, 4, Verdict.Undecided)]
    [InlineData(0.5, 0.9, 3, 4, Verdict.Opposite)]
    // The claim: 92.79% of native's speed. It says how close two things are, so no direction can be wrong.
    [InlineData(0.92, 0.93, 0.913, 0.942, Verdict.Holds)]
    [InlineData(0.8, 0.82, 0.913, 0.942, Verdict.LessThanClaimed)]
    [InlineData(1.2, 1.5, 0.913, 0.942, Verdict.MoreThanClaimed)]
    // The claim: at most 10.
    [InlineData(2, 10.2, -None, 10, Verdict.Holds)]
    [InlineData(10.3, 12, -None, 10, Verdict.MoreThanClaimed)]
    [InlineData(9, 11, -None, 10, Verdict.Undecided)]
    // The claim: level.
    [InlineData(0.9, 1.1, 0.833, 1.2, Verdict.Holds)]
    [InlineData(1.3, 1.4, 0.833, 1.2, Verdict.MoreThanClaimed)]
    [InlineData(0.7, 0.8, 0.833, 1.2, Verdict.LessThanClaimed)]
    public void The_interval_against_the_claimed_range_gives_the_verdict(
        double lower,
        double upper,
        double low,
        double high,
        Verdict verdict
    ) => Assert.Equal(verdict, VerdictRule.Judge(new(low, high), Ratio(lower, upper)));

    [Theory]
    [InlineData(1.021, 1.5, Verdict.Holds)]
    [InlineData(1.01, 1.5, Verdict.Undecided)]
    [InlineData(0.99, 1.01, Verdict.LessThanClaimed)]
    [InlineData(0.5, 0.9, Verdict.Opposite)]
    [InlineData(0.5, 0.99, Verdict.Undecided)]
    public void A_direction_begins_beyond_the_margin_and_the_same_is_less_than_claimed(
        double lower,
        double upper,
        Verdict verdict
    )
    {
        Assert.Equal(verdict, VerdictRule.Judge(ClaimedRange.More, Ratio(lower, upper)));
        Assert.Equal(verdict, VerdictRule.Judge(ClaimedRange.Less, Ratio(1 / upper, 1 / lower)));
    }

    [Theory]
    [InlineData(Bound.AtLeast, 120, 100, None, Verdict.Holds)]
    [InlineData(Bound.AtLeast, 90, 100, None, Verdict.Undecided)]
    [InlineData(Bound.AtLeast, 5, 3, 4, Verdict.MoreThanClaimed)]
    [InlineData(Bound.AtLeast, 3.5, 3, 4, Verdict.Undecided)]
    [InlineData(Bound.AtMost, 0.5, 100, None, Verdict.Opposite)]
    [InlineData(Bound.AtMost, 50, 100, None, Verdict.LessThanClaimed)]
    [InlineData(Bound.AtMost, 0.5, 0.833, 1.2, Verdict.LessThanClaimed)]
    [InlineData(Bound.AtMost, 9, -None, 10, Verdict.Holds)]
    public void A_bound_decides_what_it_can(Bound bound, double value, double low, double high, Verdict verdict) =>
        Assert.Equal(
            verdict,
            VerdictRule.Judge(new(low, high), Ratio(null, null) with { Value = value, Bound = bound })
        );

    [Fact]
    public void Without_an_interval_nothing_is_decided()
    {
        var alone = Ratio(null, null) with { Value = 500 };
        Assert.Equal(Verdict.Undecided, VerdictRule.Judge(new(100, None), alone));
        Assert.Equal(Verdict.Undecided, VerdictRule.Judge(ClaimedRange.More, alone));
        Assert.Equal(Verdict.Undecided, VerdictRule.Judge(ClaimedRange.Less, alone));
    }

    [Fact]
    public void An_exact_ratio_is_never_undecided()
    {
        double[] values = [0.5, 0.98, 1, 1.02, 1.5, 97, 98, 100, 102, 103];
        Assert.All(
            values,
            value => Assert.NotEqual(Verdict.Undecided, VerdictRule.Judge(new(100, None), Ratio(value, value)))
        );
    }

    [Fact]
    public void Four_times_the_blocks_halve_an_interval_and_decide_what_it_straddled()
    {
        // Around 105 the interval must shrink to a half (on the log scale) to clear 98.
        var clear = Math.Log(105.0 / 98);
        var ratio = Ratio(105 * Math.Exp(-2 * clear), 105 * Math.Exp(2 * clear)) with { Count = 10 };
        Assert.Equal(30, VerdictRule.MoreBlocks(new(100, None), ratio));
    }

    [Fact]
    public void No_number_of_blocks_is_promised_where_none_would_decide()
    {
        ClaimedRange claimed = new(100, None);
        Assert.Null(VerdictRule.MoreBlocks(claimed, Ratio(98 / 1.1, 98 * 1.1)));
        Assert.Null(VerdictRule.MoreBlocks(claimed, Ratio(200, 300)));
        Assert.Null(VerdictRule.MoreBlocks(claimed, Ratio(null, null)));
    }

    [Theory]
    [InlineData(Verdict.Holds, Verdict.Holds, Verdict.Holds)]
    [InlineData(Verdict.LessThanClaimed, Verdict.Holds, Verdict.LessThanClaimed)]
    [InlineData(Verdict.Opposite, Verdict.Undecided, Verdict.Opposite)]
    [InlineData(Verdict.Opposite, Verdict.LessThanClaimed, Verdict.Opposite)]
    [InlineData(Verdict.MoreThanClaimed, Verdict.MoreThanClaimed, Verdict.Undecided)]
    [InlineData(Verdict.Undecided, Verdict.Holds, Verdict.Undecided)]
    [InlineData(Verdict.NotJudged, Verdict.Holds, Verdict.NotJudged)]
    public void A_claim_of_several_comparisons_holds_when_all_do(Verdict verdict, params Verdict[] comparisons) =>
        Assert.Equal(verdict, VerdictRule.All(comparisons));

    [Theory]
    [InlineData(4, 2, 0, Verdict.Holds)]
    [InlineData(4, 0, 2, Verdict.Holds)]
    [InlineData(3, 3, 0, Verdict.LessThanClaimed)]
    [InlineData(3, 2, 1, Verdict.Undecided)]
    [InlineData(1, 3, 2, Verdict.LessThanClaimed)]
    public void Most_programs_are_more_than_half(int holds, int fails, int open, Verdict verdict) =>
        Assert.Equal(
            verdict,
            VerdictRule.Most([
                .. Enumerable.Repeat(Verdict.Holds, holds),
                .. Enumerable.Repeat(Verdict.LessThanClaimed, fails),
                .. Enumerable.Repeat(Verdict.Undecided, open),
            ])
        );

    private static Estimate Ratio(double? lower, double? upper) =>
        new(
            lower == upper ? lower ?? double.NaN : Math.Sqrt(lower * upper ?? double.NaN),
            lower,
            upper,
            0.95,
            10,
            Unit.Ratio,
            ""
        );
}
