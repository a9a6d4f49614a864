using Analysis.Statistics;

namespace Analysis.Tests.Statistics;

/// <summary>
/// How stopping on precision affects the intervals of cells that stop early and of cells that stay. Simulated with the
/// plan headline: 10 to 30 blocks, a look after each, a goal of 2% at 95%. Seeded, so always the same.
/// </summary>
public sealed class StoppingTests
{
    private const double Level = 0.95;
    private const double Goal = 0.02;
    private const int Least = 10;
    private const int Most = 30;

    /// <summary>Spreads from far below to far above what the goal asks for, like the cells of a page.</summary>
    private static readonly double[] Spreads = [0.5, 0.7, 1, 1.4, 2, 2.8, 4];

    /// <param name="spread">
    /// The factor of all spreads. It is chosen so that about half of the cells stop early at a relative
    /// spread of 2, the hardest case.
    /// </param>
    [Theory]
    [InlineData(Shape.LogNormal, 0.0185)]
    [InlineData(Shape.Bimodal, 0.0049)]
    [InlineData(Shape.HeavyTailed, 0.0115)]
    public void Cells_that_stop_early_and_cells_that_stay_hold_the_truth_as_often_as_they_say(
        Shape shape,
        double spread
    )
    {
        var cells = Spreads.SelectMany((each, index) => Simulate(shape, each * spread, 1500, index)).ToList();
        BothHold(cells);
    }

    [Theory]
    [InlineData(Shape.LogNormal, 0.0185)]
    [InlineData(Shape.Bimodal, 0.0049)]
    [InlineData(Shape.HeavyTailed, 0.0115)]
    public void Early_ones_do_too_where_chance_alone_ends_half_of_the_cells_and_late_ones_are_on_the_safe_side(
        Shape shape,
        double spread
    )
    {
        var cells = Simulate(shape, 2 * spread, 6000, seed: 99);
        Assert.InRange(cells.Average(cell => cell.Blocks < Most ? 1.0 : 0), 0.4, 0.6);
        // A cell that stays has an interval that came out too wide. It is not corrected, which errs on the safe side.
        BothHold(cells, mostLate: 0.98);
    }

    [Fact]
    public void Without_the_correction_they_hold_it_too_seldom()
    {
        var early = Simulate(Shape.LogNormal, 2 * 0.0185, 6000, 99).Where(cell => cell.Blocks < Most);
        Assert.InRange(Held(early, cell => cell.Plain), 0, 0.92);
    }

    private sealed record Cell(int Blocks, bool Plain, bool Corrected);

    private static void BothHold(IReadOnlyCollection<Cell> cells, double mostLate = 0.97)
    {
        var early = Held(cells.Where(cell => cell.Blocks < Most), cell => cell.Corrected);
        var late = Held(cells.Where(cell => cell.Blocks == Most), cell => cell.Corrected);
        TestContext.Current.TestOutputHelper?.WriteLine($"stopped early: {early:P1}, stayed: {late:P1}");
        Assert.InRange(early, 0.93, 0.97);
        Assert.InRange(late, 0.93, mostLate);
    }

    private static double Held(IEnumerable<Cell> cells, Func<Cell, bool> which) =>
        cells.Average(cell => which(cell) ? 1.0 : 0);

    private static List<Cell> Simulate(Shape shape, double spread, int count, int seed) =>
        [
            .. ParallelEnumerable
                .Range(0, count)
                .Select(number => One(shape, spread, new Simulated((ulong)((seed * 1_000_003) + number)))),
        ];

    private static Cell One(Shape shape, double spread, Simulated random)
    {
        var logs = new double[Most];
        for (var block = 0; block < Most; block++)
        {
            logs[block] = spread * (random.Log(shape) - random.Log(shape));
        }
        var blocks = Least;
        while (blocks < Most && HalfWidth.OfRatio(new WalshAverages(logs.AsSpan(0, blocks)), Level) > Goal)
        {
            blocks++;
        }
        var seen = new WalshAverages(logs.AsSpan(0, blocks));
        var early = EarlyStop.Happened(seen, Least, Most, Goal, Level);
        return new(blocks, Holds(seen, Level), Holds(seen, early ? EarlyStop.Level(Level) : Level));
    }

    private static bool Holds(WalshAverages logs, double level) =>
        logs.SignedRankInterval(level) is { Lower: <= 0, Upper: >= 0 };
}
