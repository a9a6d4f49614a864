using Analysis.Tests.Fixtures;
using Analysis.Verdicts;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tests;

/// <summary>The calls that a notebook makes after <c>using Analysis;</c>.</summary>
public sealed class ReportTests
{
    [Fact]
    public void An_item_that_does_not_exist_is_answered_with_those_that_do()
    {
        using var run = new MadeUpRun();
        var report = MadeUpRun.Report(run.Write());
        Assert.Matches(
            "^No table 'T99': there are .*T1, .*T4, .*stability, .*samples.$",
            Assert.Throws<UsageException>(() => report.Table("T99")).Message
        );
        Assert.Matches(
            "^No figure 'T1': there are T2, .*T9, .*Q6-memory.$",
            Assert.Throws<UsageException>(() => report.Figure("T1")).Message
        );
        Assert.Matches(
            "^No quantity 'speed': there are run time, ",
            Assert.Throws<UsageException>(() => report.Mean("speed", "native")).Message
        );
    }

    [Fact]
    public void A_claim_that_nothing_can_judge_yet_says_why()
    {
        using var run = new MadeUpRun();
        var claim = MadeUpRun.Report(run.Write()).Claim("C45");
        Assert.Equal((Verdict.NotJudged, null), (claim.Verdict, claim.Value));
        Assert.Equal(
            "It is about two machines that differ in more than their processors, as it says itself.",
            claim.Why
        );
    }

    [Fact]
    public void A_claim_that_does_not_exist_is_answered_with_those_that_do()
    {
        using var run = new MadeUpRun();
        var report = MadeUpRun.Report(run.Write());
        Assert.Matches(
            "^No claim 'C99': there are C36, .*C51.$",
            Assert.Throws<UsageException>(() => report.Claim("C99")).Message
        );
    }

    [Fact]
    public void A_chapter_has_the_claims_of_its_sections()
    {
        using var run = new MadeUpRun();
        var report = MadeUpRun.Report(run.Write());
        Assert.All(report.Chapter("2.1").Claims.Results, result => Assert.StartsWith("2.1", result.Claim.Section));
        Assert.True(report.Chapter("2.1").Claims.Results.Count < report.Claims.Results.Count);
    }

    [Fact]
    public void A_program_in_a_suite_of_its_own_changes_nothing_of_another_suite()
    {
        using var without = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        using var with = new MadeUpRun
        {
            Available = MadeUpRun.ManyTargets,
            Own = new MadeUpProgram("zz-own", "7", NativeMs: 400, Aot: 9, Mib: 300),
        };
        var (before, after) = (MadeUpRun.Report(without.Write()), MadeUpRun.Report(with.Write()));
        (before, after) = (before.Beside(before), after.Beside(after));
        Assert.Equal(before.Programs, after.Programs);
        foreach (var item in MadeUpRun.Published.Items)
        {
            if (item.Table.Length > 0)
            {
                Assert.Equal(before.Table(item.Id).Csv, after.Table(item.Id).Csv);
                Assert.Equal(before.Table(item.Id).Title, after.Table(item.Id).Title);
            }
            if (item.Figure.Length > 0)
            {
                Assert.Equal(before.Figure(item.Id).Csv, after.Figure(item.Id).Csv);
                Assert.Equal(before.Figure(item.Id).Title, after.Figure(item.Id).Title);
            }
        }
        Assert.Equal(
            before.Claims.Results.Select(result => (result.Claim.Id, result.Verdict, result.Value)),
            after.Claims.Results.Select(result => (result.Claim.Id, result.Verdict, result.Value))
        );
    }

    [Fact]
    public void A_runtime_that_no_file_of_ours_names_stands_on_the_pages_about_every_runtime()
    {
        using var run = new MadeUpRun
        {
            Available = MadeUpRun.ManyTargets,
            OwnTarget = new()
            {
                Name = "newcomer-aot",
                Runtime = "newcomer",
                Mode = Mode.Aot,
                Container = false,
                Family = "newcomer",
                Place = TargetFacts.LastPlace,
            },
        };
        var report = MadeUpRun.Report(run.Write());
        string[] tables = ["T1-targets", "F5", "T6-all", "aot-cost"];
        Assert.All(
            tables,
            id => Assert.Contains("newcomer-aot", report.Table(id).ToString(), StringComparison.Ordinal)
        );
        Assert.Contains("newcomer-aot", report.Figure("F5").Description, StringComparison.Ordinal);
        Assert.DoesNotContain("newcomer-aot", report.Table("T6").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_with_every_item_opens_each_file_of_its_run_once()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        run.Write();
        var store = new RunStore(Repository.Find() with { Runs = Path.GetDirectoryName(run.Folder.Path)! });
        store.MakeReference(run.Folder);
        using var opens = new FileOpens(run.Folder.Path);

        var chosen = store.Choose(RunStore.Reference, new Needs(["startup", "fasta"], ["native", "wasmtime-aot"]));
        var report = MadeUpRun.Report(Frame.Load(chosen));
        report = report.Beside(report);
        foreach (var item in MadeUpRun.Published.Items)
        {
            Assert.True(item.Table.Length == 0 || report.Table(item.Id).Csv.Length > 0);
            Assert.True(item.Figure.Length == 0 || report.Figure(item.Id).Svg.Length > 0);
        }
        Assert.NotEmpty(report.Claims.Results);
        Assert.NotEqual(0, report.Samples.Rows.Count);

        var seen = opens.Seen();
        Assert.Contains("samples.csv", seen);
        Assert.All(seen.CountBy(name => name), file => Assert.Equal((file.Key, 1), (file.Key, file.Value)));
    }
}
