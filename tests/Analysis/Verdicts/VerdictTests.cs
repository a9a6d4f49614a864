using Analysis.Estimates;
using Analysis.Verdicts;
using Measurement.Frames;

namespace Analysis.Tests.Verdicts;

public sealed class VerdictTests
{
    [Theory]
    // The claim: at least 100.
    [InlineData(98, 500, 100, null, Verdict.Confirmed)]
    [InlineData(97.9, 500, 100, null, Verdict.Inconclusive)]
    [InlineData(50, 97.9, 100, null, Verdict.WeakerThanClaimed)]
    [InlineData(50, 98.1, 100, null, Verdict.Inconclusive)]
    [InlineData(0.5, 0.9, 100, null, Verdict.Contradicted)]
    [InlineData(0.99, 1.01, 100, null, Verdict.Contradicted)]
    [InlineData(1.005, 1.015, 100, null, Verdict.Contradicted)]
    [InlineData(0.9, 1.1, 100, null, Verdict.Inconclusive)]
    // The claim: from 3 to 4.
    [InlineData(2.94, 4.08, 3.0, 4.0, Verdict.Confirmed)]
    [InlineData(3.9, 4.1, 3.0, 4.0, Verdict.Inconclusive)]
    [InlineData(4.09, 5, 3.0, 4.0, Verdict.StrongerThanClaimed)]
    [InlineData(2, 2.9, 3.0, 4.0, Verdict.WeakerThanClaimed)]
    // The claim: more, without a number.
    [InlineData(1.021, 1.5, 1.0, null, Verdict.Confirmed)]
    [InlineData(1.01, 1.5, 1.0, null, Verdict.Inconclusive)]
    [InlineData(0.99, 1.5, 1.0, null, Verdict.Inconclusive)]
    [InlineData(0.99, 1.01, 1.0, null, Verdict.Contradicted)]
    [InlineData(0.5, 0.9, 1.0, null, Verdict.Contradicted)]
    // The claim: 0.8, which is less. The rule is mirrored.
    [InlineData(0.79, 0.81, 0.8, 0.8, Verdict.Confirmed)]
    [InlineData(0.6, 0.7, 0.8, 0.8, Verdict.StrongerThanClaimed)]
    [InlineData(0.85, 0.95, 0.8, 0.8, Verdict.WeakerThanClaimed)]
    [InlineData(1.1, 1.2, 0.8, 0.8, Verdict.Contradicted)]
    [InlineData(0.99, 1.01, 0.8, 0.8, Verdict.Contradicted)]
    // The claim: 1.0 to 1.2, which is closeness. There is no wrong direction.
    [InlineData(0.99, 1.1, 1.0, 1.2, Verdict.Confirmed)]
    [InlineData(1.3, 1.4, 1.0, 1.2, Verdict.WeakerThanClaimed)]
    [InlineData(0.7, 0.8, 1.0, 1.2, Verdict.WeakerThanClaimed)]
    public void The_interval_against_the_claimed_range_gives_the_verdict(
        double lower,
        double upper,
        double low,
        double? high,
        Verdict verdict
    ) => Assert.Equal(verdict, VerdictRule.Judge(Ratio(lower, upper), low, high));

    [Theory]
    [InlineData(Bound.AtLeast, 120, 100, null, Verdict.Confirmed)]
    [InlineData(Bound.AtLeast, 90, 100, null, Verdict.Inconclusive)]
    [InlineData(Bound.AtLeast, 5, 3.0, 4.0, Verdict.StrongerThanClaimed)]
    [InlineData(Bound.AtLeast, 3.5, 3.0, 4.0, Verdict.Inconclusive)]
    [InlineData(Bound.AtLeast, 1.5, 1.0, 1.2, Verdict.WeakerThanClaimed)]
    [InlineData(Bound.AtMost, 0.5, 100, null, Verdict.Contradicted)]
    [InlineData(Bound.AtMost, 50, 100, null, Verdict.Inconclusive)]
    [InlineData(Bound.AtMost, 0.5, 0.9, 1.2, Verdict.WeakerThanClaimed)]
    [InlineData(Bound.AtMost, 0.5, 0.8, 0.8, Verdict.StrongerThanClaimed)]
    public void A_bound_decides_what_it_can(Bound bound, double value, double low, double? high, Verdict verdict) =>
        Assert.Equal(verdict, VerdictRule.Judge(Ratio(null, null) with { Value = value, Bound = bound }, low, high));

