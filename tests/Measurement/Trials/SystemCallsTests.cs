using Measurement.Hosts;
using Measurement.Targets;
using Measurement.Trials;

namespace Measurement.Tests.Trials;

public sealed class SystemCallsTests
{
    private static readonly Repository Checkout = Repository.Find();

    /// <summary>
    /// Natively the C library sees a pipe and collects what fasta prints. Wasmer tells a module that its output is a
    /// terminal, so the module's C library writes line by line, unless the program brings a buffer.
    /// </summary>
    [Theory]
    [InlineData("native", false)]
    [InlineData("wasmtime-aot", false)]
    [InlineData("wasmer-cranelift-aot", true)]
    public async Task Fasta_writes_line_by_line_only_where_its_output_is_said_to_be_a_terminal(string name, bool byLine)
    {
        Assert.SkipWhen(Tool.OnPath("strace") is null, "strace is not installed: apt-get install strace");
        var target = Target.All.Single(each => each.Name == name);
        var counts = await new SystemCalls(Checkout).CountAsync(target, TestContext.Current.CancellationToken);
        Assert.SkipWhen(counts.Count == 0, $"{name} is not available");

        const long lines = 16_670;
        var (plain, buffered) = (Of("fasta-as-is"), Of("fasta-buffered"));

        Assert.Equal(byLine, plain.Writes > lines);
        Assert.InRange(buffered.Writes, 1, 1000);
        Assert.All(counts, count => Assert.InRange(count.Writes, 1, count.Calls));

        SystemCallCount Of(string workload) =>
            counts.Single(count => count.Workload.StartsWith(workload, StringComparison.Ordinal));
    }
}
