namespace Measurement.Tests.Probing;

public sealed class EndingTests
{
    [Fact]
    public async Task The_end_of_input_between_jobs_ends_the_probe()
    {
        using var probe = new ProbeSession();
        await probe.LaunchAsync(Tools.Noop);
        probe.EndInput();

        Assert.Equal(0, await probe.ExitCodeAsync());
    }

    [Fact]
    public async Task The_end_of_input_in_mid_job_kills_the_job()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, "ignore-term"]);
        var child = await probe.ChildAsync();
        probe.EndInput();

        Assert.Equal(1, await probe.ExitCodeAsync());
        Assert.False(Tools.IsAlive(child));
    }

    [Theory]
    [InlineData("ignore-term")]
    [InlineData("flood")]
    public async Task SIGTERM_in_mid_job_kills_the_job(string verb)
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, verb, "1000000000000"]);
        var child = await probe.ChildAsync();
        Tools.Send(Tools.SIGTERM, probe.ProcessId);

        Assert.Equal(1, await probe.ExitCodeAsync());
        Assert.False(Tools.IsAlive(child));
    }

    [Fact]
    public async Task SIGTERM_in_mid_job_kills_what_the_job_has_started_too()
    {
        var mark = Guid.NewGuid().ToString();
        using var probe = new ProbeSession();
        probe.SendJob(["/bin/sh", "-c", $"{Tools.Dummy} fork-bomb-lite 5 {mark}; {Tools.Dummy} ignore-term {mark}"]);
        await Tools.UntilAsync(() => Tools.CountProcesses(mark) >= 7);
        Tools.Send(Tools.SIGTERM, probe.ProcessId);

        Assert.Equal(1, await probe.ExitCodeAsync());
        Assert.Equal(0, Tools.CountProcesses(mark));
    }

    [Fact]
    public async Task The_job_dies_with_a_probe_that_is_killed()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, "ignore-term"]);
        var child = await probe.ChildAsync();
        Tools.Send(Tools.SIGKILL, probe.ProcessId);
        await probe.ExitCodeAsync();

        await Tools.UntilAsync(() => !Tools.IsAlive(child));
    }

    [Fact]
    public async Task What_has_a_mark_in_its_environment_is_ended_and_named_and_nothing_else()
    {
        using var probe = new ProbeSession();
        using var other = new ProbeSession();
        probe.SendJob([Tools.Dummy, "sleep", "60000"], env: ["MARK=mine", "MORE=1"]);
        other.SendJob([Tools.Dummy, "sleep", "60000"], env: ["MARK=mine too"]);
        var (child, stranger) = (await probe.ChildAsync(), await other.ChildAsync());

        var ended = await Tools.RunAsync(Tools.Probe, "--end-leftovers", "MARK=mine");

        Assert.Equal((0, $"{child} (dummy)\n"), (ended.ExitCode, ended.Stdout));
        Assert.Equal(Tools.SIGKILL, (await probe.ReceiveAsync()).Signal);
        Assert.True(Tools.IsAlive(stranger));
    }

    [Fact]
    public async Task SIGTERM_between_jobs_ends_the_probe()
    {
        using var probe = new ProbeSession();
        await probe.LaunchAsync(Tools.Noop);
        Tools.Send(Tools.SIGTERM, probe.ProcessId);

        Assert.Equal(1, await probe.ExitCodeAsync());
    }

    [Fact]
    public async Task SIGINT_disturbs_neither_the_job_in_flight_nor_the_probe()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, "sleep", "200"]);
        await probe.ChildAsync();
        Tools.Send(Tools.SIGINT, probe.ProcessId);
        var answer = await probe.ReceiveAsync();
        var next = await probe.LaunchAsync(Tools.Noop);

        Assert.Equal(("exited", 0), (answer.Status, answer.ExitCode));
        Assert.Equal("exited", next.Status);
    }

    [Fact]
    public async Task The_child_does_not_inherit_that_SIGINT_is_ignored()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, "sleep", "60000"]);
        Tools.Send(Tools.SIGINT, await probe.ChildAsync());
        var answer = await probe.ReceiveAsync();

        Assert.Equal(("signaled", Tools.SIGINT), (answer.Status, answer.Signal));
    }
}
