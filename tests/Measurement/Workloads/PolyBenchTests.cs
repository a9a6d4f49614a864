using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Tests.Workloads;

/// <summary>The kernels of PolyBench compute what their page defines, as an independent program in Python says.</summary>
public sealed class PolyBenchTests
{
    private const string Suite = "polybench";
    private static readonly Repository Checkout = Repository.Find();

    public static TheoryData<string> Kernels =>
        [.. Workload.All(Checkout).Where(workload => workload.Suite == Suite).Select(workload => workload.Name)];

    [Fact]
    public void There_are_thirty_kernels() => Assert.Equal(30, Kernels.Count);

    [Theory]
    [MemberData(nameof(Kernels))]
    public async Task A_kernel_agrees_with_another_program_that_was_written_from_its_definition(string name)
    {
        var python = Tool.OnPath("python3");
        Assert.SkipWhen(python is null, "no python3 on PATH: apt-get install python3");
        var argument = Workload.All(Checkout).Single(kernel => kernel.Name == name).ArgumentsOf("mini")[0];
        var ours = await SumAsync(Checkout.Built(Repository.ThisArchitecture).Workload(name), argument);
        var other = await SumAsync(
            python,
            Path.Combine(Checkout.Root, "tests", "Independent", "polybench.py"),
            name,
            argument
        );
        Assert.Equal(1, ours / other, 1e-8);
    }

    /// <summary>The number in the line that begins with <c>sum</c>.</summary>
    private static async Task<double> SumAsync(string program, params string[] arguments)
    {
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        var line = result.StandardOutput.Split('\n').Single(line => line.StartsWith("sum ", StringComparison.Ordinal));
        return double.Parse(line[4..], CultureInfo.InvariantCulture);
    }
}
