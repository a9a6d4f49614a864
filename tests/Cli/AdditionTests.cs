using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cli.Tests;

/// <summary>
/// Checks what CONTRIBUTING.md promises: a runtime is one class, a program is one folder, and nothing else changes.
/// Both are added to a copy of this checkout. The copy is then built and measured, and its run is read.
/// </summary>
public sealed partial class AdditionTests
{
    private const string Runtime = """
        using Measurement.Plans;

        namespace Measurement.Targets;

        /// <summary>Teapot, a runtime that this test adds.</summary>
        internal sealed class TeapotInterpreter() : WasmRuntime("teapot-interpreter", "teapot", Mode.Interpreter)
        {
            protected override Installation Installation => new("teapot", "brew teapot");

            public override IReadOnlyList<string> Options(Found found, string subject) => ["run", subject];
        }
        """;

    private const string Program = """
        #include <stdio.h>

        int main(void)
        {
            puts("boiled");
            return 0;
        }
        """;

    /// <summary>Everything that is said about the report's programs and claims, and nothing else.</summary>
    private static readonly string Conclusions = NotebookText.Of(
        [
            "#r \"../lib/bin/Analysis.dll\"",
            """
            using Analysis;
            var report = Report.Open(runs, workloads: "startup, binary-trees, n-body", targets: "native, wasmtime-aot");
            """,
            "string.Join(\", \", report.Programs)",
            "string.Join(\"; \", report.Claims.Results.Select(claim => $\"{claim.Claim.Id} {claim.Verdict} {claim.Value}\"))",
            "$\"{report.Mean(\"run time\", \"wasmtime-aot\")} {report.Mean(\"run time\", \"wasmtime-jit\")}\"",
            "string.Concat(new[] { \"T2\", \"T2-all\", \"T4\", \"T6\" }.Select(item => report.Table(item).Csv))",
        ],
        "var runs = \"local\";"
    );

    [Fact]
    public async Task A_runtime_is_one_file_and_a_program_is_one_folder()
    {
        using var copy = await ScratchCheckout.CopyAsync();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("boiled\n")));
        copy.Add("lib/Measurement/Targets/Teapot.cs", Runtime)
            .Add("workloads/kitchen/boil/boil.c", Program)
            .Add("workloads/kitchen/boil/README.md", "# boil\n\nSays that it boiled.\n")
            .Add(
                "workloads/kitchen/boil/workload.json",
                $$"""
                {
                  "suite": "kitchen",
                  "description": "Says that it boiled.",
                  "language": "C",
                  "sizes": { "quick": [], "report": [] },
                  "outputs": [{ "arguments": [], "bytes": 7, "sha256": "{{digest}}" }]
                }
                """
            );
        await copy.BuildAsync();
        var missing = await TeapotAsync(copy);
        var host = Workplace.Checkout.Built(Measurement.Repository.ThisArchitecture).Program("wasmtime-host");
        copy.AddProgram(
            "teapot",
            $"#!/bin/sh\n[ \"$1\" = --version ] && echo 'teapot 4.1.8' && exit\nexec '{host}' \"$@\"\n"
        );
        copy.Add("notebooks/conclusions.ipynb", Conclusions);

        var found = await TeapotAsync(copy);
        var run = await copy.MeasureAsync(
            ["startup", "binary-trees", "n-body", "boil"],
            ["native", "wasmtime-jit", "wasmtime-aot", "wasmedge-aot", "wasmedge-interpreter", "teapot-interpreter"]
        );
        var runtimes = await copy.ExecuteAsync("notebooks/02-runtimes.ipynb", run.Id);
        var onX86 = await copy.ExecuteAsync("notebooks/06-runtimes-on-x86.ipynb", run.Id);
        var conclusions = await copy.ExecuteAsync("notebooks/conclusions.ipynb", run.Id);
        var less = ScratchCheckout.Without(run, "boil", "teapot-interpreter");
        var before = await copy.ExecuteAsync("notebooks/conclusions.ipynb", less.Id);
        var onX86Before = await copy.ExecuteAsync("notebooks/06-runtimes-on-x86.ipynb", less.Id);

        Assert.False((bool)missing["available"]!);
        Assert.Equal("brew teapot", (string?)missing["remedy"]);
        Assert.Equal("4.1.8", (string?)found["version"]);
        Assert.Contains("teapot-interpreter", runtimes, StringComparison.Ordinal);
        Assert.Contains("teapot-interpreter", onX86, StringComparison.Ordinal);
        // The runtime has one colour, the same in every figure of the chapter, and no other target has it.
        Assert.Single(Colors(onX86).Except(Colors(onX86Before)));
        Assert.Equal(before, conclusions);
        Assert.Contains("binary-trees, n-body", conclusions, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Colors(string page) =>
        Fill().Matches(page).Select(fill => fill.Value).Distinct();

    private static async Task<JsonNode> TeapotAsync(ScratchCheckout copy)
    {
        var doctor = JsonNode.Parse((await copy.RunAsync("doctor", "--json")).Done().Stdout)!;
        return Assert.Single(doctor["targets"]!.AsArray(), target => (string?)target!["name"] == "teapot-interpreter")!;
    }

    [GeneratedRegex("fill=\"#[0-9A-Fa-f]{6}\"")]
    private static partial Regex Fill();
}
