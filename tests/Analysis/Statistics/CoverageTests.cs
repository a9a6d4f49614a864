using Analysis.Statistics;

namespace Analysis.Tests.Statistics;

/// <summary>Checks the method on simulated samples with a known truth (method.md); seeded, always the same.</summary>
public sealed class CoverageTests
{
    private const double Level = 0.95;

    [Theory]
    [InlineData(Shape.LogNormal, 10)]
    [InlineData(Shape.LogNormal, 30)]
    [InlineData(Shape.LogNormal, 51)]
    [InlineData(Shape.LogNormal, 200)]
    [InlineData(Shape.Bimodal, 10)]
    [InlineData(Shape.Bimodal, 30)]
    [InlineData(Shape.Bimodal, 51)]
    [InlineData(Shape.Bimodal, 200)]
    [InlineData(Shape.HeavyTailed, 10)]
    [InlineData(Shape.HeavyTailed, 30)]
    [InlineData(Shape.HeavyTailed, 51)]
    [InlineData(Shape.HeavyTailed, 200)]
    public void The_interval_of_a_ratio_holds_the_truth_as_often_as_it_says(Shape shape, int blocks)
    {
        var truth = Math.Log(1.3);
        var held = Share(4000, random => Holds(Ratio(random, shape, blocks, truth).SignedRankInterval(Level), truth));
        Assert.InRange(held, 0.93, 0.97);
    }

    [Theory]
    [InlineData(Shape.LogNormal)]
    [InlineData(Shape.Bimodal)]
    [InlineData(Shape.HeavyTailed)]
    public void The_interval_of_a_median_does_too(Shape shape)
    {
        var truth = OrderStatistics.Median(new Simulated(7).Draw(shape, 400_001));
        var held = Share(4000, random => Holds(OrderStatistics.MedianInterval(random.Draw(shape, 20), Level), truth));
        Assert.InRange(held, 0.93, 0.97);
    }

    [Theory]
    [InlineData(10, 1000)]
    [InlineData(3, 1000)]
    [InlineData(60, 4000)]
    public void The_geometric_mean_of_six_programs_holds_the_mean_of_all_such_programs(int blocks, int simulations)
    {
        var held = Share(
            simulations,
            random =>
            {
                var programs = Enumerable
                    .Range(0, 6)
                    .Select(_ => Ratio(random, Shape.LogNormal, blocks, truth: 0.5 * random.Gauss()));
                return Holds(Bootstrap.Hierarchical([.. programs], Level, resamples: 1000), 0);
            }
        );
        Assert.InRange(held, 0.93, 0.97);
    }

    [Fact]
    public void The_mean_difference_of_ratios_on_two_machines_holds_the_mean_of_all_such_programs()
    {
        var held = Share(
            1000,
            random =>
            {
                var programs = Enumerable
                    .Range(0, 12)
                    .Select(_ =>
                    {
                        var here = random.Gauss();
                        var there = here + (0.3 * random.Gauss());
                        return (
                            Here: Ratio(random, Shape.LogNormal, 10, here),
                            There: Ratio(random, Shape.LogNormal, 10, there)
                        );
                    })
                    .ToList();
                return Holds(
                    Bootstrap.Hierarchical(
                        programs.ConvertAll(program => program.There),
                        programs.ConvertAll(program => program.Here),
                        Level,
                        resamples: 1000
                    ),
                    0
                );
            }
        );
        Assert.InRange(held, 0.93, 0.97);
    }

    [Fact]
    public void The_same_program_twice_differs_in_at_most_five_percent_of_intervals()
    {
        var missed = Share(4000, random => !Holds(Ratio(random, Shape.LogNormal, 20, 0).SignedRankInterval(Level), 0));
        Assert.InRange(missed, 0, 0.05);
    }

    [Fact]
    public void Five_percent_more_work_is_found_and_none_is_not()
    {
        Assert.True(Found(Math.Log(1.05)) > 0.95);
        Assert.True(Found(0) < 0.05);

        static double Found(double truth) =>
            Share(
                1000,
                random => Ratio(random, Shape.LogNormal, 20, truth, spread: 0.03).SignedRankInterval(Level).Lower > 0
            );
    }

    private static bool Holds(Interval ends, double truth) => ends.Lower <= truth && truth <= ends.Upper;

    private static double Share(int simulations, Func<Simulated, bool> holds) =>
        ParallelEnumerable.Range(0, simulations).Count(seed => holds(new Simulated((ulong)seed))) / (double)simulations;

    private static WalshAverages Ratio(Simulated random, Shape shape, int blocks, double truth, double spread = 0.2)
    {
        var numerator = random.Draw(shape, blocks, spread);
        var denominator = random.Draw(shape, blocks, spread);
        return new([.. numerator.Zip(denominator, (above, below) => truth + Math.Log(above / below))]);
    }
}
