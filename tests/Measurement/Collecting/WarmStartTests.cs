using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Collecting;

public sealed class WarmStartTests : IDisposable
{
    private readonly Bench _bench = new Bench().With("one", "noop").With("startup", "noop");

    public void Dispose() => _bench.Dispose();

    private string Log => Path.Combine(_bench.Root, "log");

    [Fact]
    public async Task A_target_is_started_once_before_its_first_launch_though_the_plan_has_no_startup()
    {
        Program("startup", $"echo start >> {Log}");
        Program("one", $"echo one >> {Log}");

        var outcome = await _bench.CollectAsync(PlanOfOne);

        Assert.Equal(["start", "one", "one"], File.ReadLines(Log));
        Assert.Equal(["one", "one"], Bench.SamplesOf(outcome).Select(sample => sample.Workload));
        Assert.All(outcome.Run.Read<Artifact>(), artifact => Assert.Equal("one", artifact.Workload));
        Assert.Empty(outcome.Run.Read<Fault>());
    }

    [Fact]
    public async Task A_warm_start_that_fails_is_named_once_and_is_no_launch_of_a_cell()
    {
        Program("startup", "echo no room >&2; exit 3");

        var outcome = await _bench.CollectAsync(PlanOfOne);

        Assert.Single(_bench.Messages, "native is not started warm in this run: startup exited with code 3: no room.");
        var fault = Assert.Single(outcome.Run.Read<Fault>());
        Assert.Equal(("native", "", -1), (fault.Target, fault.Workload, fault.Position));
        Assert.Equal(0, outcome.Faults);
        Assert.Equal([Status.Ok, Status.Ok], Bench.SamplesOf(outcome).Select(sample => sample.Status));
    }

    [Fact]
    public async Task A_warm_start_at_the_timeout_is_named_and_ended()
    {
        Program("startup", "exec sleep 60");

        var outcome = await _bench.CollectAsync(PlanOfOne with { TimeoutS = 0.3 });

        Assert.Contains(
            "native is not started warm in this run: startup was still running at the timeout.",
            _bench.Messages
        );
        Assert.Equal(2, Bench.SamplesOf(outcome).Count);
    }

    [Fact]
    public async Task A_start_program_that_is_not_built_is_named_and_the_cells_are_measured()
    {
        File.Delete(_bench.Built.Workload("startup"));

        var outcome = await _bench.CollectAsync(PlanOfOne);

        Assert.Single(
            _bench.Messages,
            message => message.Contains("native is not started warm") && message.Contains("is not built")
        );
        Assert.Equal(2, Bench.SamplesOf(outcome).Count);
    }

    [Fact]
    public async Task Where_no_workload_only_starts_that_is_said_once()
    {
        Directory.Delete(Path.Combine(_bench.Repository.Workloads, "startup"), recursive: true);

        await _bench.CollectAsync(PlanOfOne);

        Assert.Single(
            _bench.Messages,
            message => message.StartsWith("No workload is of the suite 'startup'", StringComparison.Ordinal)
        );
    }

    private static Plan PlanOfOne => Bench.Plan(blocks: 2) with { Workloads = ["one"] };

    /// <summary>Puts a shell script in the place of a workload's binary.</summary>
    private void Program(string workload, string script) =>
        File.WriteAllText(_bench.Built.Workload(workload), $"#!/bin/sh\n{script}\n");
}
