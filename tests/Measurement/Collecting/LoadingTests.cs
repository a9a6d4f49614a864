using Measurement.Collecting;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;
using Measurement.Tests.Probing;
using Measurement.Tests.Targets;

namespace Measurement.Tests.Collecting;

/// <summary>The loading of a runtime's own program, which is measured beside the program that only starts.</summary>
public sealed class LoadingTests : IDisposable
{
    private readonly Bench _bench = new Bench().With("one", "noop").With("startup", "echo x", "x");

    public LoadingTests()
    {
        foreach (var workload in (string[])["one", "startup"])
        {
            Tools.WriteProgram(_bench.Repository.Module(workload), "");
        }
        Install("echo made-up version 1.2.3");
        Tools.WriteProgram(_bench.Built.Program("terse"), MadeUpRuntime.Script.Replace("--version", "version"));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Each_block_loads_every_runtimes_own_program_once_with_the_options_that_a_user_types()
    {
        var run = (await _bench.CollectAsync(PlanOf("startup"))).Run;

        Cell[] loadings =
        [
            new("loading", "--version", "made-up-interpreter"),
            new("loading", "version", "terse-interpreter"),
        ];
        Assert.Equal(loadings, run.Info().Cells.TakeLast(2));
        Assert.Equal(Suite.Loading, run.Info().Suites["loading"]);
        var loaded = LoadingsOf(run);
        Assert.All(
            loaded.GroupBy(sample => sample.Block),
            block => Assert.Equal(loadings, block.Select(sample => sample.Cell).OrderBy(cell => cell.Target))
        );
        Assert.Equal([0, 1, 2, 3], loaded.Select(sample => sample.Block).Distinct());
        Assert.All(loaded, sample => Assert.Equal((Status.Ok, 0), (sample.Status, sample.ExitCode)));
        Assert.All(loaded, sample => Assert.Equal("made-up version 1.2.3\n".Length, sample.StdoutBytes));
        Assert.DoesNotContain(run.Read<Artifact>(), artifact => artifact.Workload == "loading");
    }

    [Fact]
    public async Task It_is_read_like_every_other_cell()
    {
        var frame = Frame.Load((await _bench.CollectAsync(PlanOf("startup"))).Run);

        Assert.Equal(3, frame.Observe(Metric.ExecutionTime, "loading", "made-up-interpreter").Count);
        Assert.Empty(frame.ArgumentsOf("loading"));
    }

    [Fact]
    public async Task A_plan_without_a_program_that_only_starts_loads_nothing()
    {
        var run = (await _bench.CollectAsync(PlanOf("one"))).Run;

        Assert.Empty(LoadingsOf(run));
        Assert.Equal(["one"], run.Info().Suites.Keys);
    }

    [Fact]
    public async Task A_program_that_prints_something_else_than_in_the_first_launch_has_wrong_output()
    {
        Install("echo made-up version 1.2.3; date +%N");

        var outcome = await _bench.CollectAsync(PlanOf("startup"));

        Assert.Equal(
            [Status.Ok, Status.WrongOutput, Status.WrongOutput],
            LoadingsOf(outcome.Run, "made-up-interpreter").Select(sample => sample.Status)
        );
        Assert.Equal(2, outcome.Faults);
        Assert.Contains(
            _bench.Messages,
            message =>
                message.StartsWith(
                    "loading --version on made-up-interpreter printed the wrong output",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task After_a_pause_it_must_print_what_it_printed_before()
    {
        var note = Path.Combine(_bench.Root, "note");
        File.WriteAllText(note, "first");
        Install($"echo made-up version 1.2.3; cat {note}");
        using var stop = new CancellationTokenSource();
        var stopped = await _bench.CollectAsync(
            PlanOf("startup"),
            stop.Token,
            report: progress =>
            {
                if (progress is { Block: 1, Count: > 0 })
                {
                    stop.Cancel();
                }
            }
        );
        File.WriteAllText(note, "other");

        var resumed = await _bench.Collector().ResumeAsync(stopped.Run, default, default);

        Assert.Equal((Ending.Complete, 3), (resumed.Ending, resumed.MeasuredBlocks));
        Assert.Equal(
            [Status.Ok, Status.WrongOutput, Status.WrongOutput],
            LoadingsOf(resumed.Run, "made-up-interpreter")
                .Where(sample => sample.Block != 1)
                .Select(sample => sample.Status)
        );
        Assert.All(LoadingsOf(resumed.Run, "terse-interpreter"), sample => Assert.Equal(Status.Ok, sample.Status));
    }

    [Fact]
    public async Task A_program_that_fails_to_load_is_a_crash_with_its_exit_code()
    {
        Install("echo no library >&2; exit 3");

        var outcome = await _bench.CollectAsync(PlanOf("startup"));

        Assert.All(
            LoadingsOf(outcome.Run, "made-up-interpreter"),
            sample => Assert.Equal((Status.Crash, 3), (sample.Status, sample.ExitCode))
        );
        Assert.Contains("loading --version on made-up-interpreter exited with code 3: no library", _bench.Messages);
    }

    [Fact]
    public async Task Loading_a_program_is_no_warm_start_of_its_workloads()
    {
        var log = Path.Combine(_bench.Root, "log");
        Tools.WriteProgram(_bench.Built.Workload("startup"), $"#!/bin/sh\necho start >> {log}; printf x\n");

        await _bench.CollectAsync(
            Bench.Plan(blocks: 1) with
            {
                Workloads = ["startup"],
                Targets = ["made-up-interpreter"],
            }
        );

        // A warm start and a launch, in whichever order the block has the loading.
        Assert.Equal(["start", "start"], File.ReadLines(log));
    }

    [Fact]
    public async Task A_second_run_of_the_same_cells_knows_how_long_they_take()
    {
        await _bench.CollectAsync(PlanOf("startup") with { Name = "first" });

        await _bench.CollectAsync(PlanOf("startup") with { Name = "second" });

        Assert.Matches(
            "^Measuring 5 cells in 3 blocks. This takes up to [0-9]+ s, going by earlier runs.$",
            _bench.Messages[^1]
        );
    }

    [Fact]
    public async Task Runs_go_together_although_each_program_has_options_of_its_own()
    {
        var first = (await _bench.CollectAsync(PlanOf("startup") with { Name = "first" })).Run;
        var second = (await _bench.CollectAsync(PlanOf("startup") with { Name = "second" })).Run;

        var chosen = new RunStore(_bench.Repository).Choose($"{first.Id}, {second.Id}", new Needs([], []));

        Assert.Equal([first.Id, second.Id], chosen.Select(run => run.Id));
    }

    [Fact]
    public async Task A_workload_can_not_have_its_name()
    {
        _bench.With("loading", "noop");

        var fault = await Assert.ThrowsAsync<UsageException>(() => _bench.CollectAsync(PlanOf("startup")));

        Assert.StartsWith("No workload can be called 'loading'", fault.Message, StringComparison.Ordinal);
    }

    private static List<Sample> LoadingsOf(RunFolder run, string? target = null) =>
        [
            .. run.Read<Sample>()
                .Where(sample => sample.Workload == "loading" && (target is null || sample.Target == target)),
        ];

    /// <summary>A warm-up and three measured blocks.</summary>
    private static Plan PlanOf(string workload) =>
        Bench.Plan(blocks: 3, warmup: 1) with
        {
            Workloads = [workload],
            Targets = ["native", "made-up-interpreter", "terse-interpreter"],
        };

    /// <summary>Installs the made-up runtime with another answer to <c>--version</c>.</summary>
    private void Install(string answer) =>
        Tools.WriteProgram(
            _bench.Built.Program("made-up"),
            MadeUpRuntime.Script.Replace("echo \"made-up version 1.2.3\"; exit;", $"{answer}; exit;")
        );
}

/// <summary>A runtime of the tests that has a verb for its version, as wazero has.</summary>
internal sealed class TerseRuntime() : WasmRuntime("terse-interpreter", "terse", Mode.Interpreter)
{
    protected override Installation Installation => new("terse", "write the script");
    protected override IReadOnlyList<string> VersionOptions => ["version"];

    public override IReadOnlyList<string> Options(Found found, string subject) => ["run", subject];
}
