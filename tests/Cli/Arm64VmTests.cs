using System.Globalization;
using Measurement.Hosts;
using Measurement.Journals;

namespace Cli.Tests;

/// <summary>Measuring on the emulated ARM64 machine, as a user has it.</summary>
public sealed class Arm64VmTests : IDisposable
{
    private static readonly string[] Targets = ["native", "wasmtime-aot", "wasmedge-aot"];
    private readonly Workplace _here = new();

    public Arm64VmTests() =>
        Assert.SkipUnless(
            EmulatedMachine.IsMade(Workplace.Checkout),
            "no emulated ARM64 machine here: ./analysis setup --with arm64"
        );

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task I_can_measure_there_and_nothing_is_left_running()
    {
        var plan = _here.Plan(["startup"], Targets, blocks: 2);
        await using var collecting = _here.Start("collect", "--plan", plan, "--host", "arm64-vm");
        int? machine = null;
        await collecting.UntilAsync(() => (machine = MachineOf(collecting)) is not null);

        (await collecting.EndAsync()).Done();

        Assert.All(_here.Samples, sample => Assert.Equal((Status.Ok, "arm64-vm"), (sample.Status, sample.Host)));
        Assert.Equal(Targets.Order(), _here.Samples.Select(sample => sample.Target).Distinct().Order());
        Assert.Equal("arm64", _here.Run.Info().Host.Architecture);
        await Child.EndedAsync(machine!.Value);
    }

    [Fact]
    public async Task A_machine_that_dies_costs_the_launch_in_flight_and_the_next_launch_has_another_machine()
    {
        var plan = _here.Plan(["startup", "simple"], ["native"], blocks: 3, timeoutS: 60);
        await using var collecting = _here.Start("collect", "--plan", plan, "--host", "arm64-vm");
        await collecting.UntilAsync(() => _here.Runs.All() is [var run] && run.Read<Sample>().Count == 1);
        var first = MachineOf(collecting)!.Value;

        Child.Kill("-KILL", first.ToString(CultureInfo.InvariantCulture));
        var answer = await collecting.EndAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("died", answer.Stderr, StringComparison.Ordinal);
        Assert.InRange(_here.Samples.Count, 2 * 3 - 1, 2 * 3);
        Assert.All(_here.Samples, sample => Assert.Equal(Status.Ok, sample.Status));
    }

    /// <summary>At several moments: while it boots, while files are placed, while programs run.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task A_machine_never_outlives_a_collection_that_is_killed(double afterS)
    {
        var plan = _here.Plan(["simple"], Targets, blocks: 100);
        await using var collecting = _here.Start("collect", "--plan", plan, "--host", "arm64-vm");
        int? machine = null;
        await collecting.UntilAsync(() => (machine = MachineOf(collecting)) is not null);
        await Task.Delay(TimeSpan.FromSeconds(afterS), TestContext.Current.CancellationToken);

        collecting.KillAlone();

        await Child.EndedAsync(machine!.Value);
    }

    [Fact]
    public async Task A_plan_for_every_target_has_a_few_there_and_says_so()
    {
        string[] plan = ["--plan", "quick", "--workloads", "startup", "--budget", "20s"];
        var answer = (await _here.RunAsync(["collect", "--host", "arm64-vm", .. plan])).Done();

        Assert.Contains("Name others with --targets.", answer.Stderr, StringComparison.Ordinal);
        Assert.Equal(
            ["native", "wasmedge-aot", "wasmtime-aot", "wasmtime-jit"],
            _here.Samples.Select(sample => sample.Target).Distinct().Order()
        );
    }

    /// <summary>A machine of another architecture as a user's own would be: the emulated one's ssh server.</summary>
    [Fact]
    public async Task An_ARM64_machine_can_be_measured_over_ssh()
    {
        using var machine = await EmulatedMachine.MakeAsync(Workplace.Checkout, TestContext.Current.CancellationToken);
        var proxy = string.Join(' ', machine.Command.Select(word => $"'{word}'"));
        var client = _here.WriteProgram(
            "ssh",
            $"""
            #!/bin/sh
            exec ssh -F none -i '{machine.Key}' -o IdentityAgent=none -o StrictHostKeyChecking=no \
                -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=300 -o ServerAliveInterval=20 \
                -o "ProxyCommand={proxy}" "$@"
            """
        );
        string[] targets = ["native", "wasmtime-aot"];
        var plan = _here.Plan(["startup"], targets, blocks: 2, timeoutS: 60);

        _here.With("ANALYSIS_SSH", client);
        (await _here.RunAsync("collect", "--plan", plan, "--host", "ssh://root@board")).Done();

        Assert.Equal("arm64", _here.Run.Info().Host.Architecture);
        Assert.Equal(targets, _here.Samples.Select(sample => sample.Target).Distinct().Order());
        Assert.All(
            _here.Samples,
            sample => Assert.Equal((Status.Ok, "ssh://root@board"), (sample.Status, sample.Host))
        );
    }

    private static int? MachineOf(Child collecting) =>
        collecting
            .Descendants()
            .Where(process => Child.CommandOf(process).Contains("-machine\0virt", StringComparison.Ordinal))
            .Cast<int?>()
            .FirstOrDefault();
}
