using Measurement.Collecting;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Collecting;

public sealed class TimeBudgetTests : IDisposable
{
    private readonly Bench _bench = new Bench().With("one", "sleep 100");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_budget_ends_a_run_between_blocks()
    {
        var outcome = await _bench.CollectAsync(
            Bench.Plan(blocks: 1) with
            {
                Blocks = new Blocks(Warmup: 0, Min: 1, Max: 1000),
                BudgetS = 1,
            }
        );

        Assert.Equal(Ending.OutOfBudget, outcome.Ending);
        Assert.InRange(outcome.MeasuredBlocks, 1, 100);
    }

    [Fact]
    public async Task Before_the_first_launch_I_read_how_much_there_is_to_do_and_how_long_it_takes()
    {
        await _bench.CollectAsync(Bench.Plan(blocks: 2) with { Name = "first" });
        Assert.Contains(
            "Measuring 1 cell in 2 blocks. 1 cell has no earlier run: each launch is ended after 20 s.",
            _bench.Messages
        );

        await _bench.CollectAsync(Bench.Plan(blocks: 2) with { Name = "second", BudgetS = 60 });
        Assert.Matches(
            "^Measuring 1 cell in 2 blocks. This takes up to [0-9]+ s, going by earlier runs. The time budget is 60 s.$",
            _bench.Messages[^1]
        );
    }

    [Fact]
    public async Task A_damaged_older_run_is_left_out_of_the_forecast()
    {
        var damaged = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "first" })).Run;
        File.AppendAllText(damaged.FileOf<Sample>(), "no sample\n");
        var unreadable = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "second" })).Run;
        File.WriteAllText(Path.Combine(unreadable.Path, "run.json"), "{");

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "third" });

        Assert.Equal(Ending.Complete, outcome.Ending);
        Assert.Contains("1 cell has no earlier run", _bench.Messages[^1]);
    }

    [Fact]
    public async Task A_budget_that_is_too_short_for_intervals_is_named_before_the_first_launch_and_kept()
    {
        await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "first" });
        var launched = false;
        var warnedInTime = false;

        var outcome = await _bench.CollectAsync(
            TooShort,
            report: progress =>
            {
                launched |= progress.Last is not null;
                warnedInTime |= !launched && progress.Message?.Contains("too short", StringComparison.Ordinal) == true;
            }
        );

        Assert.True(warnedInTime);
        Assert.Matches(
            "^The budget of 1 s is too short for the 6 measured blocks that an interval needs: they take about [0-9]+ s.$",
            Assert.Single(_bench.Messages, message => message.Contains("too short"))
        );
        Assert.Equal(Ending.OutOfBudget, outcome.Ending);
        Assert.InRange(outcome.MeasuredBlocks, 0, 5);
    }

    [Fact]
    public async Task Without_an_earlier_run_a_short_budget_is_named_as_soon_as_the_launches_times_are_known()
    {
        await _bench.CollectAsync(TooShort);

        Assert.Single(_bench.Messages, message => message.Contains("too short"));
    }

    [Fact]
    public async Task A_budget_that_may_grow_lasts_until_there_are_intervals()
    {
        var outcome = await _bench.CollectAsync(TooShort with { BudgetGrows = true });

        Assert.Equal((Ending.OutOfBudget, 6), (outcome.Ending, outcome.MeasuredBlocks));
        Assert.Contains("it grows to about", Assert.Single(_bench.Messages, message => message.Contains("too short")));
    }

    [Fact]
    public async Task A_plan_of_few_blocks_needs_no_budget_for_more()
    {
        await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "first" });

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 2) with { Name = "second", BudgetS = 60 });

        Assert.Equal((Ending.Complete, 2), (outcome.Ending, outcome.MeasuredBlocks));
        Assert.DoesNotContain(_bench.Messages, message => message.Contains("too short"));
    }

    [Fact]
    public async Task Progress_says_which_block_how_long_and_what()
    {
        List<string> lines = [];
        var plan = Bench.Plan(blocks: 2, warmup: 1) with { Blocks = new Blocks(Warmup: 1, Min: 2, Max: 3) };

        await _bench.CollectAsync(plan, report: progress => lines.Add($"{progress}"));

        Assert.Contains("Preparing one for native", lines);
        Assert.Contains("Warm-up: one on native", lines);
        Assert.Contains(lines, line => line.StartsWith("Block 1 of 2-3, about ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith(" s left: one on native", StringComparison.Ordinal));
        Assert.DoesNotContain(
            lines,
            line => line.Contains("about 0 s") && line.EndsWith("on native", StringComparison.Ordinal)
        );
    }

    /// <summary>A plan whose budget is too short: six blocks of 0.3 s do not fit.</summary>
    private static Plan TooShort =>
        Bench.Plan(blocks: 1) with
        {
            Name = "short",
            Blocks = new Blocks(Warmup: 0, Min: 10, Max: 30),
            BudgetS = 0.5,
        };
}
