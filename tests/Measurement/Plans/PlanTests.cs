using Measurement.Collecting;
using Measurement.Plans;
using Measurement.Targets;
using Measurement.Tests.Collecting;

namespace Measurement.Tests.Plans;

public sealed class PlanTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Bench _bench = new Bench().With("one", "noop");

    public void Dispose()
    {
        File.Delete(_file);
        _bench.Dispose();
    }

    [Fact]
    public void A_plan_file_needs_only_its_name_and_size()
    {
        File.WriteAllText(_file, """{ "name": "mine", "size": "quick", "blocks": { "max": 12 }, "precision": 0.01 }""");

        var plan = Plan.Named(_file);

        Assert.Equal(new Blocks(Warmup: 1, Min: 10, Max: 12), plan.Blocks);
        Assert.Equal("native", plan.Baseline);
        Assert.Equal(0.01, plan.Precision);
    }

    [Fact]
    public void A_plan_file_says_how_targets_far_from_natives_speed_are_measured_and_which_targets_are_meant()
    {
        File.WriteAllText(_file, """{ "name": "mine", "size": "report", "once": { "timeout_s": 100 } }""");
        Assert.Equal(new Once(TimeoutS: 100), Plan.Named(_file).Once);

        File.WriteAllText(_file, """{ "name": "mine", "size": "quick", "only_far_from_native": true }""");
        Assert.True(Plan.Named(_file).OnlyFarFromNative);
    }

    [Theory]
    [InlineData("""{ "name": "mine" """, "line 1")]
    [InlineData("""{ "size": "quick" }""", "name")]
    [InlineData("{ \"name\": \"mine\",\n \"size\": 3 }", "line 2")]
    [InlineData("""{ "name": "mine", "size": "quick", "block": 3 }""", "block")]
    [InlineData("""{ "name": "mine", "size": "quick", "precision": 2 }""", "precision must lie between 0 and 1")]
    [InlineData("""{ "name": "mine", "size": "quick", "blocks": { "min": 5, "max": 4 } }""", "blocks.max")]
    [InlineData("""{ "name": "mine", "size": "quick", "timeout_s": 0 }""", "timeout_s")]
    [InlineData(
        """{ "name": "mine", "size": "quick", "once": { "timeout_s": 0 } }""",
        "once.timeout_s must be above 0"
    )]
    [InlineData("""{ "name": "mine", "size": "quick", "once": { "timeout_s": 101 } }""", "at most timeout_s")]
    [InlineData("""{ "name": "mine", "size": "quick", "once": {} }""", "timeout_s")]
    [InlineData(
        """{ "name": "mine", "size": "quick", "only_far_from_native": true, "targets": ["native"] }""",
        "leave it or targets out"
    )]
    [InlineData(
        """{ "name": "mine", "size": "quick", "without": ["node"], "targets": ["native"] }""",
        "leave it or targets out"
    )]
    [InlineData("""{ "name": "mine", "size": "quick", "without": ["native"] }""", "must not name the baseline")]
    public void A_malformed_plan_file_gets_one_sentence_that_names_file_and_place(string text, string place)
    {
        File.WriteAllText(_file, text);

        var fault = Assert.Throws<UsageException>(() => Plan.Named(_file));

        Assert.Contains(_file, fault.Message);
        Assert.Contains(place, fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void An_unknown_plan_is_told_which_there_are()
    {
        var fault = Assert.Throws<UsageException>(() => Plan.Named("slow"));
        Assert.Contains("quick, report, runtimes, interpreters", fault.Message);
    }

    [Fact]
    public void The_built_in_plans_keep_the_rules_of_a_plan_file() =>
        Assert.All(Plan.BuiltInNames, name => Assert.Same(Plan.Named(name), Plan.Named(name).Checked(name)));

    [Fact]
    public void The_plans_at_the_reports_arguments_share_native_and_have_every_other_target_once()
    {
        string[] all = [.. Target.All.Select(target => target.Name)];

        Assert.Empty(Plan.Runtimes.Targets);
        Assert.Equal(
            all,
            all.Where(name => Plan.Report.Targets.Contains(name) || !Plan.Runtimes.Without.Contains(name))
        );
        Assert.Equal(["native"], Plan.Report.Targets.Except(Plan.Runtimes.Without));
    }

    [Fact]
    public async Task Unknown_targets_and_workloads_are_told_which_there_are()
    {
        var target = await Assert.ThrowsAsync<UsageException>(() =>
            _bench.CollectAsync(Bench.Plan(1) with { Targets = ["nativ"] })
        );
        var workload = await Assert.ThrowsAsync<UsageException>(() =>
            _bench.CollectAsync(Bench.Plan(1) with { Workloads = ["two"] })
        );
        Assert.Contains("wasmtime-aot", target.Message);
        Assert.Contains("there are one", workload.Message);
        Assert.False(Directory.Exists(_bench.Repository.Runs));
    }

    [Fact]
    public async Task A_target_that_can_not_be_had_is_unavailable_with_the_command_that_gets_it()
    {
        var outcome = await _bench.CollectAsync(Bench.Plan(1) with { Targets = ["native", "wasmtime-jit"] });

        var gone = Assert.Single(outcome.Run.Info().Unavailable);
        Assert.Equal("wasmtime-jit", gone.Name);
        Assert.Contains("./analysis setup", gone.Reason);
        Assert.Equal(Ending.Complete, outcome.Ending);
    }
}
