using System.Diagnostics;
using System.Text.Json;

namespace Measurement.Tests.Probing;

/// <summary>Many instances of a program as one job of the probe.</summary>
public sealed class CrowdTests
{
    private const string Limit = "268435456";

    private const int Large = 20_000_000;

    /// <summary>A shell that takes much memory, writes a line, and waits for the end of its input.</summary>
    private static readonly string[] Waiting =
    [
        "--",
        "/bin/sh",
        "-c",
        $"x=$(head -c {Large} /dev/zero | tr '\\0' a); echo; read y || true",
    ];

    [Fact]
    public async Task The_memory_of_instances_that_wait_is_told_after_their_output()
    {
        Tools.RequireCgroups();
        var memory = await MemoryAsync("5");

        Assert.Equal("\n\n\n\n\n", memory.Stdout);
        // Other tests may begin processes at the same time, which only adds.
        Assert.InRange(memory.Private, 5 * Large, memory.Pss);
        Assert.True(memory.Charged > 5 * Large);
    }

    [Fact]
    public async Task Instances_that_exceed_the_limit_are_killed_and_nothing_is_left()
    {
        Tools.RequireCgroups();
        using var probe = new ProbeSession();

        var answer = await probe.LaunchAsync([
            Tools.Probe,
            "--crowd",
            "waiting",
            "crowd",
            $"{3 * Large}",
            "5",
            .. Waiting,
        ]);

        Assert.Equal(("signaled", 9), (answer.Status, answer.Signal));
        await Tools.UntilAsync(() => GroupsLeft().Length == 0);
    }

    [Fact]
    public async Task The_cgroup_of_a_crowd_that_was_killed_is_removed_by_the_next()
    {
        Tools.RequireCgroups();
        var start = new ProcessStartInfo(Tools.Probe, ["--crowd", "waiting", "crowd", Limit, "2", .. Waiting])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using (var crowd = Process.Start(start)!)
        {
            // It is killed once its cgroup is there; its instances end when their input does.
            await Tools.UntilAsync(() => GroupsLeft().Length > 0 || crowd.HasExited);
            crowd.Kill();
            await crowd.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        while (GroupsLeft().Length > 0)
        {
            await MemoryAsync("1");
        }
    }

    [Fact]
    public async Task A_crowd_of_which_one_ends_too_early_ends_like_that_one()
    {
        Tools.RequireCgroups();
        var ended = await RunAsync("waiting", "crowd", Limit, "3", "--", "/bin/sh", "-c", "exit 3");

        Assert.Equal(3, ended.ExitCode);
        Assert.Equal("probe: an instance of the crowd ended with exit code 3\n", ended.Stderr);
    }

    [Fact]
    public async Task So_many_run_at_a_time_and_no_more()
    {
        var ended = await RunAsync("starting", "crowd", "9", "3", "--", "/bin/sh", "-c", "echo +; sleep 0.1; echo -");

        var running = ended
            .Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(new List<int> { 0 }, (counts, sign) => [.. counts, counts[^1] + (sign == "+" ? 1 : -1)]);
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal((3, 0, 19), (running.Max(), running[^1], running.Count));
    }

    [Fact]
    public async Task Each_instance_gets_its_number_after_the_name()
    {
        var ended = await RunAsync("starting", "run.0-1", "3", "1", "--", "/bin/echo", "--name=run.0-1", "-x");

        Assert.Equal("--name=run.0-1.0 -x\n--name=run.0-1.1 -x\n--name=run.0-1.2 -x\n", ended.Stdout);
    }

    [Fact]
    public async Task What_cannot_be_started_ends_with_127_and_a_sentence()
    {
        var ended = await RunAsync("starting", "crowd", "3", "1", "--", "/no/such/program");

        Assert.Equal(127, ended.ExitCode);
        Assert.Equal("probe: cannot start /no/such/program: there is no such file\n", ended.Stderr);
    }

    [Theory]
    [InlineData("waiting", "crowd", Limit, "0", "--", "/bin/true")]
    [InlineData("starting", "crowd", "3", "many", "--", "/bin/true")]
    [InlineData("standing", "crowd", "3", "1", "--", "/bin/true")]
    [InlineData("starting", "crowd", "3", "1")]
    public async Task A_command_line_without_sense_is_refused_with_the_right_one(params string[] arguments)
    {
        var ended = await RunAsync(arguments);

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("probe: usage: probe --crowd waiting NAME LIMIT N", ended.Stderr, StringComparison.Ordinal);
    }

    private static Task<Ended> RunAsync(params string[] arguments) =>
        Tools.RunAsync(Tools.Probe, ["--crowd", .. arguments]);

    private static async Task<(string Stdout, long Pss, long Private, long Charged)> MemoryAsync(string instances)
    {
        var ended = await RunAsync(["waiting", "crowd", Limit, instances, .. Waiting]);
        Assert.Equal(0, ended.ExitCode);
        using var memory = JsonDocument.Parse(ended.Stderr.Split('\u001e')[1]);
        long Of(string name) => memory.RootElement.GetProperty(name).GetInt64();
        return (ended.Stdout, Of("pss_bytes"), Of("private_bytes"), Of("cgroup_bytes"));
    }

    private static string[] GroupsLeft() =>
        [.. Tools.CgroupRoots.SelectMany(folder => Directory.GetDirectories(folder, "analysis-crowd-*"))];
}
