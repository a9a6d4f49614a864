using System.Diagnostics;
using System.Text.Json;

namespace Measurement.Tests.Probing;

public sealed class InsideTests
{
    private const char RecordSeparator = '\u001e';

    [Fact]
    public async Task The_view_from_inside_is_one_line_after_the_programs_own_stderr()
    {
        var ended = await Tools.RunAsync(
            Tools.Probe,
            "--inside",
            "--",
            Tools.Dummy,
            "echo-stderr",
            "{\"inner_wall_ns\":0}"
        );

        var parts = ended.Stderr.Split(RecordSeparator);
        Assert.Equal(2, parts.Length);
        Assert.Equal("{\"inner_wall_ns\":0}", parts[0]);
        Assert.EndsWith("}\n", parts[1], StringComparison.Ordinal);
        using var view = JsonDocument.Parse(parts[1]);
        Assert.True(view.RootElement.GetProperty("inner_wall_ns").GetInt64() > 0);
        Assert.InRange(view.RootElement.GetProperty("inner_max_rss_bytes").GetInt64(), 1, 1 << 20);
        Assert.True(view.RootElement.TryGetProperty("cgroup_peak_bytes", out _));
    }

    [Fact]
    public async Task Stdout_passes_through()
    {
        var ended = await Tools.RunAsync(Tools.Probe, "--inside", "--", Tools.Dummy, "echo", "hello");

        Assert.Equal("hello", ended.Stdout);
    }

    [Theory]
    [InlineData("exit", "42", 42)]
    [InlineData("crash", "", 128 + 11)]
    [InlineData("abort", "", 128 + 6)]
    public async Task The_exit_code_is_the_programs_own_or_128_and_its_signal(
        string verb,
        string argument,
        int expected
    )
    {
        var ended = await Tools.RunAsync(Tools.Probe, "--inside", "--", Tools.Dummy, verb, argument);

        Assert.Equal(expected, ended.ExitCode);
        Assert.Contains(RecordSeparator, ended.Stderr);
    }

    [Fact]
    public async Task What_cannot_be_started_ends_with_127_and_a_sentence()
    {
        var ended = await Tools.RunAsync(Tools.Probe, "--inside", "--", "/no/such/program");

        Assert.Equal(127, ended.ExitCode);
        Assert.Equal("probe: cannot start /no/such/program: there is no such file\n", ended.Stderr);
    }

    [Fact]
    public async Task SIGTERM_is_passed_on_to_the_program()
    {
        var start = new ProcessStartInfo(Tools.Probe, ["--inside", "--", Tools.Dummy, "wait-for-term"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var inside = Process.Start(start)!;
        Assert.Equal("ready", await inside.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Tools.Send(Tools.SIGTERM, inside.Id);
        await inside.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, inside.ExitCode);
    }

    // In a process namespace of its own the probe is the first process, as in a container.
    [Fact]
    public async Task As_first_process_it_reaps_orphans_and_measures_only_the_program()
    {
        string[] unshare = ["--user", "--map-root-user", "--pid", "--fork", "--mount-proc", "--kill-child"];
        var allowed = await Tools.RunAsync("unshare", [.. unshare, Tools.Noop]);
        Assert.SkipUnless(allowed.ExitCode == 0, $"this system grants no process namespace: {allowed.Stderr}");

        var ended = await Tools.RunAsync(
            "unshare",
            [
                .. unshare,
                Tools.Probe,
                "--inside",
                "--",
                "/bin/sh",
                "-c",
                $"({Tools.Dummy} exit 3 &) ; sleep 0.1; grep -l '^State:.Z' /proc/[0-9]*/status; exit 5",
            ]
        );

        Assert.Equal(5, ended.ExitCode);
        Assert.Equal("", ended.Stdout);
    }
}
