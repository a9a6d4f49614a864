using Measurement.Journals;
using Measurement.Tests.Hosts;

namespace Cli.Tests;

/// <summary>Measuring on another machine as a user has it: by a name that ssh reaches without asking.</summary>
public sealed class SshTests : IAsyncLifetime
{
    private readonly Workplace _here = new();
    private Sshd _sshd = null!;

    public async ValueTask InitializeAsync()
    {
        _sshd = await Sshd.StartAsync();
        _here.With("ANALYSIS_SSH", _sshd.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await _sshd.DisposeAsync();
        _here.Dispose();
    }

    [Fact]
    public async Task I_can_measure_there_and_nothing_is_left_there()
    {
        string[] targets = ["native", "wasmtime-jit", "wasmtime-aot"];
        var plan = _here.Plan(["startup", "fasta"], targets, blocks: 2);

        var answer = (await _here.RunAsync("collect", "--plan", plan, "--host", _sshd.Address)).Done();

        Assert.Contains("2 measured blocks, complete.", answer.Stdout, StringComparison.Ordinal);
        Assert.Equal(2 * 2 * targets.Length, _here.Samples.Count(sample => sample.Workload is "startup" or "fasta"));
        Assert.All(_here.Samples, sample => Assert.Equal((Status.Ok, _sshd.Address), (sample.Status, sample.Host)));
        Assert.Empty(_sshd.LeftBehind);
    }

    [Fact]
    public async Task Doctor_says_what_can_be_measured_there_and_why_containers_cannot()
    {
        var table = (await _here.RunAsync("doctor", "--host", _sshd.Address)).Done().Stdout;

        Assert.StartsWith(_sshd.Address, table, StringComparison.Ordinal);
        Assert.Contains("wasmtime-aot", table, StringComparison.Ordinal);
        Assert.Matches(@"docker-native\s+unavailable\s+\S+", table);
    }

    [Fact]
    public async Task A_machine_that_does_not_answer_is_one_sentence_with_the_command_to_try()
    {
        var answer = await _here.RunAsync("collect", "--host", "ssh://nobody@127.0.0.1:1");

        answer.SaysInOneSentence(1, "ssh://nobody@127.0.0.1:1", "`ssh -p 1 -l nobody 127.0.0.1`");
        Assert.Empty(_here.Runs.All());
    }
}
