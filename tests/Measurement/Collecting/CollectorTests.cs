using Measurement.Collecting;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Collecting;

public sealed class CollectorTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Every_block_has_every_cell_once_in_an_order_of_its_own()
    {
        _bench.With("one", "noop").With("two", "exit 0").With("three", "echo hello", "hello");

        var samples = Bench.SamplesOf(await _bench.CollectAsync(Bench.Plan(blocks: 6)));

        var blocks = samples.GroupBy(sample => sample.Block).ToList();
        Assert.Equal(6, blocks.Count);
        Assert.All(blocks, block => Assert.Equal(["one", "three", "two"], block.Select(each => each.Workload).Order()));
        Assert.True(
            blocks.Select(block => string.Join(' ', block.Select(each => each.Workload))).Distinct().Count() > 1
        );
        Assert.All(samples, sample => Assert.Equal(Status.Ok, sample.Status));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_order()
    {
        _bench.With("one", "noop").With("two", "exit 0").With("three", "sleep 1");

        var first = Bench.SamplesOf(await _bench.CollectAsync(Bench.Plan(blocks: 4) with { Name = "first" }));
        var second = Bench.SamplesOf(await _bench.CollectAsync(Bench.Plan(blocks: 4) with { Name = "second" }));

        Assert.Equal(
            first.Select(sample => (sample.Key, sample.Cell)),
            second.Select(sample => (sample.Key, sample.Cell))
        );
    }

    [Fact]
    public async Task Warm_up_blocks_come_first_and_are_labelled()
    {
        _bench.With("one", "noop");

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 3, warmup: 2));

        var phases = Bench.SamplesOf(outcome).OrderBy(sample => sample.Block).Select(sample => sample.Phase);
        Assert.Equal([Phase.Warmup, Phase.Warmup, Phase.Measured, Phase.Measured, Phase.Measured], phases);
        Assert.Equal(3, outcome.MeasuredBlocks);
    }

    [Fact]
    public async Task Warm_up_launches_take_the_arguments_that_the_plan_gives_them()
    {
        _bench.With("slow", "sleep 60");

        var outcome = await _bench.CollectAsync(
            Bench.Plan(blocks: 1) with
            {
                Blocks = new Blocks(Warmup: 1, Min: 1, Max: 1, WarmupSize: "tiny"),
            }
        );

        Assert.Equal(
            [(Phase.Warmup, "noop", Status.Ok), (Phase.Measured, "sleep 60", Status.Ok)],
            Bench.SamplesOf(outcome).Select(sample => (sample.Phase, sample.Arguments, sample.Status))
        );
    }

    [Fact]
    public async Task A_crash_is_kept_and_named_and_the_rest_goes_on()
    {
        _bench.With("bad", "crash").With("good", "noop");

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 5));

        var samples = Bench.SamplesOf(outcome);
        Assert.Equal(2, samples.Count(sample => sample is { Workload: "bad", Status: Status.Crash, Signal: 11 }));
        Assert.Equal(5, samples.Count(sample => sample is { Workload: "good", Status: Status.Ok }));
        Assert.Equal(2, outcome.Faults);
        Assert.Contains(_bench.Messages, message => message.Contains("bad crash on native crashed with signal 11"));
    }

    [Fact]
    public async Task Wrong_output_is_kept_and_never_among_the_observations()
    {
        _bench.With("liar", "echo no", "yes");

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 3));

        Assert.All(Bench.SamplesOf(outcome), sample => Assert.Equal(Status.WrongOutput, sample.Status));
        Assert.Empty(Frame.Load(outcome.Run).Observe(Metric.ExecutionTime, "liar", "native"));
    }

    [Fact]
    public async Task A_timeout_is_one_lower_bound_and_is_not_repeated()
    {
        _bench.With("slow", "sleep 60000").With("quick", "noop");

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 4, timeoutS: 0.2));

        var slow = Assert.Single(Bench.SamplesOf(outcome), sample => sample.Workload == "slow");
        Assert.Equal(Status.Timeout, slow.Status);
        var bound = Assert.Single(Frame.Load(outcome.Run).Observe(Metric.ExecutionTime, "slow", "native"));
        Assert.True(bound.Censored);
        Assert.Equal(0, outcome.Faults);
    }

    [Fact]
    public async Task A_program_that_can_not_be_started_is_a_fault_and_no_sample()
    {
        _bench.With("broken", "noop").With("good", "noop");
        File.WriteAllText(_bench.Built.Workload("broken"), "no program");

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 2) with { Workloads = ["broken"] });

        Assert.Empty(Bench.SamplesOf(outcome));
        var fault = outcome.Run.Read<Fault>()[0];
        Assert.Equal(("broken", "native"), (fault.Workload, fault.Target));
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public async Task A_workload_that_is_not_built_is_named_once_and_the_rest_is_measured()
    {
        _bench.With("missing", "noop").With("good", "noop");
        File.Delete(_bench.Built.Workload("missing"));

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 2));

        Assert.Single(
            _bench.Messages,
            message =>
                message.EndsWith(
                    "is not built: run `./analysis setup`. missing is left out of this run.",
                    StringComparison.Ordinal
                )
        );
        Assert.All(Bench.SamplesOf(outcome), sample => Assert.Equal("good", sample.Workload));
        Assert.Equal((2, 1), (outcome.MeasuredBlocks, outcome.Faults));
        Assert.Equal("missing", Assert.Single(outcome.Run.Read<Fault>()).Workload);
    }

    [Fact]
    public async Task Killing_ends_the_launch_in_flight_with_its_process_tree()
    {
        _bench.With("slow", "ignore-term");
        using var kill = new CancellationTokenSource();

        var collecting = _bench.CollectAsync(Bench.Plan(blocks: 1), kill: kill.Token);
        var child = await ProcessOf(_bench.Built.Workload("slow"));
        await kill.CancelAsync();
        var outcome = await collecting;

        Assert.Equal(Ending.Killed, outcome.Ending);
        Assert.Empty(Bench.SamplesOf(outcome));
        Assert.False(Directory.Exists($"/proc/{child}"));
    }

    [Fact]
    public async Task While_one_collection_measures_another_waits_and_says_for_whom()
    {
        _bench.With("one", "sleep 20");
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var first = _bench.CollectAsync(
            Bench.Plan(blocks: 1000) with
            {
                Name = "first",
            },
            stop.Token,
            report: progress =>
            {
                if (progress.Last is not null)
                {
                    started.TrySetResult();
                }
            }
        );
        await started.Task;

        var second = await _bench.CollectAsync(
            Bench.Plan(blocks: 1) with
            {
                Name = "second",
            },
            report: progress =>
            {
                if (progress.Message is not null)
                {
                    stop.Cancel();
                }
            }
        );

        Assert.Equal(Ending.Stopped, (await first).Ending);
        Assert.Equal(Ending.Complete, second.Ending);
        Assert.Contains(
            _bench.Messages,
            message =>
                message.StartsWith(
                    "Another collection measures on this machine (plan first of",
                    StringComparison.Ordinal
                )
        );
        var end = Bench.SamplesOf(await first)[^1].StartedAt;
        Assert.All(Bench.SamplesOf(second), sample => Assert.True(sample.StartedAt > end));
    }

    [Fact]
    public async Task A_slow_cell_leaves_after_the_few_blocks_that_the_plan_grants_it()
    {
        _bench.With("slow", "sleep 60").With("fast", "noop");

        var outcome = await _bench.CollectAsync(
            Bench.Plan(blocks: 6) with
            {
                Blocks = new Blocks(Warmup: 1, Min: 6, Max: 6, new SlowCells(AfterS: 0.05, Blocks: 2)),
            }
        );

        var measured = Bench.SamplesOf(outcome).Where(sample => sample.Phase == Phase.Measured).ToList();
        Assert.Equal(2, measured.Count(sample => sample.Workload == "slow"));
        Assert.Equal(6, measured.Count(sample => sample.Workload == "fast"));
    }

    [Fact]
    public async Task Run_json_says_what_was_measured_where_and_with_what_before_the_first_launch()
    {
        _bench.With("one", "noop");
        RunInfo? seen = null;

        await _bench.CollectAsync(
            Bench.Plan(blocks: 1),
            report: progress => seen ??= new RunStore(_bench.Repository).Get(progress.Run).Info()
        );

        Assert.NotNull(seen);
        Assert.Equal((ulong)7, seen.Plan.Seed);
        Assert.Equal(LocalHost.Id(_bench.Repository), seen.Host.Id);
        Assert.Equal([new Cell("one", "noop", "native")], seen.Cells);
        Assert.Equal("of the tests", Assert.Single(seen.Toolchains).Compiler);
        Assert.NotEmpty(seen.ClockSource);
    }

    private static async Task<string> ProcessOf(string program)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var found = Directory
                .EnumerateDirectories("/proc")
                .FirstOrDefault(process => CommandLine(process).StartsWith(program, StringComparison.Ordinal));
            if (found is not null)
            {
                return Path.GetFileName(found);
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{program} never started");
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
