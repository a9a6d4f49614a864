using Measurement.Journals;

namespace Cli.Tests;

public sealed class CancellationTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Ctrl_C_finishes_the_launch_in_flight_and_the_run_can_go_on()
    {
        const int Blocks = 12;
        var plan = _here.Plan(["startup", "simple"], ["native", "wasmtime-aot"], Blocks);
        await using var collecting = _here.Start("collect", "--plan", plan);
        await collecting.UntilAsync(() => Measured() >= 2);

        collecting.Interrupt();
        var answer = await collecting.EndAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("./analysis collect --resume", answer.Stdout, StringComparison.Ordinal);
        var stopped = _here.Samples;
        Assert.InRange(stopped.Count, 2, (4 * Blocks) - 1);
        Assert.All(stopped, sample => Assert.Equal(Status.Ok, sample.Status));

        (await _here.RunAsync("collect", "--resume")).Done();
        Assert.Equal(stopped, _here.Samples.Take(stopped.Count));
        Assert.DoesNotContain(_here.Samples.Skip(stopped.Count), sample => sample.Block <= stopped[^1].Block);
        Assert.Equal(Blocks, _here.Run.Read<FinishedBlock>().Count);
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_the_launch_in_flight_with_its_process_tree()
    {
        await using var collecting = _here.Start("collect", "--plan", _here.LongLaunch());
        var tree = await TreeOfALaunchAsync(collecting);

        collecting.Interrupt();
        await collecting.SaysAsync("Finishing the launch in flight");
        Assert.All(tree, process => Assert.True(Child.IsAlive(process)));
        collecting.Interrupt();
        var answer = await collecting.EndAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("./analysis collect --resume", answer.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain(tree, Child.IsAlive);
        Assert.Empty(_here.Samples);
    }

    [Fact]
    public async Task A_killed_collection_takes_its_launch_along_and_can_go_on()
    {
        await using var collecting = _here.Start("collect", "--plan", _here.LongLaunch());
        var tree = await TreeOfALaunchAsync(collecting);

        collecting.KillAlone();
        await collecting.EndAsync();
        for (var attempt = 0; attempt < 300 && tree.Any(Child.IsAlive); attempt++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(tree, Child.IsAlive);
        Assert.Empty(_here.Samples);
        (await _here.RunAsync("collect", "--resume")).Done();
        Assert.Equal(Status.Timeout, Assert.Single(_here.Samples).Status);
    }

    [Fact]
    public async Task A_second_Ctrl_C_removes_the_container_in_flight()
    {
        await using var collecting = await CollectingInAContainerAsync();

        collecting.Interrupt();
        await collecting.SaysAsync("Finishing the launch in flight");
        collecting.Interrupt();

        Assert.Equal(1, (await collecting.EndAsync()).ExitCode);
        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
    }

    [Fact]
    public async Task A_container_that_a_killed_collection_left_is_removed_when_the_run_goes_on()
    {
        await using var collecting = await CollectingInAContainerAsync();

        collecting.KillAlone();
        await collecting.EndAsync();
        Assert.True(await Engine.RunsAsync(_here.Run.Id));

        (await _here.RunAsync("collect", "--resume")).Done();
        Assert.Equal(Status.Timeout, Assert.Single(_here.Samples).Status);
        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
    }

    private async Task<Child> CollectingInAContainerAsync()
    {
        await Engine.RequireAsync();
        var collecting = _here.Start("collect", "--plan", _here.LongLaunch("docker-native"));
        await collecting.UntilAsync(async () => _here.Runs.All() is [var run] && await Engine.RunsAsync(run.Id));
        return collecting;
    }

    private static async Task<IReadOnlyList<int>> TreeOfALaunchAsync(Child collecting)
    {
        IReadOnlyList<int> tree = [];
        await collecting.UntilAsync(() =>
            (tree = collecting.Descendants()).Any(process => CommandLine(process).Contains("/workloads/fannkuch-redux"))
        );
        return tree;
    }

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private int Measured() => _here.Runs.All().Sum(run => run.Read<Sample>().Count);
}
