using Analysis.Tests.Fixtures;
using Analysis.Verdicts;
using Measurement;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tests.Verdicts;

public sealed class ClaimBookTests
{
    private static readonly string[] Programs =
    [
        "binary-trees",
        "fannkuch-redux",
        "fasta",
        "n-body",
        "simple",
        "spectral-norm",
    ];

    private static readonly double[] Blocks = [100, 101, 99, 102, 98, 100, 103, 97, 100, 100];

    [Fact]
    public void Every_claim_has_a_verdict_or_the_reason_why_it_has_none()
    {
        using var run = Everything();
        var results = Judge(run);
        Assert.Equal(MadeUpRun.Published.Claims.Select(claim => claim.Id), results.Keys);
        Assert.All(
            results.Values,
            result =>
            {
                Assert.Equal(result.Claim.NotJudged.Length > 0, result.Verdict == Verdict.NotJudged);
                Assert.True(result.Verdict != Verdict.NotJudged || result.Why.Length > 0, result.Claim.Id);
                var runs = string.Join(", ", result.Claim.Machines.Select(_ => run.Id));
                Assert.True(result.Verdict == Verdict.NotJudged || result.Run == runs, result.Claim.Id);
            }
        );
    }

    [Fact]
    public void Startup_is_judged_on_WasmEdge_and_other_runtimes_are_further_readings()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "wasmedge-aot", Blocks.Select(value => value * 10))
            .With("startup", "docker-native", Blocks.Select(value => value * 100));
        var result = Judge(run)["C01"];
        Assert.Equal(Verdict.LessThanClaimed, result.Verdict);
        Assert.Equal(10, result.Value!.Value, 1e-6);
        var other = result.Readings.Single(reading => reading.Pair == "docker-native / wasmtime-aot");
        Assert.Equal((false, 100), (other.Decides, Math.Round(other.Value!.Value)));
    }

    [Fact]
    public void No_other_runtime_stands_in_for_the_one_that_the_claim_names()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "docker-native", Blocks.Select(value => value * 100));
        var result = Judge(run)["C01"];
        Assert.Equal((Verdict.NotJudged, "wasmedge-aot was not measured."), (result.Verdict, result.Why));
    }

    [Fact]
    public void A_run_with_other_arguments_is_shown_and_never_judged()
    {
        using var small = Containers("15", factor: 3);
        using var large = Containers("20", factor: 1.2);
        var alone = Judge(In2022, small);
        Assert.Equal(Verdict.NotJudged, alone["C03"].Verdict);
        Assert.Contains("smaller arguments than in 2022 (binary-trees 15)", alone["C03"].Why, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(alone["C03"].Readings).Value!.Value, 1e-6);

        // The newest run is looked at first, and it lacks the claim's arguments.
        var both = Judge(In2022, small, large);
        Assert.Equal((Verdict.Holds, large.Id), (both["C03"].Verdict, both["C03"].Run));
        var shown = both["C03"].Readings.Single(reading => reading.Way.Contains(small.Id, StringComparison.Ordinal));
        Assert.Equal((Verdict.NotJudged, false), (shown.Verdict, shown.Decides));
        Assert.Equal(3, shown.Value!.Value, 1e-6);

        static string? In2022(string program) => program == "binary-trees" ? "20" : null;
    }

    [Fact]
    public void A_run_with_enough_blocks_is_preferred_to_a_newer_one_without()
    {
        using var short_ = Containers("20", factor: 3, blocks: 3);
        using var long_ = Containers("20", factor: 1.2);
        Assert.Equal((Verdict.Holds, long_.Id), Outcome(Judge(_ => null, short_, long_)["C03"]));
        var alone = Judge(_ => null, short_)["C03"];
        Assert.Equal((Verdict.Undecided, short_.Id), Outcome(alone));
        Assert.Equal("There are too few blocks for an interval, which takes 6 here.", alone.Why);

        static (Verdict, string?) Outcome(ClaimResult result) => (result.Verdict, result.Run);
    }

    [Fact]
    public void A_damaged_run_is_left_out_and_named_where_nothing_else_is_there()
    {
        using var run = Containers("20", factor: 1.2);
        EvidenceRun damaged = new("damaged", isLocal: true, () => throw new MeasurementException("samples.csv: torn."));
        EvidenceRun whole = new(run.Id, isLocal: true, () => run.Frame);
        Assert.Equal(run.Id, Judge(damaged, whole).Run);
        Assert.Equal((Verdict.NotJudged, "samples.csv: torn."), (Judge(damaged).Verdict, Judge(damaged).Why));

        static ClaimResult Judge(params IReadOnlyList<EvidenceRun> runs) =>
            new ClaimBook(MadeUpRun.Published, new(runs, _ => null)).Judge().Single(result => result.Claim.Id == "C03");
    }

    [Fact]
    public void Run_time_is_read_as_launched_net_of_the_start_and_inside()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmedge-aot", Blocks.Select(value => value * 0.1))
            .With("startup", "docker-native", Blocks.Select(value => value * 0.5))
            .With("binary-trees", "wasmedge-aot", Blocks)
            .With("binary-trees", "docker-native", Blocks.Select(value => value * 1.4), Inside(80, 0));
        var readings = Judge(run)["C03"].Readings;
        Assert.Equal(1.4, readings[0].Value!.Value, 0.01);
        Assert.Equal(0.9 / 0.9, readings[1].Value!.Value, 0.02);
        Assert.Equal(0.8, readings[2].Value!.Value, 0.01);
        Assert.Equal([true, false, false], readings.Take(3).Select(reading => reading.Decides));
    }

    [Fact]
    public void Memory_of_a_container_is_read_in_four_ways_and_the_reports_decides()
    {
        using var run = new MeasuredRun()
            .With("binary-trees", "wasmedge-aot", Blocks)
            .With("binary-trees", "docker-native", Blocks.Select(value => value * 3), Inside(0, 50));
        var readings = Judge(run)["C05"]
            .Readings.Where(reading => reading.Pair.EndsWith("wasmedge-aot", StringComparison.Ordinal))
            .ToList();
        Assert.Equal((3.5, Verdict.Holds), (Math.Round(readings[0].Value!.Value, 1), readings[0].Verdict));
        Assert.Null(readings[1].Value);
        Assert.Contains(
            "peak memory of the cgroup was not recorded",
            string.Join(" ", readings[1].Notes),
            StringComparison.Ordinal
        );
        Assert.Equal((0.5, Verdict.Opposite), (Math.Round(readings[2].Value!.Value, 1), readings[2].Verdict));
        Assert.Equal(3, readings[3].Value!.Value, 1e-6);
    }

    [Fact]
    public void Sizes_are_exact_and_counted_with_a_distribution_with_the_runtime_and_as_module()
    {
        using var run = new MeasuredRun();
        foreach (var program in Programs)
        {
            run.With(program, "wasmedge-aot", Blocks)
                .With(program, "docker-native", Blocks)
                .WithSize(program, "docker-native", ArtifactKind.Image, 800)
                .WithSize(program, "docker-native", ArtifactKind.DistributionImage, 20_000, "on debian-slim")
                .WithSize(program, "docker-native", ArtifactKind.DistributionImage, 2_000, "on busybox")
                .WithSize(program, "wasmedge-aot", ArtifactKind.AotArtifact, 200)
                .WithSize(program, "wasmedge-aot", ArtifactKind.Module, 100);
        }
        run.WithSize("", "wasmedge-aot", ArtifactKind.Runtime, 1000)
            .WithSize("", "wasmedge-aot", ArtifactKind.Runtime, 400);
        var result = Judge(run)["C04"];
        double[] expected = [4, 100, 10, 0.5, 8];
        Assert.All(expected.Zip(result.Readings), pair => Assert.Equal(pair.First, pair.Second.Value!.Value, 1e-9));
        Assert.Equal(
            [
                Verdict.LessThanClaimed,
                Verdict.Holds,
                Verdict.LessThanClaimed,
                Verdict.Opposite,
                Verdict.LessThanClaimed,
            ],
            result.Readings.Select(reading => reading.Verdict)
        );
        Assert.Equal("exact (bytes)", result.Value!.Method);
    }

    [Fact]
    public void A_target_that_could_not_be_had_is_named_with_the_reason()
    {
        using var run = new MeasuredRun(
            unavailable: new UnavailableTarget(MadeUpRun.Facts("docker-native")) { Reason = "no engine answers." }
        )
            .With("startup", "wasmedge-aot", Blocks)
            .With("binary-trees", "wasmedge-aot", Blocks);
        var results = Judge(run);
        Assert.All(
            (string[])["C01", "C02", "C03", "C05", "C08a", "C08c"],
            id =>
                Assert.Equal(
                    (Verdict.NotJudged, "docker-native is unavailable: no engine answers."),
                    (results[id].Verdict, results[id].Why)
                )
        );
    }

    [Fact]
    public void A_program_that_failed_is_left_out_of_a_mean_and_named()
    {
        using var run = new MeasuredRun();
        foreach (var program in Programs)
        {
            run.With(program, "wasmedge-aot", Blocks)
                .With(program, "wasmtime-aot", Blocks)
                .With(
                    program,
                    "wasmer-cranelift-aot",
                    Blocks,
                    sample => program == "fasta" ? sample with { Status = Status.Crash } : sample
                );
        }
        var reading = Judge(run)["C11"].Readings[0];
        Assert.Contains("5 workloads", reading.Value!.Method, StringComparison.Ordinal);
        Assert.Contains(
            "Without fasta: wasmer-cranelift-aot ended in crash.",
            string.Join(" ", reading.Notes),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_single_timeout_never_decides_about_a_runtime()
    {
        using var run = Everything(
            (program, target) => program == "fasta" && target.StartsWith("wasmer", StringComparison.Ordinal)
        );
        var reading = Judge(run)["C11"].Readings[0];
        Assert.Equal(1, reading.Value!.Value, 1e-6);
        Assert.Contains(
            "Without fasta, which reached the time limit; with it > ",
            string.Join(" ", reading.Notes),
            StringComparison.Ordinal
        );
        // A claim about that program alone is decided by the bound.
        Assert.Equal(Verdict.MoreThanClaimed, Judge(run)["C15"].Verdict);
    }

    [Fact]
    public void An_order_is_judged_step_by_step()
    {
        using var run = new MeasuredRun();
        Measure("wasmedge-aot", 1);
        Measure("wasmer-cranelift-aot", 2);
        Measure("wasmtime-aot", 2);
        var result = Judge(run)["C11"];
        Assert.Equal(Verdict.LessThanClaimed, result.Verdict);
        Assert.Equal([2, 1], result.Deciding.Select(reading => Math.Round(reading.Value!.Value, 6)));
        Assert.Equal([Verdict.Holds, Verdict.LessThanClaimed], result.Deciding.Select(reading => reading.Verdict));
        // WasmEdge first, then both others level: that is what table T1 says.
        Assert.Equal(Verdict.Holds, Judge(run)["C39"].Verdict);
        // The claim says least memory first: Wasmtime, WasmEdge, Wasmer. Here memory is as the time, so the first step
        // is reversed.
        Assert.Equal(Verdict.Opposite, Judge(run)["C17"].Verdict);

        void Measure(string target, double factor)
        {
            foreach (var program in Programs)
            {
                run.With(program, target, Blocks.Select(value => value * factor));
            }
        }
    }

    [Fact]
    public void A_claim_about_several_runtimes_holds_when_it_does_for_each()
    {
        using var run = new MeasuredRun()
            .With("startup", "wasmtime-aot", Blocks)
            .With("startup", "wasmedge-aot", Blocks.Select(value => value * 1.5))
            .With("startup", "wasmer-cranelift-aot", Blocks.Select(value => value * 8));
        var result = Judge(run)["C10"];
        Assert.Equal([1.5, 8], result.Deciding.Select(reading => Math.Round(reading.Value!.Value, 1)));
        Assert.Equal([Verdict.Holds, Verdict.MoreThanClaimed], result.Deciding.Select(reading => reading.Verdict));
        Assert.Equal(Verdict.MoreThanClaimed, result.Verdict);
        Assert.Contains(
            "which compiler its Wasmer used",
            string.Join(" ", result.Readings[1].Notes),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_claim_about_most_programs_is_a_count()
    {
        using var run = new MeasuredRun();
        foreach (var (index, program) in Programs.Index())
        {
            run.With(program, "native", Blocks)
                .With(program, "wasmedge-aot", Blocks.Select(value => value * (index < 4 ? 1.1 : 2)));
        }
        var result = Judge(run)["C12"];
        Assert.Equal((Verdict.Holds, "It holds on 4 of 6."), (result.Verdict, result.Why));
    }

    [Fact]
    public void Steady_means_that_programs_take_alike_times_of_natives()
    {
        using var run = new MeasuredRun();
        foreach (var (index, program) in Programs.Index())
        {
            run.With(program, "native", Blocks)
                .With(program, "wasmtime-aot", Blocks.Select(value => value * (1 + (index * 0.05))))
                .With(program, "wasmer-cranelift-aot", Blocks.Select(value => value * (1 + index)));
        }
        var result = Judge(run)["C27"];
        Assert.Equal(Verdict.Holds, result.Verdict);
        Assert.Equal(6 / 1.25, result.Value!.Value, 0.02);
    }

    [Fact]
    public void A_spread_that_hangs_on_one_program_says_what_it_is_without_it()
    {
        Assert.Contains(
            Notes(program => program == "fasta" ? 10 : 1),
            note => note.StartsWith("Without fasta it is 1.00x", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            Notes(program => program == "fasta" ? 1.2 : 1),
            note => note.StartsWith("Without ", StringComparison.Ordinal)
        );

        static IReadOnlyList<string> Notes(Func<string, double> wasmer)
        {
            using var run = new MeasuredRun();
            foreach (var program in Programs)
            {
                run.With(program, "native", Blocks)
                    .With(program, "wasmtime-aot", Blocks)
                    .With(program, "wasmer-cranelift-aot", Blocks.Select(value => value * wasmer(program)));
            }
            return Judge(run)["C27"].Readings[0].Notes;
        }
    }

    private static MeasuredRun Containers(string arguments, double factor, int blocks = 10)
    {
        Sample WithArguments(Sample sample) => sample with { Arguments = arguments };
        return new MeasuredRun()
            .With("binary-trees", "wasmedge-aot", Blocks.Take(blocks), WithArguments)
            .With("binary-trees", "docker-native", Blocks.Take(blocks).Select(value => value * factor), WithArguments);
    }

    /// <summary>A run with every program on every target of the claims, all equal.</summary>
    private static MeasuredRun Everything(Func<string, string, bool>? isCutOff = null)
    {
        var run = new MeasuredRun();
        var targets = MadeUpRun
            .Published.Claims.SelectMany(claim => claim.Steps.Concat(claim.OtherSteps))
            .SelectMany(step => new[] { step.Above, step.Below })
            .Where(name => name.Length > 0)
            .Select(MadeUpRun.Published.Today)
            .Distinct();
        foreach (var target in targets)
        {
            foreach (var program in Programs.Concat(["startup", "gemm", "speedtest1"]))
            {
                var cutOff = isCutOff?.Invoke(program, target) == true;
                run.With(
                    program,
                    target,
                    cutOff ? [100_000]
                        : program == "startup" ? Blocks.Select(value => value / 10)
                        : Blocks,
                    sample =>
                        sample with
                        {
                            Status = cutOff ? Status.Timeout : Status.Ok,
                            InnerWallNs = sample.WallNs,
                            InnerMaxRssBytes = sample.MaxRssBytes,
                        }
                );
                run.WithSize(program, target, ArtifactKind.Image, 800)
                    .WithSize(program, target, ArtifactKind.AotArtifact, 200);
            }
        }
        return run;
    }

    private static Dictionary<string, ClaimResult> Judge(MeasuredRun run) => Judge(_ => null, run);

    private static Dictionary<string, ClaimResult> Judge(
        Func<string, string?> argumentsIn2022,
        params IReadOnlyList<MeasuredRun> newestFirst
    ) =>
        new ClaimBook(
            MadeUpRun.Published,
            new(
                [.. newestFirst.Select(run => new EvidenceRun(run.Id, isLocal: true, () => run.Frame))],
                argumentsIn2022
            )
            {
                ProgramsOf = suite => suite == "sqlite" ? ["speedtest1"] : ["gemm"],
            }
        )
            .Judge()
            .ToDictionary(result => result.Claim.Id);

    private static Func<Sample, Sample> Inside(long wallNs, long rssBytes) =>
        sample => sample with { InnerWallNs = wallNs, InnerMaxRssBytes = rssBytes };
}
