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
    /// <summary>Beyond this ratio a difference would show in what pages print.</summary>
    private const double Margin = 1.05;
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

    /// <summary>
    /// What confines a container must not show in what is measured: the test fails where the interval of the ratio
    /// proves a difference that would. The interval stands in the output.
    /// </summary>
    [Fact]
    public async Task A_confined_container_takes_the_time_of_one_that_only_lacks_the_network()
    {
        await RequireEngineAsync();
        _bench.With("startup", "echo x", "x");
        var plan = Bench.Plan(blocks: 40, warmup: 1) with { Targets = ["docker-native", Unconfined.Called] };

        var outcome = await _bench.CollectAsync(plan);

        var confinements = outcome.Run.Info().Targets.Select(target => target.Confinement!.Count);
        Assert.True(confinements.All(count => count > 1));
        var starts = Bench.SamplesOf(outcome).Where(each => each is { Workload: "startup", Phase: Phase.Measured });
        var pairs = starts
            .GroupBy(sample => sample.Block)
            .Select(block => block.ToDictionary(each => each.Target, each => (double)each.WallNs))
            .Select(block => block["docker-native"] / block[Unconfined.Called])
            .Order()
            .ToList();
        // The 14th and 27th of 40 pairs bound their median with 96% confidence, by the binomial distribution.
        var (low, high) = (pairs[13], pairs[26]);
        var said = $"A confined container takes {low:0.000}x to {high:0.000}x the time.";
        TestContext.Current.TestOutputHelper!.WriteLine(said);
        Assert.True(low < Margin && high > 1 / Margin, said);
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
