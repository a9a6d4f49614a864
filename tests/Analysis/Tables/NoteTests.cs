using Analysis.Tables;
using Analysis.Tests.Fixtures;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Trials;

namespace Analysis.Tests.Tables;

/// <summary>What titles and notes say is what the numbers are.</summary>
public sealed class NoteTests
{
    [Theory]
    [InlineData(
        "^The code of wasmtime-jit gets faster while it runs: .*; that of .*wasmtime-winch-jit.* does not$",
        "wasmtime-jit"
    )]
    [InlineData("^No target's code gets faster ", "wasmtime-jit", "wasmtime-aot")]
    [InlineData("^No target's code gets faster ")]
    public void Code_gets_faster_only_where_it_does_by_more_than_code_that_cannot_change(
        string title,
        params string[] slowAtFirst
    )
    {
        using var run = new MadeUpRun { WithFurtherSuites = true, Available = MadeUpRun.ManyTargets };
        run.Write();
        MadeUpRun.Rewrite<Sample>(
            run.Folder,
            sample =>
                sample.Workload.StartsWith("work-", StringComparison.Ordinal)
                && sample.Workload != "work-0"
                && slowAtFirst.Contains(sample.Target)
                    ? sample with
                    {
                        WallNs = sample.WallNs + 20_000_000,
                    }
                    : sample
        );
        Assert.Matches(title, MadeUpRun.Report(Frame.Load(run.Folder)).Table("Q3-tiers").Title);
    }

    [Fact]
    public void The_report_speaks_of_speeds_and_what_was_measured_are_times()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var text = MadeUpRun.Report(run.Write()).Table("T1").ToString();
        Assert.Matches("speed run directly +2022 ", text);
        Assert.Matches("time run directly +this run +[0-9.]+x ", text);
        Assert.Matches("time after AOT +this run +[0-9.]+x ", text);
        Assert.DoesNotMatch("speed[^\n]* this run ", text);
        Assert.Contains("Times are relative to native: above 1x is slower;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mean_without_a_program_says_on_which_targets_the_program_reached_the_time_limit()
    {
        using var run = new MadeUpRun
        {
            Available = MadeUpRun.ManyTargets,
            Ending = (program, target) =>
                program == "fasta" && target.StartsWith("wasmer-singlepass", StringComparison.Ordinal)
                    ? Status.Timeout
                    : Status.Ok,
        };
        var report = MadeUpRun.Report(run.Write());

        const string sentence =
            "Means are without fasta here, on which wasmer-singlepass-jit and wasmer-singlepass-aot reached the time limit.";
        Assert.All(["T6-all", "F5"], id => Assert.Contains(report.Table(id).Notes, IsIt));
        Assert.Contains(report.Figure("F5").Notes, IsIt);
        Assert.DoesNotContain(report.Table("T6").Notes, IsIt);

        static bool IsIt(string note) => note.StartsWith(sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Ratios_name_the_arguments_and_the_title_says_where_they_are_small()
    {
        using var small = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var far = MadeUpRun.Report(small.Write()).Table("T6-far");
        Assert.Equal(
            "Execution time, relative to native, with small arguments; the data have the intervals",
            far.Title
        );
        Assert.StartsWith(
            "Programs and their arguments: binary-trees 15, fannkuch-redux 9, ",
            far.Notes[0],
            StringComparison.Ordinal
        );

        using var own = new MeasuredRun("report").With("fasta", "native", [1, 2]).With("fasta", "node", [2, 4]);
        Assert.Equal(
            "Execution time, relative to native; the data have the intervals",
            MadeUpRun.Report(own.Frame).Table("T6-all").Title
        );
    }

    [Fact]
    public void The_title_on_portability_counts_the_targets_that_were_launched()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets, Unavailable = ["wabt-interpreter"] };
        var report = MadeUpRun.Report(run.Write());
        var launched = MadeUpRun.ManyTargets.Count(target => MadeUpRun.Facts(target).IsWasm) - 1;
        Assert.Contains(
            $" under {launched} targets on ",
            report.Beside(report).Table("D2").Title,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_rule_for_outliers_is_the_one_that_is_used()
    {
        using var run = new MadeUpRun();
        Assert.Contains(
            "Outliers: more than 3.5 times 1.4826 median absolute deviations from the median; kept in every estimate.",
            MadeUpRun.Report(run.Write()).Table("stability").Notes[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_cgroup_is_what_the_kernel_charged_and_not_all_that_a_container_held()
    {
        using var run = new MadeUpRun();
        Assert.Contains(
            "Cgroup: what the kernel charged to the container, its start included; files that others had read before are not in it.",
            MadeUpRun.Report(run.Write()).Table("T2-memory").Notes[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nothing_runs_under_native()
    {
        Assert.Equal(
            "For the same output fasta writes 16,676 times under wasmer-cranelift-aot, and 249 times natively",
            PrintingTables.Calls([Writes("native", 249), Writes("wasmer-cranelift-aot", 16_676)]).Title
        );

        static SystemCallCount Writes(string target, long count) =>
            new()
            {
                At = DateTimeOffset.UnixEpoch,
                Machine = "any",
                Target = target,
                Version = "1",
                Workload = "fasta-as-is-100000",
                Writes = count,
                Calls = count,
            };
    }
}
