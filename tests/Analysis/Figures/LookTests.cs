using Analysis.Figures;
using Measurement.Plans;

namespace Analysis.Tests.Figures;

public sealed class LookTests
{
    private static readonly IReadOnlyList<TargetFacts> All =
    [
        .. Measurement.Targets.Target.All.Select(target => target.Facts),
        New("other", "family-b", Mode.Jit),
        New("another", "family-a", Mode.Jit),
        New("another-aot", "family-a", Mode.Aot),
    ];

    [Theory]
    [InlineData("wasmtime-jit", "wasmtime-aot")]
    [InlineData("wasmtime-aot", "wasmtime-cli-aot")]
    [InlineData("wasmtime-aot", "docker-wasmtime-aot")]
    [InlineData("wasmer-cranelift-jit", "wasmer-llvm-aot")]
    [InlineData("another", "another-aot")]
    public void A_family_keeps_its_colour_in_every_mode_and_in_a_container(string one, string other) =>
        Assert.Equal(LookOf(one).Color, LookOf(other).Color);

    [Fact]
    public void Every_family_has_a_colour_of_its_own_also_those_that_no_report_has_ordered() =>
        Assert.All(
            All.GroupBy(target => LookOf(target.Name).Color),
            colour => Assert.Single(colour.Select(target => target.Family).Distinct())
        );

    [Theory]
    [InlineData("wasmedge-interpreter", "wamr-interpreter")]
    [InlineData("wasmedge-aot", "wasmer-llvm-aot")]
    [InlineData("docker-native", "docker-wasmtime-aot")]
    public void A_mode_keeps_its_marker_in_every_runtime(string one, string other)
    {
        Assert.Equal(LookOf(one).Shape, LookOf(other).Shape);
        Assert.Equal(LookOf(one).Filled, LookOf(other).Filled);
    }

    [Fact]
    public void Jit_is_open_where_aot_is_filled() =>
        Assert.NotEqual(LookOf("another").Filled, LookOf("another-aot").Filled);

    [Fact]
    public void On_a_dark_ground_every_colour_can_be_told_from_it()
    {
        var ground = ScottPlot.Color.FromHex("#17191b");
        Assert.All(
            All.Select(target => Look.Of(target, All).Color).Append(Palette.Ink).Append(Palette.Grey),
            color => Assert.InRange(DarkStyle.Contrast(DarkStyle.OnDark(color), ground), 4.5, 21)
        );
        Assert.True(DarkStyle.Contrast(DarkStyle.OnDark(ScottPlot.Colors.White), ground) < 1.3);
    }

    [Fact]
    public void Contrast_is_that_of_WCAG() =>
        // The ends of the scale, and #777777 on white: 4.48 by the W3C's formula.
        Assert.Equal(
            (double[])[21, 1, 4.48],
            new (string Of, string On)[]
            {
                ("#000000", "#ffffff"),
                ("#123456", "#123456"),
                ("#777777", "#ffffff"),
            }.Select(pair =>
                Math.Round(DarkStyle.Contrast(ScottPlot.Color.FromHex(pair.Of), ScottPlot.Color.FromHex(pair.On)), 2)
            )
        );

    private static Look LookOf(string target) => Look.Of(All.Single(facts => facts.Name == target), All);

    private static TargetFacts New(string name, string family, Mode mode) =>
        new()
        {
            Name = name,
            Runtime = family,
            Mode = mode,
            Container = false,
            Family = family,
            Place = TargetFacts.LastPlace,
        };
}
