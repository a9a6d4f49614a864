using System.Text;
using System.Text.RegularExpressions;
using Measurement;
using Measurement.Frames;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis.Tests;

public sealed class HtmlTests
{
    private static readonly Published Report = Published.Load(Repository.Find().Published);

    [Fact]
    public void Our_types_show_as_html_without_a_registration()
    {
        using var run = new MadeUpRun();
        var frame = run.Write();
        Assert.Contains("<svg", Shown(StartupTimes.Draw(frame, Report)), StringComparison.Ordinal);
        Assert.Contains("<table", Shown(StartupTable.Of(frame, Report)), StringComparison.Ordinal);
        Assert.Contains(
            "class=\"ci\"",
            Shown(Estimates.Median(frame, Metric.ExecutionTime, "fasta", "native")!),
            StringComparison.Ordinal
        );
        Assert.Contains(run.Folder.Id, Shown(DataCard.Of(frame)), StringComparison.Ordinal);
        Assert.Equal(["text/html"], Formatter.GetPreferredMimeTypesFor(typeof(Figure)));
    }

    [Fact]
    public void Our_types_show_as_text_in_a_terminal()
    {
        using var run = new MadeUpRun();
        var frame = run.Write();
        Assert.StartsWith("docker-native takes", Plain(StartupTimes.Draw(frame, Report)), StringComparison.Ordinal);
        Assert.Contains("wasmtime-aot", Plain(StartupTable.Of(frame, Report)), StringComparison.Ordinal);
        Assert.Matches(
            @"^[\d.]+ ms \([\d.]+-[\d.]+\)$",
            Plain(Estimates.Median(frame, Metric.ExecutionTime, "fasta", "native")!)
        );
        Assert.Contains("./analysis collect --plan quick", Plain(DataCard.Of(frame)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_frame_shows_its_head_and_how_many_rows_it_has()
    {
        using var run = new MadeUpRun();
        var samples = run.Write().Samples;
        Html.Register();
        Html.Register();
        var html = Shown(samples);
        Assert.Contains($"20 of {samples.Rows.Count} rows", html, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(html, "<tr><td"));
    }

    [Fact]
    public void A_figures_data_is_a_link_that_needs_no_script()
    {
        using var run = new MadeUpRun();
        var figure = StartupTimes.Draw(run.Write(), Report);
        var data = Regex.Match(Html.Of(figure), "data:text/csv;base64,([^\"]+)").Groups[1].Value;
        Assert.Equal(figure.Csv, Encoding.UTF8.GetString(Convert.FromBase64String(data)));
    }

    [Fact]
    public void Markup_in_data_is_shown_and_not_obeyed()
    {
        using var run = new MadeUpRun { Unavailable = ["docker-native"], Reason = "<script>alert(1)</script>" };
        var frame = run.Write();
        string[] pages = [Html.Of(ExecutionTable.Of(frame, Report, Item.T2)), Html.Of(DataCard.Of(frame))];
        Assert.All(pages, page => Assert.DoesNotContain("<script", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_card_tells_machine_plan_versions_and_gaps()
    {
        using var run = new MadeUpRun { Unavailable = ["docker-native"] };
        var card = DataCard.Of(run.Write()).ToString();
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

    private static string Shown(object value) => Formatter.ToDisplayString(value, HtmlFormatter.MimeType);

    private static string Plain(object value) => Formatter.ToDisplayString(value, PlainTextFormatter.MimeType);
}
