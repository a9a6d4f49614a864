using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;
using Measurement.Tests.Probing;

namespace Measurement.Tests.Collecting;

/// <summary>Launches of many instances, as a collection makes them.</summary>
public sealed class ManyInstancesTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("native")]
    [InlineData("docker-native")]
    public async Task Instances_that_wait_are_a_sample_with_their_memory(string target)
    {
        await RequireAsync(target);
        _bench.WithCrowd("waits", Crowd.Waiting, ["1"], ["4"]);

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Targets = [target] });

        Assert.Empty(outcome.Run.Read<Fault>());
        var samples = Bench.SamplesOf(outcome).OrderBy(sample => sample.Arguments).ToList();
        Assert.Equal(["1", "4"], samples.Select(sample => sample.Arguments));
        Assert.All(samples, sample => Assert.Equal(Status.Ok, sample.Status));
        Assert.Equal([1, 4], samples.Select(sample => sample.StdoutBytes));
        // A page each at the least. Other tests may begin processes at the same time, which only adds.
        Assert.All(
            samples,
            sample => Assert.InRange(sample.PrivateBytes!.Value, 4096 * sample.StdoutBytes, sample.PssBytes!.Value)
        );
        Assert.All(samples, sample => Assert.True(sample.CgroupBytes > 0));
    }

    [Fact]
    public async Task Instances_that_the_limit_does_not_hold_ran_out_of_memory_and_leave_no_container()
    {
        await RequireAsync("docker-native");
        // The clients alone take more than the limit.
        _bench.WithCrowd("waits", Crowd.Waiting, ["100"]);

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Targets = ["docker-native"] });

        Assert.Equal(Status.OutOfMemory, Assert.Single(Bench.SamplesOf(outcome)).Status);
        var (_, containers) = await Tool.AskAsync(
            "docker",
            ["ps", "--all", "--quiet", $"--filter=name={outcome.Run.Id}"],
            TestContext.Current.CancellationToken
        );
        Assert.Equal("", containers.Trim());
    }

    [Fact]
    public async Task Instances_that_start_some_at_a_time_are_a_sample_without_memory()
    {
        _bench.WithCrowd("startup", Crowd.Starting, ["6", "2"]);

        var outcome = await _bench.CollectAsync(Bench.Plan(blocks: 1));

        var sample = Assert.Single(Bench.SamplesOf(outcome));
        Assert.Equal((Status.Ok, 6L, "6 2"), (sample.Status, sample.StdoutBytes, sample.Arguments));
        Assert.Null(sample.PssBytes);
    }

    /// <summary>Skips the test, with the reason, where the target or a cgroup can't be had.</summary>
    private async Task RequireAsync(string target)
    {
        Tools.RequireCgroups();
        var state = await Target
            .All.Single(each => each.Name == target)
            .FindAsync(new LocalHost(_bench.Repository), TestContext.Current.CancellationToken);
        Assert.SkipUnless(state.Available, state.Reason ?? "");
    }
}
