using Analysis.Showing;
using Analysis.Tests.Fixtures;
using Analysis.Verdicts;

namespace Analysis.Tests.Verdicts;

/// <summary>Claims about a machine are judged on runs of that machine, and no other claim is.</summary>
public sealed class MachineClaimsTests
{
    private const string Emulator = "qemu 10";
    private static readonly string[] Kernels = ["gemm", "lu", "mvt", "nussinov", "trmm"];
    private static readonly string[] Games =
    [
        "binary-trees",
        "fannkuch-redux",
        "fasta",
        "n-body",
        "simple",
        "spectral-norm",
    ];

    /// <summary>A native program's time in each of ten blocks.</summary>
    private static readonly double[] Blocks = [.. Enumerable.Range(0, 10).Select(block => 1000.0 + block)];

    [Fact]
    public void A_claim_about_ARM64_is_judged_on_a_run_of_such_a_machine_alone()
    {
        using var x86 = Runtimes(wasmer: 1, start: 0.01);
        using var arm = Runtimes(wasmer: 1, start: 0.01).On("arm64", Emulator);
        Assert.Equal(arm.Id, Judge("C19b", x86, arm).Run);
        var alone = Judge("C19b", x86);
        Assert.Equal((Verdict.NotJudged, "There is no run yet."), (alone.Verdict, alone.Why));
    }

    [Fact]
    public void An_emulated_machine_judges_no_claim_that_names_no_machine()
    {
        using var emulated = Runtimes(wasmer: 1, start: 0.01).On("arm64", Emulator);
        using var real = Runtimes(wasmer: 1, start: 0.01).On("arm64");
        Assert.Null(Judge("C29", emulated).Run);
        Assert.Equal(real.Id, Judge("C29", emulated, real).Run);
    }

    [Fact]
    public void Smaller_arguments_judge_a_claim_about_ARM64_where_the_start_does_not_decide()
    {
        using var run = Runtimes(wasmer: 1, start: 0.01).On("arm64", Emulator);
        var result = JudgeSmaller("C19b", run);
        Assert.Equal(Verdict.Holds, result.Verdict);
        Assert.Equal(
            "With smaller arguments than the report's (such as binary-trees 1); without the start the verdict is the same.",
            result.Why
        );
    }

    [Fact]
    public void Smaller_arguments_leave_a_claim_undecided_where_the_start_decides()
    {
        // As launched Wasmer takes 1.9 times as long, without the start as long as the others.
        using var run = Runtimes(wasmer: 1.9, start: 0.9).On("arm64", Emulator);
        var result = JudgeSmaller("C19b", run);
        Assert.Equal(Verdict.Undecided, result.Verdict);
        Assert.Equal(
            "With smaller arguments than the report's (such as binary-trees 1) the start decides: as launched the verdict is 'more than claimed', without the start 'holds'.",
            result.Why
        );
    }

    [Fact]
    public void A_run_of_another_suite_alone_judges_no_claim_about_starts()
    {
        using var kernels = OfKernels(wamr: 2);
        kernels.With("startup", "docker-native", Blocks).With("startup", "wasmedge-aot", Blocks);
        Assert.Null(Judge("C01", kernels).Run);
        using var games = Runtimes(wasmer: 1, start: 0.01);
        games.With("startup", "docker-native", Blocks);
        Assert.Equal(games.Id, Judge("C01", kernels, games).Run);
    }

    [Theory]
    [InlineData("container-start", false)]
    [InlineData("quick", true)]
    public void A_run_of_starts_judges_claims_about_them_unless_it_varies_them_for_a_question(string size, bool judges)
    {
        using var starts = new MeasuredRun().Of("own", size);
        starts.With("startup", "docker-native", Blocks).With("startup", "wasmedge-aot", Blocks);
        Assert.Equal(judges ? starts.Id : null, Judge("C01", starts).Run);
    }

    [Fact]
    public void A_claim_about_two_machines_compares_how_much_each_loses_against_its_own_native_programs()
    {
        using var x86 = OfKernels(wamr: 2);
        using var arm = OfKernels(wamr: 3).On("arm64");
        var result = Judge("C23", arm, x86);
        Assert.Equal($"{arm.Id}, {x86.Id}", result.Run);
        Assert.Equal(Verdict.Holds, result.Verdict);
        // Without a start of 100: (3 - 0.1) / (2 - 0.1); as launched 3 / 2.
        Assert.Equal(2.9 / 1.9, result.Value!.Value, 0.001);
        Assert.Equal(1.5, result.Readings.Single(reading => reading.Name == "second machine").Value!.Value, 0.001);
    }

    [Fact]
    public void A_claim_about_real_machines_is_not_judged_on_an_emulated_one_which_shows_what_it_has()
    {
        using var x86 = OfKernels(wamr: 2);
        using var emulated = OfKernels(wamr: 3).On("arm64", Emulator);
        var result = Judge("C23", emulated, x86);
        Assert.Equal(
            (Verdict.NotJudged, "It is about real machines, and this one is emulated: what it shows judges nothing."),
            (result.Verdict, result.Why)
        );
        Assert.Equal(2.9 / 1.9, result.Readings[0].Value!.Value, 0.001);
        Assert.All(result.Readings, reading => Assert.False(reading.Decides));

        using var real = OfKernels(wamr: 3).On("arm64");
        Assert.Equal((Verdict.Holds, $"{real.Id}, {x86.Id}"), Outcome(Judge("C23", emulated, real, x86)));

        static (Verdict, string?) Outcome(ClaimResult judged) => (judged.Verdict, judged.Run);
    }

