using Measurement.Journals;

namespace Cli.Tests;

/// <summary>Whatever ends a collection, nothing goes on that would disturb the next one.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-HUP")]
    [InlineData("-QUIT")]
    public async Task Every_signal_that_asks_to_end_finishes_the_launch_in_flight_and_keeps_it(string signal)
    {
        var plan = _here.Plan(["startup", "fannkuch-redux"], ["native"], blocks: 2, size: "report", timeoutS: 3);
        await using var collecting = _here.Start("collect", "--plan", plan);
        await collecting.UntilAsync(() => LaunchIn(collecting) is not null);

        Child.Kill(signal, $"{collecting.Id}");
        var answer = await collecting.EndAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Single(_here.Samples, sample => sample.Status == Status.Timeout);
        Assert.Contains("./analysis collect --resume", answer.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_terminal_ends_a_collection_in_order()
    {
        var cli = Path.Combine(Workplace.Checkout.Root, "lib", "bin", "Cli.dll");
        var plan = _here.Plan(["startup", "simple"], ["native"], blocks: 5000);
        await using var terminal = Child.Start(
            "script",
            ["--quiet", "--command", $"dotnet {cli} collect --plan {plan}", "/dev/null"],
            _here.Folder,
            _here.Environment
        );
        await terminal.UntilAsync(() => _here.Runs.All() is [var run] && run.Read<Sample>().Count > 4);
        var left = terminal.Descendants();

        terminal.KillAlone();
        foreach (var process in left)
        {
            await Child.EndedAsync(process);
        }

        var notes = new List<string>();
        Assert.NotEmpty(_here.Run.Read<Sample>(notes.Add));
        Assert.Empty(notes);
        Assert.False(File.Exists(_here.Run.LockFile), "the collection did not clean up");
    }

    [Fact]
    public async Task A_launch_dies_with_a_probe_that_is_killed()
    {
        await using var collecting = _here.Start("collect", "--plan", _here.LongLaunch("native"));
        int? launch = null;
        await collecting.UntilAsync(() => (launch = LaunchIn(collecting)) is not null);

        Child.Kill("-KILL", $"{collecting.Descendants().Single(process => Child.NameOf(process) == "probe")}");
        await Child.EndedAsync(launch!.Value);

        var answer = await collecting.EndAsync();
        Assert.Contains("died", answer.Stderr, StringComparison.Ordinal);
        Assert.Empty(_here.Samples);
    }

    [Fact]
    public async Task What_a_killed_collection_left_in_the_engine_is_removed_by_the_next_one_which_says_so()
    {
        await Engine.RequireAsync();
        await using var collecting = _here.Start("collect", "--plan", _here.LongLaunch("docker-native"));
        await collecting.UntilAsync(async () => _here.Runs.All() is [var run] && await Engine.RunsAsync(run.Id));
        var killed = _here.Run.Id;
        collecting.KillAlone();
        await collecting.EndAsync();
        Assert.NotEqual((0, 0), await Engine.LeftOfAsync(killed));

        var answer = (
            await _here.RunAsync("collect", "--plan", _here.Plan(["startup"], ["native"], blocks: 1, name: "next"))
        ).Done();

        Assert.Contains(
            "Ended what an earlier collection left on this machine:",
            answer.Stderr,
            StringComparison.Ordinal
        );
        Assert.Contains($"container {killed}.", answer.Stderr, StringComparison.Ordinal);
        Assert.Equal((0, 0), await Engine.LeftOfAsync(killed));
    }

    [Fact]
    public async Task What_an_earlier_collection_started_is_ended_by_the_next_one_which_says_so()
    {
        await using var leftover = Child.Start(
            "sleep",
            ["600"],
            _here.Folder,
            [new("ANALYSIS_LAUNCHED_BY", _here.Folder)]
        );
        await using var foreign = Child.Start("sleep", ["600"], _here.Folder, [new("ANALYSIS_LAUNCHED_BY", "/other")]);

        var answer = (await _here.RunAsync("collect", "--plan", _here.Plan(["startup"], ["native"], blocks: 1))).Done();

        Assert.Contains($"process {leftover.Id} (sleep)", answer.Stderr, StringComparison.Ordinal);
        await Child.EndedAsync(leftover.Id);
        Assert.True(Child.IsAlive(foreign.Id));
    }

    private static int? LaunchIn(Child collecting) =>
        collecting
            .Descendants()
            .Where(process => Child.NameOf(process) == "fannkuch-redux")
            .Cast<int?>()
            .FirstOrDefault();
}
