using System.Security.Cryptography;
using CliWrap;
using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Tests.Workloads;

/// <summary>What every folder below <c>workloads/</c> must hold, and that its program prints what it says.</summary>
public sealed class WorkloadFolderTests
{
    private static readonly Repository Checkout = Repository.Find();

    public static TheoryData<string> Names =>
        [
            .. Workload
                .All(Checkout)
                .Where(workload => workload.Name == workload.Program)
                .Select(workload => workload.Name),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_workload_is_a_folder_with_source_and_its_own_or_its_suites_readme(string name)
    {
        var folder = Load(name).Folder;
        Assert.True(File.Exists(Path.Combine(folder, name + ".c")));
        var own = Path.Combine(folder, "README.md");
        if (File.Exists(own))
        {
            Assert.StartsWith($"# {name}\n", File.ReadAllText(own), StringComparison.Ordinal);
        }
        else
        {
            var ofSuite = File.ReadAllText(Path.Combine(folder, "..", "README.md"));
            Assert.Contains($"| `{name}` |", ofSuite, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_workload_lies_in_the_folder_of_its_suite(string name)
    {
        var workload = Load(name);
        Assert.Equal(workload.Suite, Path.GetFileName(Path.GetDirectoryName(workload.Folder)));
    }

    [Fact]
    public void A_series_is_a_suite_of_workloads_that_share_a_program_and_expect_their_own_outputs()
    {
        var series = Workload.All(Checkout).Where(workload => workload.Suite == "write-count").ToList();

        Assert.Equal(
            ["write-count-61-0", "write-count-61-1000", "write-count-61-16000", "write-count-61-4000"],
            series.Select(workload => workload.Name)
        );
        Assert.All(series, workload => Assert.Equal("writes", workload.Program));
        Assert.Equal(
            [0, 61_000, 976_000, 244_000],
            series.Select(workload => workload.Expected(workload.ArgumentsOf("writes")).Bytes)
        );
    }

    [Fact]
    public void Every_workload_has_a_name_of_its_own() =>
        Assert.Distinct(Workload.All(Checkout).Select(workload => workload.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_has_an_expected_output_and_a_suite_has_the_same_sizes(string name)
    {
        var workload = Load(name);
        Assert.All(workload.Sizes.Keys, size => workload.Expected(workload.ArgumentsOf(size)));
        Assert.All(
            Workload.All(Checkout).Where(other => other.Suite == workload.Suite),
            other => Assert.Equal(workload.Sizes.Keys.Order(), other.Sizes.Keys.Order())
        );
    }

    /// <summary>
    /// Programs run natively. The largest arguments take long and are left to the collector, which checks each launch.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_workload_prints_what_its_description_says(string name)
    {
        var workload = Load(name);
        var slow = workload.ArgumentsOf(workload.Sizes.Keys.Last());
        foreach (
            var expected in workload.Outputs.Where(o => o.Arguments.Count == 0 || !o.Arguments.SequenceEqual(slow))
        )
        {
            var output = new MemoryStream();
            await Cli.Wrap(Built(name))
                .WithArguments(expected.Arguments)
                .WithStandardOutputPipe(PipeTarget.ToStream(output))
                .ExecuteAsync(TestContext.Current.CancellationToken);
            Assert.Equal(expected.Bytes, output.Length);
            Assert.Equal(expected.Sha256, Convert.ToHexStringLower(SHA256.HashData(output.ToArray())));
        }
    }

    [Fact]
    public async Task A_module_is_linked_without_an_optimiser_that_happens_to_be_on_PATH()
    {
        Assert.SkipWhen(Tool.OnPath("wasm-opt") is null, "No wasm-opt on PATH: apt-get install binaryen.");
        var commands = await OutputAsync("ninja", "-t", "commands", "binary-trees.wasm");
        var link = commands.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];

        // With -###, clang says which commands it would run.
        var said = await OutputAsync("sh", "-c", link.Replace("-o binary-trees.wasm", "-### -o ignored.wasm 2>&1"));

        Assert.Contains("wasm-ld", said, StringComparison.Ordinal);
        Assert.DoesNotContain("wasm-opt", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("10x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_wrong_argument_is_refused_in_a_sentence(string argument)
    {
        var message = new System.Text.StringBuilder();
        var result = await Cli.Wrap(Built("binary-trees"))
            .WithArguments([argument])
            .WithValidation(CommandResultValidation.None)
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(message))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith(
            "give one argument, a whole number from 0 to 25\n",
            message.ToString(),
            StringComparison.Ordinal
        );
    }

    private static Workload Load(string name) => Workload.All(Checkout).Single(workload => workload.Name == name);

    /// <summary>What a command prints that runs where the modules are built.</summary>
    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        var output = new System.Text.StringBuilder();
        await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(Path.Combine(Checkout.Tools, "build", "wasm32", "workloads"))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return output.ToString();
    }

    private static string Built(string name)
    {
        var path = Checkout.Built(Repository.ThisArchitecture).Workload(name);
        var setup = Load(name).Setup;
        Assert.SkipWhen(
            setup is not null && !File.Exists(path),
            $"{name} is not built: run ./analysis setup --with {setup}"
        );
        Assert.True(File.Exists(path), $"{path} is missing: run ./analysis setup");
        return path;
    }
}