    [Fact]
    public void Memory_with_smaller_arguments_judges_nothing()
    {
        using var run = Runtimes(wasmer: 1, start: 0.01).On("arm64", Emulator);
        var result = JudgeSmaller("C22", run);
        Assert.Equal(
            (Verdict.NotJudged, "Measured with smaller arguments than in 2022 (binary-trees 1)."),
            (result.Verdict, result.Why)
        );
    }

    [Fact]
    public void A_run_that_has_the_claims_cells_says_why_it_is_not_judged_before_one_that_lacks_them()
    {
        using var run = Runtimes(wasmer: 1, start: 0.01).On("arm64", Emulator);
        using var newer = new MeasuredRun().On("arm64", Emulator).With("fasta", "wamr-aot", Blocks);
        Assert.Equal("wasmedge-aot was not measured.", JudgeSmaller("C22", newer).Why);
        Assert.Equal(
            "Measured with smaller arguments than in 2022 (binary-trees 1).",
            JudgeSmaller("C22", newer, run).Why
        );
    }

    [Fact]
    public void A_claim_that_is_judged_on_an_emulated_machine_says_so_in_the_list_and_in_the_terminal()
    {
        using var emulated = Runtimes(wasmer: 1, start: 0.01).On("arm64", Emulator);
        using var real = Runtimes(wasmer: 1, start: 0.01).On("arm64");

        var claims = new ClaimList([Judge("C19b", emulated)]);

        Assert.Contains("On an emulated machine, as in the report.", $"{claims}", StringComparison.Ordinal);
        Assert.Contains(
            "<small>on an emulated machine, as in the report</small>",
            ClaimsHtml.Of(claims),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("emulated", $"{new ClaimList([Judge("C19b", real)])}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_about_two_machines_is_not_judged_on_one()
    {
        using var x86 = OfKernels(wamr: 2);
        using var arm = OfKernels(wamr: 3).On("arm64", Emulator);
        Assert.Equal(Verdict.NotJudged, Judge("C23", arm).Verdict);
        Assert.Equal(Verdict.NotJudged, Judge("C23", x86).Verdict);
    }

    [Fact]
    public void A_claim_about_a_suite_needs_every_program_of_it()
    {
        using var x86 = OfKernels(wamr: 2);
        using var arm = new MeasuredRun().On("arm64", Emulator);
        arm.With("gemm", "native", Blocks).With("gemm", "wamr-aot", Blocks);
        var result = Judge("C23", arm, x86);
        Assert.Equal(Verdict.NotJudged, result.Verdict);
        Assert.Equal("lu was not measured on wamr-aot.", result.Why);
    }

    /// <param name="wasmer">How many times native's time Wasmer takes; all others take as long as native.</param>
    /// <param name="start">Wasmer's start as a part of native's time; that of all others is a hundredth.</param>
    private static MeasuredRun Runtimes(double wasmer, double start)
    {
        var run = new MeasuredRun();
        string[] targets =
        [
            "native",
            "wasmtime-jit",
            "wasmtime-aot",
            "wasmedge-aot",
            "wasmer-cranelift-jit",
            "wasmer-cranelift-aot",
        ];
        foreach (var target in targets)
        {
            var isWasmer = target.StartsWith("wasmer", StringComparison.Ordinal);
            foreach (var program in Games)
            {
                run.With(program, target, Times(isWasmer ? wasmer : 1));
            }
            run.With("startup", target, Times(isWasmer ? start : 0.01));
        }
        return run;
    }

    /// <param name="wamr">How many times native's time WAMR takes, its start of a tenth of native's included.</param>
    private static MeasuredRun OfKernels(double wamr)
    {
        var run = new MeasuredRun("medium");
        foreach (var kernel in Kernels)
        {
            run.With(kernel, "native", Blocks).With(kernel, "wamr-aot", Times(wamr));
        }
        return run.With("startup", "native", Times(1e-6)).With("startup", "wamr-aot", Times(0.1));
    }

    private static IEnumerable<double> Times(double factor) => Blocks.Select(value => value * factor);

    private static ClaimResult Judge(string claim, params IReadOnlyList<MeasuredRun> newestFirst) =>
        Judge(claim, _ => null, newestFirst);

    /// <summary>The verdict where the report's arguments are others than those that were measured.</summary>
    private static ClaimResult JudgeSmaller(string claim, params IReadOnlyList<MeasuredRun> newestFirst) =>
        Judge(claim, _ => "1000", newestFirst);

    private static ClaimResult Judge(
        string claim,
        Func<string, string?> arguments,
        IReadOnlyList<MeasuredRun> newestFirst
    ) =>
        new ClaimBook(
            MadeUpRun.Published,
            new(
                [
                    .. newestFirst.Select(run => new EvidenceRun(run.Id, isLocal: true, () => run.Frame)
                    {
                        Info = run.Info,
                    }),
                ],
                arguments
            )
            {
                SmallerArguments = _ => "1",
                ProgramsOf = _ => Kernels,
            }
        )
            .Judge()
            .Single(result => result.Claim.Id == claim);
}
