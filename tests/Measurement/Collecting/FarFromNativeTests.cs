using Measurement.Collecting;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;
using Measurement.Tests.Probing;
using Measurement.Tests.Targets;

namespace Measurement.Tests.Collecting;

/// <summary>Targets that are far from native's speed, in plans that launch programs on them once.</summary>
public sealed class FarFromNativeTests : IDisposable
{
    private const string Far = "made-up-interpreter";
    private readonly Bench _bench = new Bench().With("one", "noop").With("startup", "echo x", "x");

    public FarFromNativeTests() => Install(MadeUpRuntime.Script);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_far_target_is_launched_in_the_first_measured_block_alone_and_native_is_beside_it()
    {
        var samples = Bench.SamplesOf(await _bench.CollectAsync(PlanOfOne()));

        Assert.Equal([(1, Phase.Measured)], Of(samples, Far).Select(sample => (sample.Block, sample.Phase)));
        Assert.Equal([0, 1, 2, 3], Of(samples, "native").Select(sample => sample.Block));
    }

    [Fact]
    public async Task Its_time_limit_is_its_own_and_native_has_the_plans()
    {
        Install(Slow("60"));
        _bench.With("slow", "sleep 500");

        var outcome = await _bench.CollectAsync(PlanOfOne(timeoutS: 0.2) with { Workloads = ["slow"] });

        var far = Assert.Single(Of(Bench.SamplesOf(outcome), Far));
        Assert.Equal(Status.Timeout, far.Status);
        Assert.InRange(far.WallNs, 200_000_000, 10_000_000_000);
        Assert.True(Assert.Single(Frame.Load(outcome.Run).Observe(Metric.ExecutionTime, "slow", Far)).Censored);
        Assert.All(Of(Bench.SamplesOf(outcome), "native"), sample => Assert.Equal(Status.Ok, sample.Status));
        Assert.Contains(
            _bench.Messages,
            message => message.Contains($"slow sleep 500 on {Far} was still running at the timeout of 0.2 s")
        );
    }

    [Fact]
    public async Task What_only_starts_is_launched_in_every_block()
    {
        var samples = Bench.SamplesOf(await _bench.CollectAsync(PlanOfOne() with { Workloads = ["startup"] }));

        var blocks = Of(samples, Far).ToLookup(sample => sample.Workload, sample => sample.Block);
        Assert.Equal([0, 1, 2, 3], blocks["startup"]);
        Assert.Equal([0, 1, 2, 3], blocks["loading"]);
    }

    [Fact]
    public async Task A_launch_that_gives_no_sample_is_not_made_up_for_in_a_later_block()
    {
        Install("#!/no/such/interpreter\n");

        var outcome = await _bench.CollectAsync(PlanOfOne());

        Assert.Empty(Of(Bench.SamplesOf(outcome), Far));
        Assert.Equal(
            [1],
            outcome.Run.Read<Fault>().Where(fault => fault.Workload == "one").Select(fault => fault.Block)
        );
    }

    [Fact]
    public async Task After_a_pause_a_far_target_is_not_launched_again()
    {
        using var stop = new CancellationTokenSource();
        var stopped = await _bench.CollectAsync(
            PlanOfOne(),
            stop.Token,
            report: progress =>
            {
                if (progress is { Block: 2, Count: > 0 })
                {
                    stop.Cancel();
                }
            }
        );
        Assert.False(stopped.Run.Info().Targets.Single(target => target.Name == Far).NearNative);

        var resumed = await _bench.Collector().ResumeAsync(stopped.Run, default, default);

        Assert.Equal((Ending.Complete, 3), (resumed.Ending, resumed.MeasuredBlocks));
        Assert.Single(Of(Bench.SamplesOf(resumed), Far));
    }

    [Fact]
    public async Task A_run_from_before_the_fact_was_recorded_is_read_and_gone_on_with()
    {
        var run = (await _bench.CollectAsync(PlanOfOne() with { Once = null })).Run;
        var file = Path.Combine(run.Path, "run.json");
        string[] added = ["\"near_native\":", "\"once\":", "\"only_far_from_native\":"];
        File.WriteAllLines(file, File.ReadAllLines(file).Where(line => !added.Any(line.Contains)));

        var resumed = await _bench.Collector().ResumeAsync(new RunFolder(run.Path), default, default);

        Assert.Null(new RunFolder(run.Path).Info().Targets[0].NearNative);
        Assert.Equal(4, Of(Bench.SamplesOf(resumed), Far).Count);
    }

    [Fact]
    public async Task Before_the_first_launch_I_read_how_many_cells_are_launched_once_and_when_launches_are_ended()
    {
        await _bench.CollectAsync(PlanOfOne());

        Assert.Contains(
            "Measuring 2 cells in 3 blocks. 1 cell on targets far from native's speed is launched once. "
                + "2 cells have no earlier run: each launch is ended after 5 s or 20 s.",
            _bench.Messages
        );
    }

    [Fact]
    public async Task The_time_left_counts_one_launch_of_a_far_target()
    {
        Install(Slow("0.4"));
        await _bench.CollectAsync(PlanOfOne() with { Name = "first" });
        TimeSpan? left = null;

        await _bench.CollectAsync(
            PlanOfOne() with
            {
                Name = "second",
                Blocks = new Blocks(Warmup: 0, Min: 50, Max: 50),
            },
            report: progress =>
                left ??= progress is { Block: 0, Done: 0, Cell: not null, Count: > 0 } ? progress.Remaining : null
        );

        // One launch of 0.4 s, and 50 of a few milliseconds.
        Assert.InRange(left!.Value.TotalSeconds, 0.4, 15);
    }

    [Fact]
    public async Task A_plan_can_ask_for_the_baseline_and_the_far_targets_without_naming_them()
    {
        var outcome = await _bench.CollectAsync(
            PlanOfOne() with
            {
                Targets = [],
                OnlyFarFromNative = true,
                Blocks = new Blocks(Warmup: 0, Min: 1, Max: 1),
            }
        );

        var info = outcome.Run.Info();
        Assert.Equal(["native", Far], info.Targets.Select(target => target.Name).Intersect(["native", Far]));
        TargetFacts[] asked = [.. info.Targets, .. info.Unavailable];
        Assert.All(asked, target => Assert.True(target.NearNative == false || target.IsNative));
        Assert.Equal(Target.All.Count(target => !target.NearNative) + 1, asked.Length);
        Assert.Contains(asked, target => target.Name == "wasmtime-winch-jit");
        Assert.Contains(asked, target => target.Name == "wasmer-singlepass-aot");
    }

    private static List<Sample> Of(IReadOnlyList<Sample> samples, string target) =>
        [.. samples.Where(sample => sample.Target == target)];

    /// <summary>A warm-up and three measured blocks.</summary>
    private static Plan PlanOfOne(double timeoutS = 5) =>
        Bench.Plan(blocks: 3, warmup: 1) with
        {
            Workloads = ["one"],
            Targets = ["native", Far],
            Once = new Once(timeoutS),
        };

    /// <summary>The made-up runtime, which takes its time for each program but the one that only starts.</summary>
    private static string Slow(string seconds) =>
        MadeUpRuntime.Script.Replace(
            "module=$2\n",
            $"module=$2\ncase $module in *startup*) ;; *) sleep {seconds} ;; esac\n"
        );

    private void Install(string script)
    {
        foreach (var workload in (string[])["one", "slow", "startup"])
        {
            Tools.WriteProgram(_bench.Repository.Module(workload), "");
        }
        Tools.WriteProgram(_bench.Built.Program("made-up"), script);
    }
}
