namespace Measurement.Tests.Probing;

public sealed class MisbehaviourTests
{
    [Fact]
    public async Task A_child_that_closes_stdout_early_is_waited_for()
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Dummy, "close-stdout", "100");

        Assert.Equal(("exited", "before\n".Length), (answer.Status, answer.StdoutBytes));
        Assert.True(answer.WallNs >= 100_000_000);
    }

    [Fact]
    public async Task A_child_that_floods_stdout_leaves_the_probe_and_its_next_child_small()
    {
        using var probe = new ProbeSession();
        var flood = await probe.LaunchAsync(Tools.Dummy, "flood", "1000000000");
        var after = await probe.LaunchAsync(Tools.Noop);

        Assert.Equal(1_000_000_000, flood.StdoutBytes);
        Assert.InRange(after.MaxRssBytes!.Value, 1, 1 << 20);
    }

    [Fact]
    public async Task A_child_that_floods_stderr_leaves_its_last_4_KiB()
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Dummy, "flood-stderr", "26000000");

        Assert.Equal(4096, answer.StderrTail!.Length);
        Assert.EndsWith("xyzabcdefghijklmnopqrstuvwxyz", answer.StderrTail, StringComparison.Ordinal);
        Assert.Equal(0, answer.StdoutBytes);
    }

    [Fact]
    public async Task Junk_on_stderr_is_still_a_JSON_string()
    {
        var answer = await ProbeSession.LaunchOneAsync(
            "/bin/sh",
            "-c",
            "printf '\\377\\300\\200\\355\\240\\200 \\303\\251 \\000\"\\\\\\t\\342\\202' >&2"
        );

        Assert.Equal("\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd \u00e9 \0\"\\\t\ufffd\ufffd", answer.StderrTail);
    }

    [Theory]
    [InlineData("crash", 11)]
    [InlineData("abort", 6)]
    public async Task A_child_that_dies_of_a_signal_is_told_apart(string verb, int signal)
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Dummy, verb);

        Assert.Equal(("signaled", signal, null), (answer.Status, answer.Signal, answer.ExitCode));
    }

    [Theory]
    [InlineData("sleep")]
    [InlineData("ignore-term")]
    public async Task A_child_that_does_not_end_is_killed_at_the_timeout(string verb)
    {
        using var probe = new ProbeSession();
        var answer = await probe.LaunchAsync(TimeSpan.FromMilliseconds(100), Tools.Dummy, verb, "60000");
        var next = await probe.LaunchAsync(Tools.Noop);

        Assert.Equal(("timeout", 9, null), (answer.Status, answer.Signal, answer.ExitCode));
        Assert.True(answer.WallNs >= 100_000_000);
        Assert.True(answer.MaxRssBytes > 0);
        Assert.Equal("exited", next.Status);
    }

    [Fact]
    public async Task A_child_that_floods_beyond_the_timeout_is_killed_and_its_bytes_are_counted()
    {
        using var probe = new ProbeSession();
        var answer = await probe.LaunchAsync(TimeSpan.FromMilliseconds(100), Tools.Dummy, "flood", "1000000000000");

        Assert.Equal("timeout", answer.Status);
        Assert.True(answer.StdoutBytes > 0);
        Assert.NotNull(answer.FirstOutputNs);
    }

    [Fact]
    public async Task A_daemon_is_dead_when_the_answer_comes_though_it_left_the_session_and_holds_stdout()
    {
        using var probe = new ProbeSession();
        var answer = await probe.LaunchAsync(Tools.Dummy, "daemon");

        Assert.Equal("exited", answer.Status);
        Assert.False(Tools.IsAlive(int.Parse(answer.StderrTail!)));
    }

    [Fact]
    public async Task A_chain_of_daemons_is_dead_when_the_answer_comes()
    {
        var mark = Guid.NewGuid().ToString();
        using var probe = new ProbeSession();
        var answer = await probe.LaunchAsync(Tools.Dummy, "fork-bomb-lite", "20", mark);

        Assert.Equal("exited", answer.Status);
        Assert.Equal(0, Tools.CountProcesses(mark));
    }

    [Theory]
    [InlineData("/no/such/program", "there is no such file")]
    [InlineData("/tmp", "it is a directory")]
    [InlineData("/etc/passwd", "it is not executable for this user")]
    public async Task What_cannot_be_started_is_an_error_and_no_sample(string program, string reason)
    {
        using var probe = new ProbeSession();
        var answer = await probe.LaunchAsync(program);
        var next = await probe.LaunchAsync(Tools.Noop);

        Assert.Equal(("spawn-error", $"cannot start {program}: {reason}"), (answer.Status, answer.Error));
        Assert.Null(answer.WallNs);
        Assert.Equal("exited", next.Status);
    }

    [Theory]
    [InlineData("\u007fELF junk", "it is not a program that this system can run (damaged, or of another architecture)")]
    [InlineData("#!/no/such/interpreter\n", "its loader or interpreter is missing")]
    public async Task A_damaged_program_is_an_error_and_no_sample(string content, string reason)
    {
        var program = Path.GetTempFileName();
        try
        {
            Tools.WriteProgram(program, content);
            var answer = await ProbeSession.LaunchOneAsync(program);

            Assert.Equal(("spawn-error", $"cannot start {program}: {reason}"), (answer.Status, answer.Error));
        }
        finally
        {
            File.Delete(program);
        }
    }

    [Fact]
    public async Task A_missing_working_folder_is_named()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Noop], cwd: "/no/such/folder");
        var answer = await probe.ReceiveAsync();

        Assert.Equal("spawn-error", answer.Status);
        Assert.Contains("its working folder /no/such/folder is not a folder", answer.Error, StringComparison.Ordinal);
    }
}
