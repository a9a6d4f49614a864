using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tests.Estimates;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(405_123, "405 us")]
    [InlineData(1_774_000, "1.77 ms")]
    [InlineData(232_400_000, "232 ms")]
    [InlineData(12_345_000_000, "12.3 s")]
    [InlineData(999_600, "1000 us")]
    public void Times_have_three_digits_and_the_unit_that_fits(double ns, string text) =>
        Assert.Equal(text, Numbers.Text(ns, Unit.Nanoseconds));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(24_576, "24.0 KiB")]
    [InlineData(26_214_400, "25.0 MiB")]
    public void Sizes_have_binary_units(double bytes, string text) =>
        Assert.Equal(text, Numbers.Text(bytes, Unit.Bytes));

    [Fact]
    public void A_ratio_shows_its_interval_to_its_own_last_digit() =>
        Assert.Equal("1.23x (1.19-1.27)", Numbers.Text(Ratio(1.2345, 1.1902, 1.2718)));

    [Theory]
    [InlineData(9.98, 9.61, 10.42, "9.98x (9.61-10.4)")]
    [InlineData(670, 367, 162_733, "670x (367-163000)")]
    [InlineData(0.0811, 0.0559, 0.2161, "0.0811x (0.0559-0.216)")]
    [InlineData(100.2, 99.7, 103.4, "100x (100-103)")]
    public void The_ends_of_an_interval_have_three_digits_too(double value, double low, double high, string text) =>
        Assert.Equal(text, Numbers.Text(Ratio(value, low, high)));

    [Fact]
    public void A_bound_shows_no_interval_and_no_more_digits_than_it_has()
    {
        Assert.Equal("> 15x", Numbers.Text(Ratio(15, null, null) with { Bound = Bound.AtLeast }));
        Assert.Equal(
            "< 10 ms",
            Numbers.Text(new Estimate(1e7, null, null, 0.95, 1, Unit.Nanoseconds, "", Bound.AtMost))
        );
    }

    [Fact]
    public void An_interval_that_begins_below_zero_has_no_hyphen_beside_a_sign() =>
        Assert.Equal("2.16x (-5.60 to 9.65)", Numbers.Text(Ratio(2.1612, -5.6012, 9.6507)));

    [Fact]
    public void What_could_as_well_be_zero_has_the_unit_of_its_interval() =>
        Assert.Equal(
            "-0.977 ms (-11.0 to 8.89)",
            Numbers.Text(Ratio(-977e3, -11e6, 8.89e6) with { Unit = Unit.Nanoseconds })
        );

    [Theory]
    [InlineData(16, "16")]
    [InlineData(432_287, "432,287")]
    public void What_was_counted_has_all_its_digits(double count, string text) =>
        Assert.Equal(text, Numbers.Text(Estimator.Exact(count, Unit.Count)));

    [Fact]
    public void An_exact_value_shows_no_interval() => Assert.Equal("17.0x", Numbers.Text(Ratio(17, 17, 17)));

    [Theory]
    [InlineData(0.5, "0.5x")]
    [InlineData(1000, "1000x")]
    public void Labels_of_an_axis_are_short(double value, string text) =>
        Assert.Equal(text, Numbers.Label(value, Unit.Ratio));

    private static Estimate Ratio(double value, double? low, double? high) =>
        new(value, low, high, 0.95, 20, Unit.Ratio, "made up");
}
