using Measurement.Collecting;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Tests.Collecting;
using Measurement.Tests.Probing;

namespace Measurement.Tests.Hosts;

public sealed class SshHostTests : IAsyncLifetime
{
    private readonly Bench _bench = new();
    private Sshd _sshd = null!;

    public async ValueTask InitializeAsync() => _sshd = await Sshd.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _sshd.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task I_can_measure_on_a_machine_that_ssh_reaches()
    {
        _bench.With("greeting", "echo hello", "hello");

        Outcome outcome;
        await using (var host = await ConnectAsync())
        {
            outcome = await Collector(host).CollectAsync(Bench.Plan(blocks: 3, warmup: 1), 7, default, default);
            Assert.Single(_sshd.LeftBehind);
        }

        var run = outcome.Run.Info();
        Assert.Equal(_sshd.Address, run.Host.Name);
        Assert.Equal(Repository.ThisArchitecture, run.Host.Architecture);
        var samples = Bench.SamplesOf(outcome);
        Assert.Equal(4, samples.Count);
        Assert.All(samples, sample => Assert.Equal((Status.Ok, _sshd.Address), (sample.Status, sample.Host)));
        Assert.NotEqual(LocalHost.Id(_bench.Repository), run.Host.Id);
    }

    [Fact]
    public async Task Nothing_is_left_there_when_it_is_over()
    {
        _bench.With("greeting", "echo hello", "hello");

        await using (var host = await ConnectAsync())
        {
            await Collector(host).CollectAsync(Bench.Plan(blocks: 1), 7, default, default);
        }

        await Tools.UntilAsync(() => _sshd.LeftBehind.Count == 0);
    }

    [Fact]
    public async Task A_connection_that_dies_costs_the_launch_in_flight_and_nothing_else()
    {
        var slow = $"slow-{Guid.NewGuid():N}";
        _bench.With("greeting", "echo hello", "hello").With(slow, "sleep 600");
        var plan = Bench.Plan(blocks: 2) with { Workloads = ["greeting", slow], TimeoutS = 600 };

        MeasurementException fault;
        await using (var host = await ConnectAsync())
        {
            var collecting = Collector(host).CollectAsync(plan, 7, default, default);
            await Tools.UntilAsync(() => Tools.CountProcesses(slow) > 0);
            _sshd.DropConnections();
            fault = await Assert.ThrowsAnyAsync<MeasurementException>(() => collecting);
        }

        Assert.Contains("connection", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", fault.Message, StringComparison.Ordinal);
        await Tools.UntilAsync(() => Tools.CountProcesses(slow) == 0);
        await Tools.UntilAsync(() => _sshd.LeftBehind.Count == 0);
        var run = Assert.Single(new RunStore(_bench.Repository).All());
        Assert.DoesNotContain(run.Read<Sample>(), sample => sample.Workload == slow);
    }

    [Fact]
    public async Task Resume_goes_on_over_a_new_connection()
    {
        _bench.With("greeting", "echo hello", "hello");
        Outcome stopped;
        using var stop = new CancellationTokenSource();
        await using (var host = await ConnectAsync())
        {
            var collector = _bench.Collector(host, progress => Stop(progress, stop));
            stopped = await collector.CollectAsync(Bench.Plan(blocks: 4), 7, stop.Token, default);
        }
        Assert.Equal(Ending.Stopped, stopped.Ending);

        await using var again = await ConnectAsync();
        var outcome = await Collector(again).ResumeAsync(stopped.Run, default, default);

        Assert.Equal((Ending.Complete, 4), (outcome.Ending, outcome.MeasuredBlocks));
    }

    [Fact]
    public async Task A_run_of_another_machine_is_not_resumed_there()
    {
        _bench.With("greeting", "echo hello", "hello");
        var local = await _bench.CollectAsync(Bench.Plan(blocks: 1));

        await using var host = await ConnectAsync();
        var fault = await Assert.ThrowsAsync<UsageException>(() =>
            Collector(host).ResumeAsync(local.Run, default, default)
        );

        Assert.Contains("another machine", fault.Message, StringComparison.Ordinal);
    }

    private static void Stop(CollectionProgress progress, CancellationTokenSource stop)
    {
        if (progress is { Block: 1, Last: not null })
        {
            stop.Cancel();
        }
    }

    private Collector Collector(Host host) => _bench.Collector(host);

    private async Task<SshHost> ConnectAsync() =>
        await SshHost.ConnectAsync(_sshd.Address, _bench.Repository, CancellationToken.None, _sshd.Client);
}
