namespace Measurement.Tests.Probing;

public sealed class WireTests
{
    [Theory]
    [InlineData("", "byte 1: expected '{' to start a job")]
    [InlineData("hello", "byte 1: expected '{' to start a job")]
    [InlineData("{", "byte 2: expected '\"' to start a string")]
    [InlineData("{}", "byte 3: the job has no id")]
    [InlineData("""{"id":1}""", "byte 7: expected '\"' to start a string")]
    [InlineData("""{"id":"1","id":"2"}""", "byte 11: id is given twice")]
    [InlineData("""{"id":"1" "argv":[]}""", "byte 11: expected ',' or '}' after a value")]
    [InlineData("""{"id":"1",}""", "byte 11: expected '\"' to start a string")]
    [InlineData("""{"id":"1","argv":[]}""", "byte 18: argv must start with the absolute path of a program")]
    [InlineData("""{"id":"1","argv":["ls"]}""", "byte 18: argv must start with the absolute path of a program")]
    [InlineData("""{"id":"1","argv":["/a",]}""", "byte 24: expected '\"' to start a string")]
    [InlineData("""{"id":"1","argv":["/a" "b"]}""", "byte 24: expected ',' or ']' after a string of a list")]
    [InlineData(
        """{"id":"1","argv":["/a"],"env":["A"]}""",
        "byte 31: env must be strings of the form NAME=value, not \"A\""
    )]
    [InlineData(
        """{"id":"1","argv":["/a"],"env":["=A"]}""",
        "byte 31: env must be strings of the form NAME=value, not \"=A\""
    )]
    [InlineData("""{"id":"1","argv":["/a"],"env":[]}""", "byte 34: the job has no timeout_ns")]
    [InlineData("""{"id":"1","argv":["/a"],"timeout_ns":1}""", "byte 40: the job has no env")]
    [InlineData("""{"id":"1","timeout_ns":0}""", "byte 24: timeout_ns must be a whole number of nanoseconds above 0")]
    [InlineData("""{"id":"1","timeout_ns":-5}""", "byte 24: timeout_ns must be a whole number of nanoseconds above 0")]
    [InlineData("""{"id":"1","timeout_ns":1.5}""", "byte 25: expected ',' or '}' after a value")]
    [InlineData("""{"id":"1","timeout_ns":9223372036854775808}""", "byte 24: timeout_ns is too large")]
    [InlineData("""{"id":"1","cwd":"tmp"}""", "byte 17: cwd must be an absolute path")]
    [InlineData(
        """{"id":"1","stdin":"/a"}""",
        "byte 11: unknown key \"stdin\"; a job has id, argv, env, cwd, timeout_ns and stdout"
    )]
    [InlineData("""{"id":"1","stdout":"/a"}""", "byte 20: stdout must be pipe, file or null, not \"/a\"")]
    [InlineData("""{"id":"\x"}""", "byte 8: unknown escape in a string")]
    [InlineData("""{"id":"\u12g4"}""", "byte 12: expected four hexadecimal digits after \\u")]
    [InlineData("""{"id":"\ud800"}""", "byte 8: half of a surrogate pair")]
    [InlineData("""{"id":"\udc00"}""", "byte 8: half of a surrogate pair")]
    [InlineData("""{"id":"a\u0000b"}""", "byte 9: \\u0000 cannot be part of a command line")]
    [InlineData("{\"id\":\"a\tb\"}", "byte 9: control character within a string")]
    [InlineData("""{"id":"1""", "byte 9: the line ends within a string")]
    [InlineData(
        """{"id":"1","argv":["/a"],"env":[],"timeout_ns":1} x""",
        "byte 50: expected the end of the line after the job"
    )]
    public async Task A_malformed_job_is_answered_with_what_is_wrong_and_where(string line, string sentence)
    {
        using var probe = new ProbeSession();
        probe.SendLine(line);
        var answer = await probe.ReceiveAsync();
        var next = await probe.LaunchAsync(Tools.Noop);

        Assert.Equal(("bad-job", sentence), (answer.Status, answer.Error));
        Assert.Equal("exited", next.Status);
    }

    [Fact]
    public async Task A_malformed_job_keeps_the_id_that_was_read()
    {
        using var probe = new ProbeSession();
        probe.SendLine("""{"id":"a \"quoted\" id","argv":7}""");
        var answer = await probe.ReceiveAsync();

        Assert.Equal(("a \"quoted\" id", "bad-job"), (answer.Id, answer.Status));
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_and_the_next_one_read()
    {
        using var probe = new ProbeSession();
        probe.SendLine(new string('x', 1_000_000));
        var answer = await probe.ReceiveAsync();
        var next = await probe.LaunchAsync(Tools.Noop);

        Assert.Equal(("bad-job", "byte 131072: the line is longer than a job may be"), (answer.Status, answer.Error));
        Assert.Equal("exited", next.Status);
    }

    [Fact]
    public async Task Too_many_strings_are_refused()
    {
        using var probe = new ProbeSession();
        var most = await probe.LaunchAsync([Tools.Noop, .. Enumerable.Repeat("x", 2047)]);
        var more = await probe.LaunchAsync([Tools.Noop, .. Enumerable.Repeat("x", 2048)]);

        Assert.Equal("exited", most.Status);
        Assert.Equal("bad-job", more.Status);
        Assert.Contains("the list has more than 2048 strings", more.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_that_are_sent_ahead_are_answered_in_order()
    {
        using var probe = new ProbeSession();
        probe.SendLine(
            $$"""{"id":"1","argv":["{{Tools.Dummy}}","sleep","20"],"env":[],"timeout_ns":1000000000}""" + "\n" + "junk"
        );
        probe.SendJob([Tools.Noop]);

        Assert.Equal("exited", (await probe.ReceiveAsync()).Status);
        Assert.Equal("bad-job", (await probe.ReceiveAsync()).Status);
        Assert.Equal("exited", (await probe.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task The_probe_teaches_its_use()
    {
        var help = await Tools.RunAsync(Tools.Probe, "--help");
        var version = await Tools.RunAsync(Tools.Probe, "--version");
        var wrong = await Tools.RunAsync(Tools.Probe, "--frob");

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("A job is one line of JSON", help.Stdout, StringComparison.Ordinal);
        Assert.Matches(@"^probe \d+\.\d+\.\d+\n$", version.Stdout);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("--frob", wrong.Stderr, StringComparison.Ordinal);
    }
}
