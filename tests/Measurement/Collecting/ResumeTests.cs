using Measurement.Collecting;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Collecting;

public sealed class ResumeTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_block_that_was_cut_off_stays_as_it_is_and_the_next_one_is_measured()
    {
        _bench.With("one", "noop").With("two", "sleep 10").With("three", "noop");
        var stopped = await StopAsync(Bench.Plan(blocks: 4), block: 1, done: 1);
        var before = Bench.SamplesOf(stopped);
        Assert.Equal((Ending.Stopped, 1), (stopped.Ending, stopped.MeasuredBlocks));

        var resumed = await _bench.Collector().ResumeAsync(stopped.Run, default, default);

        var samples = Bench.SamplesOf(resumed);
        Assert.Equal((Ending.Complete, 4), (resumed.Ending, resumed.MeasuredBlocks));
        Assert.Equal(before, samples.Take(before.Count));
        Assert.All(samples.Skip(before.Count), sample => Assert.True(sample.Block > 1));
        Assert.Equal(
            [3, before.Count - 3, 3, 3, 3],
            samples.CountBy(sample => sample.Block).Select(each => each.Value)
        );
        Assert.Equal([0, 2, 3, 4], resumed.Run.Read<FinishedBlock>().Select(block => block.Block));
    }

    [Fact]
    public async Task Resumed_blocks_have_the_order_that_the_seed_gives_them()
    {
        _bench.With("one", "noop").With("two", "noop").With("three", "noop");
        var whole = await _bench.CollectAsync(Bench.Plan(blocks: 5) with { Name = "whole" });
        var stopped = await StopAsync(Bench.Plan(blocks: 4), block: 1, done: 1);

        var resumed = await _bench.Collector().ResumeAsync(stopped.Run, default, default);

        Assert.Equal(OrderOf(whole), OrderOf(resumed));

        static IEnumerable<(int, int, Cell)> OrderOf(Outcome outcome) =>
            Bench
                .SamplesOf(outcome)
                .Where(sample => sample.Block > 1)
                .Select(sample => (sample.Block, sample.Position, sample.Cell));
    }

    [Fact]
    public async Task A_launch_that_failed_before_the_pause_is_not_made_again_in_its_block()
    {
        _bench.With("broken", "noop").With("good", "sleep 10");
        File.WriteAllText(_bench.Built.Workload("broken"), "no program");
        var stopped = await StopAsync(Bench.Plan(blocks: 4), block: 1, done: 0);
        var fault = Assert.Single(stopped.Run.Read<Fault>(), fault => fault.Block == 0);

        var resumed = await _bench.Collector().ResumeAsync(stopped.Run, default, default);

        Assert.Equal(fault, Assert.Single(resumed.Run.Read<Fault>(), each => each.Block == 0));
    }

    [Theory]
    [InlineData("one", "one of native is another file")]
    [InlineData("probe", "the probe is another one")]
    public async Task A_run_is_not_continued_with_another_binary(string changed, string said)
    {
        _bench.With("one", "sleep 10");
        var stopped = await StopAsync(Bench.Plan(blocks: 4), block: 1, done: 0);
        var before = Bench.SamplesOf(stopped).Count;
        var file = changed == "probe" ? _bench.Built.Probe : _bench.Built.Workload(changed);
        var content = File.ReadAllBytes(file);
        File.Delete(file);
        File.WriteAllBytes(file, [.. content, 0]);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var fault = await Assert.ThrowsAsync<MeasurementException>(() =>
            _bench.Collector().ResumeAsync(stopped.Run, default, default)
        );

        Assert.StartsWith($"Run {stopped.Run.Id} cannot be continued: {said}", fault.Message);
        Assert.EndsWith("Start a new run.", fault.Message);
        Assert.Equal(before, stopped.Run.Read<Sample>().Count);
    }

    [Fact]
    public async Task A_run_is_continued_by_one_process_at_a_time()
    {
        _bench.With("one", "noop");
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 2))).Run;
        using (Journal.Resume(run))
        {
            var fault = Assert.Throws<MeasurementException>(() => Journal.Resume(run));
            Assert.Equal($"Run {run.Id} is being measured by another process: wait for its end.", fault.Message);
        }
        Assert.False(File.Exists(run.LockFile));
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_it_is_prepared_can_be_continued()
    {
        _bench.With("one", "noop").With("two", "noop");
        using var stop = new CancellationTokenSource();

        var stopped = await _bench.CollectAsync(
            Bench.Plan(blocks: 2),
            stop.Token,
            report: progress =>
            {
                if (progress is { Count: 0, Cell: not null })
                {
                    stop.Cancel();
                }
            }
        );

        Assert.Equal((Ending.Stopped, 0), (stopped.Ending, stopped.MeasuredBlocks));
        Assert.Empty(Bench.SamplesOf(stopped));
        Assert.Equal(2, (await _bench.Collector().ResumeAsync(stopped.Run, default, default)).MeasuredBlocks);
    }

    [Fact]
    public async Task A_complete_run_has_nothing_to_go_on_with()
    {
        _bench.With("one", "noop");
        var complete = await _bench.CollectAsync(Bench.Plan(blocks: 3));

        var resumed = await _bench.Collector().ResumeAsync(complete.Run, default, default);

        Assert.Equal((Ending.Complete, 3), (resumed.Ending, resumed.MeasuredBlocks));
        Assert.Equal(3, Bench.SamplesOf(resumed).Count);
    }

    [Fact]
    public async Task Of_a_run_that_does_not_say_which_blocks_are_whole_all_but_the_last_are()
    {
        _bench.With("one", "noop");
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 3))).Run;
        File.Delete(run.FileOf<FinishedBlock>());

        var resumed = await _bench.Collector().ResumeAsync(run, default, default);

        Assert.Equal(3, resumed.MeasuredBlocks);
        Assert.Equal([0, 1, 2, 3], Bench.SamplesOf(resumed).Select(sample => sample.Block));
        Assert.Equal([0, 1, 3], run.Read<FinishedBlock>().Select(block => block.Block));
    }

    /// <summary>Asks a collection to stop after so many launches of a block; it finishes the one in flight.</summary>
    private async Task<Outcome> StopAsync(Plan plan, int block, int done)
    {
        using var stop = new CancellationTokenSource();
        return await _bench.CollectAsync(
            plan,
            stop.Token,
            report: progress =>
            {
                if (progress.Count > 0 && progress.Block == block && progress.Done == done)
                {
                    stop.Cancel();
                }
            }
        );
    }
}
