using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Targets;

namespace Cli.Tests;

public sealed class AgreementTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("wasmtime-jit", "wasmtime-cli-jit")]
    [InlineData("wasmtime-aot", "wasmtime-cli-aot")]
    public async Task A_program_runs_as_long_under_our_host_as_under_the_vendors_command(string host, string command)
    {
        var state = await Target
            .All.Single(each => each.Name == command)
            .FindAsync(new LocalHost(Workplace.Checkout), default);
        Assert.SkipUnless(state.Available, $"{command} is unavailable: {state.Reason}; get it with: {state.Remedy}");
        const string program = "fannkuch-redux";

        (await _here.RunAsync("collect", "--plan", _here.Plan([program], [host, command], blocks: 12))).Done();

        Assert.Single(_here.Run.Info().Targets.Select(target => target.Version).Distinct());
        var ratio = Estimator.Ratio(Frame.Load(_here.Run), Metric.ExecutionTime, program, command, host)!;
        Assert.InRange(ratio.Value, 0.9, 1.15);
    }
}
