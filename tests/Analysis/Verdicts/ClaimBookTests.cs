using Analysis.Tests.Fixtures;
using Analysis.Verdicts;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tests.Verdicts;

public sealed class ClaimBookTests
{
    private static readonly ClaimBook Book = new(MadeUpRun.Published);

    private static readonly string[] Programs = ["binary-trees", "fannkuch-redux", "fasta", "n-body", "simple"];

    private static readonly double[] Blocks = [100, 101, 99, 102, 98, 100, 103, 97, 100, 100];

    [Fact]
    public void Every_published_claim_loads_with_its_statement()
    {
        Assert.Equal("Wasm starts 100 times faster than a Docker container", MadeUpRun.Published.Claims[0].Text);
        Assert.Equal(
            MadeUpRun.Published.Claims.Select(claim => claim.Id).Distinct(),
            MadeUpRun.Published.Claims.Select(claim => claim.Id)
        );
        Assert.All(MadeUpRun.Published.Claims, claim => Assert.NotEmpty(claim.Source));
    }

    [Fact]
    public void Startup_is_judged_on_the_runtime_that_was_measured_and_says_so()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "docker-native", Blocks.Select(value => value * 130));
        var result = Judge(run, "C01").Single();
        Assert.Equal((Verdict.Confirmed, 130), (result.Verdict, Math.Round(result.Ratio!.Value)));
        Assert.Contains(
            "WasmEdge is not among the measured targets: judged on wasmtime-aot.",
            string.Join(" ", result.Notes)
        );
        Assert.Equal(Verdict.Confirmed, Judge(run, "C08").Single().Verdict);
    }

    [Fact]
    public void Where_WasmEdge_was_measured_it_is_judged_itself()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "wasmedge-aot", Blocks.Select(value => value * 10))
            .With("startup", "docker-native", Blocks.Select(value => value * 100));
        var result = Judge(run, "C01").Single();
        Assert.Equal((Verdict.WeakerThanClaimed, ""), (result.Verdict, string.Concat(result.Notes)));
    }

    [Fact]
    public void Run_time_has_two_readings_and_names_the_arguments()
    {
        using var run = new MeasuredRun();
        foreach (var program in Programs)
        {
            run.With(program, "wasmtime-aot", Blocks);
            run.With(program, "docker-native", Blocks.Select(value => value * 4), Inside(20, 0));
        }
        var results = Judge(run, "C03");
        Assert.Equal([Verdict.Confirmed, Verdict.Contradicted], results.Select(result => result.Verdict));
        Assert.Contains(
            "size quick (binary-trees 1, fannkuch-redux 1, fasta 1, n-body 1, simple 1)",
            string.Join(" ", results[0].Notes)
        );
        Assert.Contains("the more a start weighs", string.Join(" ", results[0].Notes));
    }

    [Fact]
    public void Memory_is_read_as_the_report_counts_then_as_the_cgroup_then_as_the_program_alone()
    {
        using var run = new MeasuredRun();
        foreach (var program in Programs)
        {
            run.With(program, "wasmtime-aot", Blocks);
            run.With(program, "docker-native", Blocks.Select(value => value * 3), Inside(0, 50));
        }
        var results = Judge(run, "C05");
        Assert.Equal(3.5, results[0].Ratio!.Value, 0.1);
        Assert.Equal(Verdict.NotMeasured, results[1].Verdict);
        Assert.Equal("docker-native: peak memory of the cgroup was not recorded.", string.Join(" ", results[1].Notes));
        Assert.Equal(Verdict.Contradicted, results[2].Verdict);
    }

    [Fact]
    public void Sizes_are_exact_and_counted_with_and_without_the_runtime()
    {
        using var run = new MeasuredRun().With("fasta", "wasmtime-aot", Blocks);
        foreach (var program in new[] { "fasta", "n-body" })
        {
            run.WithSize(program, "docker-native", ArtifactKind.Image, 800)
                .WithSize(program, "wasmtime-aot", ArtifactKind.AotArtifact, 200)
                .WithSize(program, "wasmtime-aot", ArtifactKind.Module, 100);
        }
        run.WithSize("", "wasmtime-aot", ArtifactKind.Runtime, 1000)
            .WithSize("", "wasmtime-aot", ArtifactKind.Runtime, 400);
        var results = Judge(run, "C04");
        double[] expected = [4, 0.5, 8];
        Assert.All(results.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Ratio!.Value, 1e-9));
        Assert.Equal(
            [Verdict.WeakerThanClaimed, Verdict.Contradicted, Verdict.WeakerThanClaimed],
            results.Select(result => result.Verdict)
        );
        Assert.All(results, result => Assert.Equal("exact (bytes)", result.Ratio!.Method));
    }

    [Fact]
    public void A_target_that_could_not_be_had_is_not_measured_with_the_reason()
    {
        using var run = new MeasuredRun(
            unavailable: new UnavailableTarget(MadeUpRun.Facts("docker-native")) { Reason = "no engine answers." }
        )
            .With("startup", "wasmtime-aot", Blocks)
            .With("fasta", "wasmtime-aot", Blocks);
        var results = Book.Judge(run.Frame);
        string[] judged = ["C01", "C02", "C03", "C04", "C05", "C07", "C08"];
        Assert.Empty(judged.Except(results.Select(result => result.Claim.Id)));
        foreach (var result in results.Where(result => judged.Contains(result.Claim.Id) && result.Claim.Id != "C07"))
        {
            Assert.Equal((Verdict.NotMeasured, null), (result.Verdict, result.Ratio));
            Assert.Equal("docker-native is unavailable: no engine answers.", string.Join(" ", result.Notes));
        }
    }

    [Fact]
    public void A_program_that_failed_is_left_out_and_named()
    {
        using var run = new MeasuredRun();
        foreach (var program in Programs)
        {
            run.With(
                program,
                "wasmtime-aot",
                Blocks,
                sample => program == "fasta" ? sample with { Status = Status.Crash } : sample
            );
            run.With(program, "docker-native", Blocks);
        }
        var result = Judge(run, "C03")[0];
        Assert.Contains("4 workloads", result.Ratio!.Method);
        Assert.Contains("Without fasta: wasmtime-aot ended in crash.", string.Join(" ", result.Notes));
        Assert.Equal(Verdict.Inconclusive, result.Verdict);
        Assert.Contains("too few blocks or programs", string.Join(" ", result.Notes));
    }

    [Fact]
    public void Every_claim_on_containers_and_on_runtimes_on_x86_has_a_reader()
    {
        using var run = new MeasuredRun();
        string[] expected = [.. Enumerable.Range(1, 18).Select(number => $"C{number:00}")];
        Assert.Equal(expected, Book.Judge(run.Frame).Select(result => result.Claim.Id).Distinct().Order());
    }

    [Fact]
    public void A_claim_about_several_runtimes_is_their_geometric_mean_then_each_of_them()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "wasmedge-aot", Blocks.Select(value => value * 2))
            .With("startup", "wasmer-cranelift-aot", Blocks.Select(value => value * 8));
        var results = Judge(run, "C10");
        Assert.Equal([4, 2, 8], results.Select(result => Math.Round(result.Ratio!.Value, 6)));
        Assert.Contains("wasmedge-aot, wasmer-cranelift-aot / wasmtime-aot", results[0].Reading);
        Assert.Contains("which compiler its Wasmer used", string.Join(" ", results[0].Notes));
    }

    [Fact]
    public void A_runtime_that_is_missing_leaves_the_others_and_none_stands_in_for_it()
    {
        using var run = new MeasuredRun(
            unavailable: new UnavailableTarget(MadeUpRun.Facts("wasmedge-aot")) { Reason = "it is not installed." }
        )
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "wasmer-cranelift-aot", Blocks.Select(value => value * 8));
        var result = Judge(run, "C10").Single();
        Assert.Equal(8, result.Ratio!.Value, 1e-6);
        Assert.Contains("wasmedge-aot is unavailable: it is not installed.", string.Join(" ", result.Notes));
        Assert.Equal(Verdict.NotMeasured, Judge(run, "C12").Single().Verdict);
    }

    [Fact]
    public void An_order_is_judged_as_a_whole_and_shows_its_steps()
    {
        using var run = new MeasuredRun();
        Measure("wasmedge-aot", 1);
        Measure("wasmer-cranelift-aot", 2);
        Measure("wasmtime-aot", 2);
        var results = Judge(run, "C11");
        Assert.Equal(
            [Verdict.WeakerThanClaimed, Verdict.Confirmed, Verdict.Contradicted],
            results.Select(result => result.Verdict)
        );
        Assert.Null(results[0].Ratio);
        Assert.Equal([2, 1], results.Skip(1).Select(result => Math.Round(result.Ratio!.Value, 6)));
        // The claim says least memory first: Wasmtime, WasmEdge, Wasmer. Here memory is as the time, so
        // the first step is reversed.
        Assert.Equal(Verdict.Contradicted, Judge(run, "C17")[0].Verdict);

        void Measure(string target, double factor)
        {
            // Two steps are compared at 97.5%, which takes six programs.
            foreach (var program in Programs.Append("spectral-norm"))
            {
                run.With(program, target, Blocks.Select(value => value * factor));
            }
        }
    }

    [Fact]
    public void An_order_without_one_of_its_targets_is_not_measured_unless_the_rest_contradicts()
    {
        using var run = new MeasuredRun();
        foreach (var program in Programs)
        {
            run.With(program, "wasmtime-aot", Blocks);
            run.With(program, "wasmer-cranelift-aot", Blocks.Select(value => value * 2));
        }
        Assert.Equal(Verdict.Contradicted, Judge(run, "C11")[0].Verdict);
        Assert.Equal(Verdict.NotMeasured, Judge(run, "C17")[0].Verdict);
        Assert.Contains("wasmedge-aot was not measured", string.Join(" ", Judge(run, "C17")[0].Notes));
    }

    [Fact]
    public void A_claim_on_one_program_looks_at_no_other()
    {
        using var run = new MeasuredRun();
        foreach (var (program, factor) in new[] { ("fasta", 7), ("n-body", 1) })
        {
            run.With(program, "wasmtime-aot", Blocks);
            run.With(program, "wasmer-cranelift-aot", Blocks.Select(value => value * factor));
        }
        Assert.Equal(7, Judge(run, "C15").Single().Ratio!.Value, 1e-6);
    }

    private static IReadOnlyList<ClaimResult> Judge(MeasuredRun run, string claim) =>
        [.. Book.Judge(run.Frame).Where(result => result.Claim.Id == claim)];

    private static Func<Sample, Sample> Inside(long wallNs, long rssBytes) =>
        sample => sample with { InnerWallNs = wallNs, InnerMaxRssBytes = rssBytes };
}