    [Fact]
    public void An_exact_ratio_is_never_inconclusive()
    {
        double[] values = [0.5, 0.98, 1, 1.02, 1.5, 97, 98, 100, 102, 103];
        Assert.All(
            values,
            value => Assert.NotEqual(Verdict.Inconclusive, VerdictRule.Judge(Ratio(value, value), 100, null))
        );
    }

    [Fact]
    public void Four_times_the_pairs_halve_an_interval_and_decide_what_it_straddled()
    {
        // Around 105 the interval must shrink to a half (on the log scale) to clear 98.
        var clear = Math.Log(105.0 / 98);
        var ratio = Ratio(105 * Math.Exp(-2 * clear), 105 * Math.Exp(2 * clear)) with { Count = 10 };
        Assert.Equal(30, VerdictRule.MoreSamples(ratio, 100, null));
    }

    [Fact]
    public void No_number_of_pairs_is_promised_where_none_would_decide()
    {
        Assert.Null(VerdictRule.MoreSamples(Ratio(98 / 1.1, 98 * 1.1), 100, null));
        Assert.Null(VerdictRule.MoreSamples(Ratio(200, 300), 100, null));
        Assert.Null(VerdictRule.MoreSamples(Ratio(null, null), 100, null));
    }

    [Theory]
    [InlineData(Verdict.Confirmed, Difference.More, Difference.More)]
    [InlineData(Verdict.WeakerThanClaimed, Difference.More, Difference.Same)]
    [InlineData(Verdict.Contradicted, Difference.Same, Difference.Same)]
    [InlineData(Verdict.Contradicted, Difference.More, Difference.Less)]
    [InlineData(Verdict.Contradicted, Difference.Undecided, Difference.Less)]
    [InlineData(Verdict.Inconclusive, Difference.More, Difference.Undecided)]
    [InlineData(Verdict.Inconclusive, Difference.Same, Difference.Undecided)]
    public void An_order_holds_when_every_step_does_and_is_weaker_where_one_is_a_tie(
        Verdict verdict,
        params Difference[] steps
    ) => Assert.Equal(verdict, OrderRule.Judge(steps));

    [Theory]
    // The margin is 2%. A step inside it is a tie although its interval excludes 1. A step whose interval reaches over
    // the end of the margin is undecided.
    [InlineData(1.001, 1.02, Difference.Same)]
    [InlineData(1.001, 1.021, Difference.Undecided)]
    [InlineData(1.021, 1.03, Difference.More)]
    [InlineData(1 / 1.02, 0.999, Difference.Same)]
    [InlineData(0.979, 0.999, Difference.Undecided)]
    [InlineData(0.97, 0.98, Difference.Less)]
    [InlineData(0.999, 1.021, Difference.Undecided)]
    public void A_step_within_the_margin_is_a_tie(double lower, double upper, Difference difference) =>
        Assert.Equal([difference], OrderRule.Compare([_ => Ratio(lower, upper)], 0.95));

    [Fact]
    public void Steps_are_compared_together_each_at_a_level_that_its_number_asks_for()
    {
        // Two steps that are judged together at 95% are each judged at 97.5%, whether or not the other one is clear.
        Assert.Equal([Difference.More, Difference.More], OrderRule.Compare([Step(0.98), Step(0.98)], 0.95));
        Assert.Equal([Difference.More, Difference.Undecided], OrderRule.Compare([Step(0.99), Step(0.96)], 0.95));
        Assert.Equal([Difference.More], OrderRule.Compare([Step(0.96)], 0.95));

        // A step whose interval lies above the margin up to this level.
        static Func<double, Estimate> Step(double upTo) => level => Ratio(level <= upTo ? 1.05 : 0.95, 1.5);
    }

    [Fact]
    public void A_bound_decides_a_step() =>
        Assert.Equal(
            [Difference.More],
            OrderRule.Compare([_ => Ratio(null, null) with { Value = 9, Bound = Bound.AtLeast }], 0.95)
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
