using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Measurement.Journals;

namespace Cli.Tests;

public sealed partial class ReportTests : IDisposable
{
    private static readonly string[] ShowsTheLongestStart =
    [
        "#r \"../lib/bin/Analysis.dll\"",
        """
            using Analysis; using Measurement.Frames;
            var report = Report.Open("local", workloads: "startup", targets: "native, wasmtime-aot");
            var longest = report.Frame.Observe(Metric.StartupTime, "startup", "native").Max(each => each.Value);
            $"{report.Frame.Runs[0].Id} took at most {longest} ns"
            """,
    ];

    private readonly SmallCheckout _checkout = new();

    private Workplace Here => _checkout.Here;

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Without_data_of_this_host_a_report_measures_first_and_only_then()
    {
        _checkout.AddNotebook("01-start.ipynb", ShowsTheLongestStart);

        var first = (await Here.RunAsync("report")).Done();
        Assert.Contains("No run of this host yet", first.Stdout, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("report", "index.html"), first.Stdout, StringComparison.Ordinal);
        var measured = Here.Run.Id;

        var second = (await Here.RunAsync("report")).Done();
        Assert.DoesNotContain("easuring", second.Stdout, StringComparison.Ordinal);
        Assert.Equal(measured, Here.Run.Id);
    }

    [Fact]
    public async Task A_report_follows_its_data()
    {
        await _checkout.MeasureAsync();
        var measured = Here.Run;
        _checkout.AddNotebook("01-start.ipynb", ShowsTheLongestStart);

        var before = await PageAsync();
        Assert.Contains($"{measured.Id} took at most {LongestStart()} ns", before, StringComparison.Ordinal);

        var samples = measured.FileOf<Sample>();
        var longest = LongestStart();
        await File.WriteAllTextAsync(
            samples,
            (await File.ReadAllTextAsync(samples)).Replace($",{longest},", ",987654321012,")
        );
        Assert.Contains($"{measured.Id} took at most 987654321012 ns", await PageAsync(), StringComparison.Ordinal);

        Directory.Delete(measured.Path, recursive: true);
        await _checkout.MeasureAsync();
        Assert.NotEqual(measured.Id, Here.Run.Id);
        Assert.Contains($"{Here.Run.Id} took at most {LongestStart()} ns", await PageAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_about_every_target_shows_the_reference_run_where_this_host_has_none_and_says_so()
    {
        await _checkout.AddReferenceRunsAsync();
        var notebook = Path.Combine(Workplace.Checkout.Notebooks, "06-runtimes-on-x86.ipynb");

        (await Here.RunAsync("run", notebook, "--out", "06.ipynb")).Done();

        var shown = await File.ReadAllTextAsync(Path.Combine(Here.Folder, "06.ipynb"));
        Assert.Contains("a reference run, from another machine", shown, StringComparison.Ordinal);
        Assert.Contains("./analysis collect --plan quick", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_notebook_is_named_with_its_cell_and_the_other_pages_are_written()
    {
        await _checkout.MeasureAsync();
        _checkout.AddNotebook("01-fails.ipynb", ["var numbers = new[] { 1 };", "numbers[1]"]);
        _checkout.AddNotebook("02-works.ipynb", ShowsTheLongestStart);

        var answer = await Here.RunAsync("report", "--out", "pages");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("01-fails.ipynb", answer.Stderr, StringComparison.Ordinal);
        Assert.Contains("numbers[1]", answer.Stderr, StringComparison.Ordinal);
        Assert.Contains("IndexOutOfRangeException", answer.Stderr, StringComparison.Ordinal);
        Assert.True(File.Exists(_checkout.PathOf("pages", "02-works.html")));
    }

    [Fact]
    public async Task A_page_that_fails_keeps_what_it_showed_and_says_so_in_the_index_until_it_is_mended()
    {
        await _checkout.MeasureAsync();
        _checkout.AddNotebook("01-start.ipynb", ["$\"good {20 + 22}\""]);
        Assert.Contains("good 42", await PageAsync(), StringComparison.Ordinal);

        _checkout.AddNotebook("01-start.ipynb", ["throw new System.Exception(\"bad\");"]);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Equal(1, (await Here.RunAsync("report")).ExitCode);
            var page = await File.ReadAllTextAsync(_checkout.PathOf("report", "01-start.html"));
            Assert.Contains("good 42", page, StringComparison.Ordinal);
            Assert.Contains("could not be made anew", page, StringComparison.Ordinal);
            Assert.Contains(
                "could not be made anew",
                await File.ReadAllTextAsync(_checkout.PathOf("report", "index.html")),
                StringComparison.Ordinal
            );
        }

        _checkout.AddNotebook("01-start.ipynb", ["$\"good {20 + 23}\""]);
        var mended = await PageAsync();
        Assert.Contains("good 43", mended, StringComparison.Ordinal);
        Assert.DoesNotContain("could not be made anew", mended, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_checkout.PathOf("report"), "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Of_two_reports_in_one_folder_the_second_is_refused()
    {
        await _checkout.MeasureAsync();
        _checkout.AddNotebook("01-slow.ipynb", ["System.Threading.Thread.Sleep(60_000);"]);
        await using var first = Here.Start("report", "--out", "pages");
        await first.UntilAsync(() => File.Exists(_checkout.PathOf("pages", ".lock")));

        var second = await Here.RunAsync("report", "--out", "pages");

        second.SaysInOneSentence(1, "Another report is being written", "--out");
    }

    [Fact]
    public async Task A_notebook_that_nothing_changed_under_is_not_executed_again_unless_forced()
    {
        await _checkout.MeasureAsync();
        _checkout.AddNotebook("01-start.ipynb", ShowsTheLongestStart);
        _checkout.AddNotebook("02-sum.ipynb", ["1 + 1"]);

        Assert.Contains("02-sum.ipynb: executed", await ReportAsync(), StringComparison.Ordinal);
        Assert.Contains("02-sum.ipynb: unchanged", await ReportAsync(), StringComparison.Ordinal);
        _checkout.AddNotebook("02-sum.ipynb", ["1 + 2"]);
        var edited = await ReportAsync();
        Assert.Contains("01-start.ipynb: unchanged", edited, StringComparison.Ordinal);
        Assert.Contains("02-sum.ipynb: executed", edited, StringComparison.Ordinal);
        Assert.Contains("01-start.ipynb: executed", await ReportAsync("--force"), StringComparison.Ordinal);

        async Task<string> ReportAsync(params string[] options) =>
            (await Here.RunAsync(["report", .. options])).Done().Stdout;
    }

    [Fact]
    public async Task Pages_are_printed_on_demand()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Chromium is missing: apt-get install chromium");
        await _checkout.MeasureAsync();
        _checkout.AddNotebook("01-start.ipynb", ShowsTheLongestStart);

        (await Here.RunAsync("report", "--pdf")).Done();

        Assert.Empty(Directory.GetFiles(_checkout.PathOf("report"), "*.new"));
        foreach (var name in new[] { "index.pdf", "01-start.pdf" })
        {
            var start = new byte[5];
            using var pdf = File.OpenRead(_checkout.PathOf("report", name));
            pdf.ReadExactly(start);
            Assert.Equal("%PDF-"u8.ToArray(), start);
        }
    }

    [Fact]
    public async Task Where_no_Chromium_is_printing_is_refused_in_a_sentence()
    {
        var folder = Directory.CreateDirectory(_checkout.PathOf("bin")).FullName;
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        File.CreateSymbolicLink(Path.Combine(folder, "dotnet"), Path.GetFullPath(dotnet));
        Here.With("PATH", folder);

        (await Here.RunAsync("report", "--pdf")).SaysInOneSentence(2, "apt-get install chromium");
    }

    [Fact]
    public async Task Notebooks_stay_as_they_are()
    {
        await _checkout.MeasureAsync();
        var notebook = _checkout.PathOf(_checkout.AddNotebook("01-start.ipynb", ShowsTheLongestStart));
        var before = await File.ReadAllTextAsync(notebook);

        (await Here.RunAsync("report")).Done();

        Assert.Equal(before, await File.ReadAllTextAsync(notebook));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_named_before_anything_is_measured()
    {
        var answer = await Here.RunAsync("report", "--out", "/proc/pages");

        answer.SaysInOneSentence(2, "--out '/proc/pages'", "choose another");
        Assert.Empty(Here.Runs.All());
    }

    [Fact]
    public async Task The_chapters_of_this_repository_make_pages_that_need_nothing_else_even_without_an_engine()
    {
        _checkout.AddChapters();
        await _checkout.AddReferenceRunsAsync();
        await _checkout.MeasureAsync();

        (await Here.RunAsync("report")).Done();

        var pages = Directory.GetFiles(_checkout.PathOf("report"), "*.html");
        Assert.Contains(_checkout.PathOf("report", "index.html"), pages);
        Assert.All(pages, page => Assert.Empty(Foreign().Matches(File.ReadAllText(page))));
        Assert.All(
            Directory.GetFiles(_checkout.PathOf("notebooks")),
            chapter =>
                Assert.Contains(_checkout.PathOf("report", PageOf(Path.GetFileNameWithoutExtension(chapter))), pages)
        );

        static string PageOf(string chapter) =>
            chapter.StartsWith("00-", StringComparison.Ordinal) ? "index.html" : chapter + ".html";
    }

    [Fact]
    public async Task I_can_run_one_notebook_in_place_with_a_value_for_its_parameter()
    {
        var notebook = _checkout.AddNotebook(
            "01-asks.ipynb",
            ["$\"hello {name}\""],
            parameters: "var name = \"nobody\";"
        );

        (await Here.RunAsync("run", notebook, "-p", "name=you")).Done();

        Assert.Contains("hello you", await File.ReadAllTextAsync(_checkout.PathOf(notebook)), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync()
    {
        (await Here.RunAsync("report")).Done();
        return await File.ReadAllTextAsync(_checkout.PathOf("report", "01-start.html"));
    }

    private long LongestStart() =>
        Here
            .Samples.Where(sample => sample is { Workload: "startup", Target: "native" })
            .Max(sample => sample.FirstOutputNs!.Value);

    /// <summary>Everything that a browser would have to load from elsewhere to show the page.</summary>
    [GeneratedRegex(
        """<(script|link|img|iframe)\b[^>]*\b(src|href)\s*=\s*["'](?!data:)|@import|url\(\s*["']?(?!data:|#)"""
    )]
    private static partial Regex Foreign();
}
