using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Cli.Tests;

/// <summary>Every workload on every target, found by convention: a new one needs no line here.</summary>
public sealed class WorkloadTests
{
    private static readonly LocalHost Host = new(Workplace.Checkout);

    public static TheoryData<string, string> Cells =>
        [
            .. from workload in Workload.All(Host.Repository)
            // Workloads of a series share one program.
            where workload.Name == workload.Program
            from target in Target.All
            // Targets that explain a start have nothing but starts.
            where target.ByDefault || workload.Suite == Suite.Startup
            // Containers run the same files. No plan measures other suites in them.
            where !target.Container || workload.Has(Plan.Headline.Size)
            // Some compilers take minutes for a large module. The plan that measures it verifies every launch.
            where workload.Name != "grown-7000"
            // Our host for wasm2c has no more calls of WASI than the programs of the other suites use.
            where
                target is not Wasm2cAot || (workload.Suite is not ("sandbox" or "sqlite") && workload.Name != "waits")
            select (workload.Name, target.Name),
        ];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_workload_prints_what_its_folder_says_on_every_target(string workload, string target)
    {
        var program = Workload.All(Host.Repository).Single(each => each.Name == workload);
        Assert.SkipWhen(
            program.Setup is not null && !File.Exists(Host.Built.Workload(workload)),
            $"{workload} is not built: run ./analysis setup --with {program.Setup}"
        );
        var way = Target.All.Single(each => each.Name == target);
        var state = await way.FindAsync(Host, default);
        Assert.SkipUnless(state.Available, $"{target} is unavailable: {state.Reason}; get it with: {state.Remedy}");
        await using var probe = Probe.Start(Host.Built.Probe);
        var run = $"test-{workload}-{Guid.NewGuid():N}";
        try
        {
            var bench = new Workbench(Host, probe, run);
            var prepared = await way.PrepareAsync(state.Found!, program, bench, default);
            foreach (var output in Outputs(program, way))
            {
                var command = way.Command(state.Found!, prepared, output.Arguments, $"{run}.{Guid.NewGuid():N}");
                var timeoutNs = (long)TimeSpan.FromSeconds(30).TotalNanoseconds;
                var result = await probe.RunAsync(
                    new ProbeJob(run, command, LaunchEnvironment.Base(Host), timeoutNs),
                    default
                );

                Assert.SkipWhen(
                    (workload, target, result.Status) == ("speedtest1", "wasmedge-jit", ProbeStatus.Signaled),
                    $"WasmEdge {state.Found!.Version} crashes with a segmentation fault when it compiles SQLite at the start"
                );
                Assert.True(
                    (result.Status, result.ExitCode) == (ProbeStatus.Exited, 0),
                    $"{result.Status}, exit code {result.ExitCode}{Said.After(result.StderrTail)}"
                );
                Assert.Equal((output.Bytes, output.Sha256), (result.StdoutBytes, result.StdoutSha256));
            }
        }
        finally
        {
            await way.CleanUpAsync(run);
        }
    }

    /// <summary>
    /// The outputs to check: all but those for the largest arguments, which take minutes. A target that is not in the
    /// headline plan has only the smallest arguments, since interpreters take minutes for the others, too.
    /// </summary>
    private static IEnumerable<ExpectedOutput> Outputs(Workload workload, Target target) =>
        workload
            .Outputs.Where(output =>
                output.Arguments.Count == 0
                || !output.Arguments.SequenceEqual(workload.ArgumentsOf(workload.Sizes.Keys.Last()))
            )
            .Take(Plan.Headline.Targets.Contains(target.Name) ? int.MaxValue : 1);
}
