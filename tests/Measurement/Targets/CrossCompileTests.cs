using Measurement.Hosts;
using Measurement.Targets;

namespace Measurement.Tests.Targets;

/// <summary>The report's row on cross-compilation: Wasmer supports it, WasmEdge does not.</summary>
public sealed class CrossCompileTests
{
    private static readonly Repository Checkout = Repository.Find();
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wasmer_compiles_for_ARM64_on_another_processor_and_the_file_runs_there()
    {
        Assert.SkipUnless(
            EmulatedMachine.IsMade(Checkout),
            "no emulated ARM64 machine here: ./analysis setup --with arm64"
        );
        var here = new LocalHost(Checkout);
        await using var there = await Arm64Vm.OpenAsync(Checkout, Cancel);
        var (compiler, runtime) = (await FoundOn(here), await FoundOn(there));
        var folder = Directory.CreateTempSubdirectory("cross-");
        try
        {
            var artifact = Path.Combine(folder.FullName, "simple.wasmu");
            var (compiled, said) = await here.AskAsync(
                compiler.Path,
                ["compile", "--cranelift", "--target", "aarch64-linux-gnu", Checkout.Module("simple"), "-o", artifact],
                Cancel
            );
            Assert.True(compiled, said);

            var (ran, printed) = await there.AskAsync(
                runtime.Path,
                ["run", await there.PlaceAsync(artifact, Cancel), "--", "1000"],
                Cancel
            );

            var (_, natively) = await here.AskAsync(here.Built.Workload("simple"), ["1000"], Cancel);
            Assert.Equal((true, natively), (ran, printed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task WasmEdge_has_no_option_to_compile_for_another_processor()
    {
        var here = new LocalHost(Checkout);
        var state = await new WasmEdgeAot().FindAsync(here, Cancel);
        Assert.SkipUnless(state.Available, $"wasmedge is unavailable: {state.Reason}; get it with: {state.Remedy}");
        var launch = state.Found!.Launch;
        var (_, help) = await here.AskAsync(launch[0], [.. launch.Skip(1), "compile", "--help"], Cancel);
        Assert.Contains("--optimize", help, StringComparison.Ordinal);
        Assert.DoesNotContain("--target", help, StringComparison.Ordinal);
    }

    private static async Task<Found> FoundOn(Host host)
    {
        var state = await new WasmerCraneliftAot().FindAsync(host, Cancel);
        Assert.SkipUnless(
            state.Available,
            $"wasmer is unavailable on {host.Name}: {state.Reason}; get it with: {state.Remedy}"
        );
        return state.Found!;
    }
}
