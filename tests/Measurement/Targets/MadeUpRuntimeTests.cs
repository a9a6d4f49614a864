using Measurement.Journals;
using Measurement.Plans;
using Measurement.Tests.Collecting;
using Measurement.Tests.Probing;

namespace Measurement.Tests.Targets;

public sealed class MadeUpRuntimeTests : IDisposable
{
    private readonly Bench _bench = new Bench().With("greeting", "echo hello", "hello");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_runtime_that_a_program_brings_along_is_found_and_measured()
    {
        Install();

        var outcome = await _bench.CollectAsync(MadeUpPlan);

        Assert.Equal("1.2.3", outcome.Run.Info().Targets.Single(target => target.Runtime == "made-up").Version);
        var samples = Bench.SamplesOf(outcome).ToLookup(sample => sample.Target);
        Assert.Equal([Status.Ok, Status.Ok], samples["made-up-interpreter"].Select(sample => sample.Status));
        Assert.Equal(2, samples["native"].Count());
        var runtime = outcome.Run.Read<Artifact>().Single(artifact => artifact.Kind == ArtifactKind.Runtime);
        Assert.Equal(("made-up", MadeUpRuntime.Script.Length), (runtime.Name, (int)runtime.Bytes));
    }

    [Fact]
    public async Task A_runtime_that_is_not_installed_is_named_with_the_command_that_would_install_it()
    {
        var outcome = await _bench.CollectAsync(MadeUpPlan);

        var missing = Assert.Single(outcome.Run.Info().Unavailable);
        Assert.Equal("made-up-interpreter", missing.Name);
        Assert.Equal("no made-up on PATH; get it with: write the script", missing.Reason);
        Assert.All(Bench.SamplesOf(outcome), sample => Assert.Equal("native", sample.Target));
    }

    private static Plan MadeUpPlan => Bench.Plan(blocks: 2) with { Targets = ["native", "made-up-interpreter"] };

    private void Install()
    {
        Tools.WriteProgram(_bench.Repository.Module("greeting"), "");
        Tools.WriteProgram(_bench.Built.Program("made-up"), MadeUpRuntime.Script);
    }
}
