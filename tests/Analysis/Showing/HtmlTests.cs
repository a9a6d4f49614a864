using System.Text;
using System.Text.RegularExpressions;
using Analysis.Figures;
using Analysis.Showing;
using Analysis.Tests.Fixtures;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis.Tests.Showing;

public sealed class HtmlTests
{
    [Fact]
    public void What_a_report_gives_shows_as_html()
    {
        using var run = new MadeUpRun();
        var report = MadeUpRun.Report(run.Write());
        Assert.Contains("<svg", Shown(report.Figure("T3")), StringComparison.Ordinal);
        Assert.Contains("<table", Shown(report.Table("T3")), StringComparison.Ordinal);
        Assert.Contains("class=\"ci\"", Shown(report.Median("run time", "fasta", "native")!), StringComparison.Ordinal);
        Assert.Contains(run.Folder.Id, Shown(report.Card), StringComparison.Ordinal);
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Figure)));
    }

    [Fact]
    public void Our_types_show_as_text_in_a_terminal()
    {
        using var run = new MadeUpRun();
        var report = MadeUpRun.Report(run.Write());
        Assert.StartsWith("docker-native takes", Plain(report.Figure("T3")), StringComparison.Ordinal);
        Assert.Contains("wasmtime-aot", Plain(report.Table("T3")), StringComparison.Ordinal);
        Assert.Matches(@"^[\d.]+ ms \([\d.]+-[\d.]+\)$", Plain(report.Median("run time", "fasta", "native")!));
        Assert.Contains("./analysis collect --plan quick", Plain(report.Card), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_frame_shows_its_head_and_how_many_rows_it_has()
    {
        var numbers = new DataFrame(new Int32DataFrameColumn("number", Enumerable.Range(0, 100)));
        var html = Shown(numbers);
        Assert.Contains("20 of 100 rows, 1 of 1 columns.", html, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(html, "<tr><td"));
    }

    [Fact]
    public void Samples_show_what_was_measured_of_the_measured_launches_and_where_all_columns_are()
    {
        using var run = new MadeUpRun();
        var samples = MadeUpRun.Report(run.Write()).Samples;
        var html = Shown(samples);
        Assert.Equal(10, Regex.Count(html, "<tr><td"));
        Assert.Equal(
            ["target", "workload", "block", "wall_ns", "first_output_ns", "max_rss_bytes", "status"],
            Regex.Matches(html, "<th[^>]*>([^<]+)</th>").Select(head => head.Groups[1].Value)
        );
        // Block 0 is the warm-up.
        Assert.DoesNotContain("<td class=\"num\">0</td>", html, StringComparison.Ordinal);
        Assert.Contains($"10 of {samples.Rows.Count} rows", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"../data/runs/{run.Folder.Id}/samples.csv\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figures_data_is_a_link_that_needs_no_script()
    {
        using var run = new MadeUpRun();
        var figure = MadeUpRun.Report(run.Write()).Figure("T3");
        var data = Regex.Match(Shown(figure), "data:text/csv;base64,([^\"]+)").Groups[1].Value;
        Assert.Equal(figure.Csv, Encoding.UTF8.GetString(Convert.FromBase64String(data)));
    }

    [Fact]
    public void Markup_in_data_is_shown_and_not_obeyed()
    {
        using var run = new MadeUpRun { Unavailable = ["docker-native"], Reason = "<script>alert(1)</script>" };
        var report = MadeUpRun.Report(run.Write());
        string[] pages = [Shown(report.Table("T2")), Shown(report.Card)];
        Assert.All(pages, page => Assert.DoesNotContain("<script", page, StringComparison.Ordinal));
    }

    /// <summary>The quick plan has the report's programs with small arguments, and no program of another suite.</summary>
    [Theory]
    [InlineData("binary-trees", "report", "./analysis collect --plan quick, then ./analysis report")]
    [InlineData("gemm", "polybench", "./analysis collect --plan polybench, then ./analysis report")]
    public void A_run_of_another_machine_is_refreshed_by_a_plan_that_has_its_programs(
        string program,
        string plan,
        string command
    )
    {
        using var run = new MeasuredRun().Of(plan).With(program, "native", [1, 2]);
        var card = DataCard.Of(run.Frame, "a reference run, from another machine");
        Assert.Equal(command, card.Entries.Single(entry => entry.Name == "Refresh").Text);
    }

    [Fact]
    public void The_card_tells_machine_plan_versions_and_gaps()
    {
        using var run = new MadeUpRun { Unavailable = ["docker-native"] };
        var card = MadeUpRun.Report(run.Write()).Card.ToString();
        Assert.All(
            [
                "Made-Up CPU 3000",
                "10 to 30 blocks",
                "wasmtime 50.0.1",
                "clang 14.0.6 -O3",
                "docker-native is unavailable",
            ],
            part => Assert.Contains(part, card, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Card_and_table_of_runs_count_whole_blocks_and_name_one_that_was_cut_off()
    {
        using var run = new MadeUpRun { Blocks = 3 };
        run.Write();
        var finished = Enumerable
            .Range(0, 3)
            .Select(block => new FinishedBlock
            {
                Run = run.Folder.Id,
                Block = block,
                FinishedAt = DateTimeOffset.UnixEpoch,
            });
        File.WriteAllText(
            run.Folder.FileOf<FinishedBlock>(),
            string.Concat(finished.Select(CsvFile<FinishedBlock>.Format).Prepend(CsvFile<FinishedBlock>.Header))
        );
        var report = MadeUpRun.Report(Frame.Load(run.Folder));
        const string counted = "2 blocks and 1 that was cut off";
        Assert.Contains($"in {counted},", report.Card.ToString(), StringComparison.Ordinal);
        Assert.Contains(Assert.Single(Report.Runs(report).Rows).Cells, cell => cell.Word == counted);
    }

    [Theory]
    [InlineData(1_200, false)]
    [InlineData(13_900, true)]
    public void The_card_has_what_the_system_charges_and_warns_where_that_is_unusual(long pageFaultNs, bool warns)
    {
        using var run = new MadeUpRun { Costs = new SystemCosts(pageFaultNs, 118, 398_000) };
        var card = MadeUpRun.Report(run.Write()).Card;
        Assert.Contains(
            $"a page fault takes {pageFaultNs / 1000}.{pageFaultNs % 1000 / 10} us, a system call 0.12 us, a process 0.40 ms",
            card.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            warns,
            card.Entries.Any(entry =>
                entry.Name == DataCard.Note
                && entry.Text.StartsWith(
                    "This machine takes unusually long for a page fault (",
                    StringComparison.Ordinal
                )
            )
        );
    }

    private static string Shown(object value) => Formatter.ToDisplayString(value, HtmlFormatter.MimeType);

    private static string Plain(object value) => Formatter.ToDisplayString(value, PlainTextFormatter.MimeType);
}
