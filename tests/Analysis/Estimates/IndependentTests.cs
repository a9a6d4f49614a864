using System.Globalization;
using Analysis.Published;
using Analysis.Verdicts;
using CliWrap;
using CliWrap.Buffered;
using Measurement;
using Measurement.Hosts;

namespace Analysis.Tests.Estimates;

/// <summary>The ratios of pages 03 and 07, computed again by a program in Python that shares no code with ours.</summary>
public sealed class IndependentTests
{
    private const double Tolerance = 1e-6;
    private const string Kernels = "gemm, nussinov";
    private static readonly Repository Checkout = Repository.Find();

    [Theory]
    [InlineData(null)]
    [InlineData("arm64")]
    public async Task The_kernels_ratios_are_those_of_another_program(string? architecture)
    {
        var report = Open(Kernels, "native, wamr-aot", architecture);
        await Compare(report, "run time", []);
        await Compare(report, "run time without start", ["--without-start"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("arm64")]
    public async Task SQLites_ratios_are_those_of_another_program(string? architecture) =>
        await Compare(Open("speedtest1", "native, wamr-aot", architecture), "run time", [], fewest: 4);

    [Fact]
    public async Task The_ratios_of_the_page_on_ARM64_are_those_of_another_program() =>
        await Compare(Open("startup, binary-trees", "native, wasmtime-aot", "arm64"), "run time", []);

    [Fact]
    public async Task The_ratio_of_ratios_is_that_of_another_program()
    {
        var (x86, arm) = (Open(Kernels, "native, wamr-aot", null), Open(Kernels, "native, wamr-aot", "arm64"));
        var (here, there) = (await AskAsync(x86, "--without-start"), await AskAsync(arm, "--without-start"));
        var logs = here
            .Keys.Where(key => key.Target == "wamr-aot" && there.ContainsKey(key))
            .Select(key => Math.Log(there[key] / here[key]));
        var claims = new ClaimBook(PublishedReport.Load(Checkout.Report2022), EvidenceRuns.References(Checkout));
        var ours = claims.Judge().Single(result => result.Claim.Id == "C23").Readings[0].Value!;
        Assert.Equal(1, Math.Exp(logs.Average()) / ours.Value, Tolerance);
    }

    private static Report Open(string workloads, string targets, string? architecture) =>
        Report.Open("reference", workloads, targets, architecture: architecture);

    private static async Task Compare(Report report, string quantity, string[] options, int fewest = 10)
    {
        var theirs = await AskAsync(report, options);
        Assert.True(theirs.Count >= fewest, $"Only {theirs.Count} ratios were computed.");
        Assert.All(
            theirs,
            each =>
                Assert.Equal(
                    1,
                    report.Ratio(quantity, each.Key.Workload, each.Key.Target)!.Value / each.Value,
                    Tolerance
                )
        );
    }

    private static async Task<Dictionary<(string Workload, string Target), double>> AskAsync(
        Report report,
        params string[] options
    )
    {
        var python = Tool.OnPath("python3");
        Assert.SkipWhen(python is null, "no python3 on PATH: apt-get install python3");
        var result = await Cli.Wrap(python)
            .WithArguments([
                Path.Combine(Checkout.Root, "tests", "Independent", "ratios.py"),
                .. options,
                .. report.Frame.Runs.Select(run => Path.Combine(Checkout.Runs, run.Id)),
            ])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result
            .StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(','))
            .ToDictionary(line => (line[0], line[1]), line => double.Parse(line[2], CultureInfo.InvariantCulture));
    }
}
