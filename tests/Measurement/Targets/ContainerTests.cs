using Measurement.Collecting;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;
using Measurement.Tests.Collecting;

namespace Measurement.Tests.Targets;

/// <summary>The misbehaving child in containers of the real engine.</summary>
public sealed class ContainerTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_watched_program_that_ends_without_output_is_a_fault_and_no_first_byte()
    {
        await RequireEngineAsync();
        _bench.With("startup", "noop");

        var outcome = await _bench.CollectAsync(InContainers(blocks: 1));

        Assert.Equal(Status.Ok, StartOf(outcome).Status);
        Assert.Empty(outcome.Run.Read<Lifecycle>());
        Assert.Equal("its program ended without a byte of output", Assert.Single(outcome.Run.Read<Fault>()).Message);
        Assert.Equal(0, await ContainersOfAsync(outcome.Run.Id));
    }

    [Fact]
    public async Task A_watched_program_that_fails_is_a_fault_with_its_exit_code()
    {
        await RequireEngineAsync();
        _bench.With("startup", "exit 3");

        var outcome = await _bench.CollectAsync(InContainers(blocks: 1));

        Assert.Equal((Status.Crash, 3), (StartOf(outcome).Status, StartOf(outcome).ExitCode));
        Assert.Empty(outcome.Run.Read<Lifecycle>());
        Assert.Contains(outcome.Run.Read<Fault>(), fault => fault.Message == "its program exited with code 3");
    }

    [Fact]
    public async Task A_container_whose_warm_start_timed_out_does_not_go_on_beside_what_is_measured()
    {
        await RequireEngineAsync();
        _bench.With("startup", "sleep 60000").With("one", "noop");
        List<int> running = [];

        var outcome = await _bench.CollectAsync(
            InContainers(blocks: 1) with
            {
                Workloads = ["one"],
                TimeoutS = 10,
            },
            report: progress =>
            {
                if (progress.Last is { } sample)
                {
                    running.Add(ContainersOfAsync(sample.Run).GetAwaiter().GetResult());
                }
            }
        );

        Assert.Equal([0], running);
        Assert.Contains(
            "docker-native is not started warm in this run: startup was still running at the timeout.",
            _bench.Messages
        );
        Assert.Equal(Status.Ok, Assert.Single(Bench.SamplesOf(outcome)).Status);
    }

    private static Sample StartOf(Outcome outcome) =>
        Assert.Single(Bench.SamplesOf(outcome), sample => sample.Workload == "startup");

    private static Plan InContainers(int blocks) => Bench.Plan(blocks) with { Targets = ["docker-native"] };

    /// <summary>Skips the test, with the reason, where no engine answers.</summary>
    private async Task RequireEngineAsync()
    {
        var state = await new DockerNative().FindAsync(
            new LocalHost(_bench.Repository),
            TestContext.Current.CancellationToken
        );
        Assert.SkipUnless(state.Available, state.Reason ?? "");
    }

    private static async Task<int> ContainersOfAsync(string run)
    {
        var (ok, containers) = await Tool.AskAsync(
            "docker",
            ["ps", "--all", "--quiet", "--filter", $"label=analysis.run={run}"],
            TestContext.Current.CancellationToken
        );
        Assert.True(ok, containers);
        return containers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
