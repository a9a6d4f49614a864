using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Document;
using Notebooks.Publishing;
using Notebooks.Session;

namespace Notebooks.Tests;

public sealed class PublisherTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task An_executed_notebook_becomes_an_article()
    {
        var page = await PublishFixtureAsync();

        Assert.Equal("How much slower is a container than Wasm?", page.Title);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Empty(page.QuerySelectorAll(".note"));
    }

    [Fact]
    public async Task Every_heading_can_be_linked_and_every_link_within_the_page_has_its_target()
    {
        var page = await PublishFixtureAsync();
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(
            ["start-up", "as-a-table", "limits", "limits-1"],
            page.QuerySelectorAll("h2, h3").Select(heading => heading.Id)
        );
        Assert.Equal(
            ["#start-up", "#as-a-table", "#limits", "#limits-1"],
            page.QuerySelectorAll(".contents a").Select(Href)
        );
        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.Contains(Href(link)[1..], ids));
    }

    [Fact]
    public async Task Code_is_folded_below_what_it_shows_and_coloured_without_script()
    {
        var page = await PublishFixtureAsync();
        var figure = page.QuerySelector(".figure")!;
        Assert.Equal("svg", figure.FirstElementChild!.LocalName);
        Assert.Equal("Containers start later than Wasm", figure.QuerySelector("svg > title")!.TextContent);
        Assert.Equal("0 0 760 220", figure.FirstElementChild.GetAttribute("viewBox"));
        var code = figure.NextElementSibling!;
        Assert.Equal("details", code.LocalName);
        Assert.False(code.HasAttribute("open"));
        Assert.StartsWith("var svg = ", code.QuerySelector("code")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("var", code.QuerySelector("code .k")!.TextContent);
    }

    [Fact]
    public async Task Tags_hide_what_an_article_does_not_need()
    {
        var page = await PublishFixtureAsync();
        Assert.DoesNotContain("nobody sees this", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.All(
            page.QuerySelectorAll("details.code"),
            fold => Assert.DoesNotContain("two cores", fold.TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Code_that_shows_nothing_folds_together_with_the_next_cell_that_does()
    {
        var page = await Publish("# T", "var a = 1;", "var b = 2;", "a + b", "\"alone\"");
        var folds = page.QuerySelectorAll("details.code").ToList();
        Assert.Equal(
            ["Code of cells 1 to 3", "Code of cell 4"],
            folds.Select(fold => fold.QuerySelector("summary")!.TextContent)
        );
        Assert.Equal(3, folds[0].QuerySelectorAll("pre").Length);
        Assert.Contains("3", folds[0].PreviousElementSibling!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_says_first_what_a_page_computed()
    {
        await Publish("# T\n\nWritten by hand.", "HTML(\"<p>It takes <b>1.2x</b>\\n as long.</p>\")");
        Assert.Equal(
            "It takes 1.2x as long.",
            Parse(_workplace["site/index.html"]).QuerySelector(".index p")!.TextContent
        );
    }

    [Fact]
    public async Task Nothing_on_a_page_runs_or_is_fetched()
    {
        var page = await Publish(
            "# T",
            """
            HTML("<p onclick='x()' title=\"a onload=b\">kept</p><script>alert(1)</script><a href=' java&#115;cript:x()'>a</a><style>p{color:red}</style><img src=http://example.org/x.png>")
            """
        );
        Assert.Empty(page.QuerySelectorAll("script, .output style"));
        Assert.Null(page.QuerySelector(".output p")!.GetAttribute("onclick"));
        Assert.Equal("a onload=b", page.QuerySelector(".output p")!.GetAttribute("title"));
        Assert.Null(page.QuerySelector(".output a")!.GetAttribute("href"));
        var policy = page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_comes_through_as_it_was_drawn()
    {
        const string figure = """
            <figure class="figure" id="F1" aria-label="A figure" tabindex="0">
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" aria-labelledby="F1-title F1-desc">
            <title id="F1-title">A &amp; B</title><desc id="F1-desc">one line</desc>
            <style>.line { stroke: #0072b2; fill: none }</style>
            <defs><linearGradient id="F1-g"><stop offset="0" stop-color="#fff"></stop></linearGradient><clipPath id="F1-c"><rect width="10" height="10"></rect></clipPath></defs>
            <g clip-path="url(#F1-c)" transform="translate(1 2)"><path class="line" d="M0 0L10 10" stroke-dasharray="2 1" fill="url(#F1-g)"></path></g>
            <text x="1" y="2" textLength="5" lengthAdjust="spacingAndGlyphs" font-family="DejaVu Sans" text-anchor="middle">x</text>
            </svg>
            <figcaption><span class="title">T</span> <a href="#F1">up</a></figcaption>
            <div class="scroll" style="overflow-x: auto"><table><tbody><tr><th scope="row">a</th><td class="num" colspan="2">1</td></tr></tbody></table></div>
            <p><a download="F1.csv" href="data:text/csv;base64,YSxiCjEsMgo=">data (CSV)</a> <progress max="1" value="0.5"></progress></p>
            </figure>
            """;

        var page = await Publish("# T", $"HTML({SymbolDisplay.FormatLiteral(figure, quote: true)})");

        var drawn = new HtmlParser().ParseDocument(figure).Body!.FirstElementChild!;
        var shown = page.QuerySelector("#F1")!;
        Assert.Equal(Shape(drawn), Shape(shown));

        // Of a style sheet its rules are compared, not its spacing.
        static IEnumerable<string> Shape(IElement root) =>
            root.QuerySelectorAll("*")
                .Prepend(root)
                .Select(element =>
                    $"{element.LocalName} {string.Join(' ', element.Attributes.Select(each => $"{each.Name}={Dense(each.Value)}").Order())} {(element.Children.Length > 0 ? "" : Dense(element.TextContent))}"
                );

        static string Dense(string text) =>
            text.Replace(" ", "", StringComparison.Ordinal)
                .Replace(";", "", StringComparison.Ordinal)
                .Replace("rgba(0,114,178,1)", "#0072b2", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src='http://example.org/x.png'>", "example.org")]
    [InlineData("<svg><image href='https://example.org/x.png'></image></svg>", "example.org")]
    [InlineData("<svg><use href='https://example.org/x.svg#a'></use></svg>", "example.org")]
    [InlineData("<p style=\"background: url('http://example.org/x.png')\">a</p>", "example.org")]
    [InlineData("<svg><style>@import url(http://example.org/x.css);</style></svg>", "example.org")]
    [InlineData("<iframe src='data:text/html,x'></iframe>", "iframe")]
    [InlineData("<a href='data:text/html,<script>1</script>'>a</a>", "text/html")]
    [InlineData("<svg onload='x()'><script>1</script></svg>", "onload")]
    [InlineData("<svg><foreignObject><p>a</p></foreignObject></svg>", "foreignobject")]
    [InlineData("<base href='http://example.org/'>", "example.org")]
    public async Task What_would_run_or_fetch_is_taken_out(string html, string trace)
    {
        var page = await Publish("@remove-input\n" + $"HTML({SymbolDisplay.FormatLiteral(html, quote: true)})");
        Assert.DoesNotContain(trace, page.QuerySelector("main")!.InnerHtml, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Streams_and_errors_are_shown_and_missing_outputs_are_said()
    {
        var page = await Publish(
            "# T",
            "Console.Error.Write(\"careful <now>\");",
            "throw new Exception(\"why\");",
            "1"
        );
        Assert.Equal("careful <now>", page.QuerySelector(".stderr")!.TextContent);
        Assert.Contains("System.Exception: why", page.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector(".error + details")!.HasAttribute("open"));
        Assert.Contains("outputs are missing", page.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blank_cells_need_no_execution_and_show_nothing()
    {
        var page = await Publish("# T", " \n\t\n", "1 + 1", "");
        Assert.Empty(page.QuerySelectorAll(".note"));
        Assert.Single(page.QuerySelectorAll("details"));
    }

    [Fact]
    public void Of_an_output_that_another_kernel_left_too_long_a_page_shows_the_beginning_and_the_end()
    {
        var lines = string.Concat(Enumerable.Range(1, 100_000).Select(n => $"line {n}\n"));
        var path = _workplace.Write("n.ipynb", "1");
        var notebook = JsonNode.Parse(File.ReadAllText(path))!;
        JsonObject Stored(string type, params (string Key, JsonNode Value)[] fields) =>
            new(
                fields
                    .Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))
                    .Append(new("output_type", type))
            );
        notebook["cells"]![0]!["outputs"] = new JsonArray(
            Stored("stream", ("name", "stdout"), ("text", lines)),
            Stored(
                "display_data",
                ("data", new JsonObject { ["text/html"] = new string('x', 6_000_000) }),
                ("metadata", new JsonObject())
            )
        );
        File.WriteAllText(path, notebook.ToJsonString());

        Publisher.Publish([path], _workplace["site"], Site("T"));

        var shown = Parse(_workplace["site/n.html"]).QuerySelectorAll("pre.stream");
        Assert.StartsWith("line 1\nline 2\n", shown[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("characters are left out here.]", shown[0].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("line 99999\nline 100000\n", shown[0].TextContent, StringComparison.Ordinal);
        Assert.StartsWith(
            "[6,000,000 characters of text/html are left out",
            shown[1].TextContent,
            StringComparison.Ordinal
        );
        Assert.InRange(new FileInfo(_workplace["site/n.html"]).Length, 0, 300_000);
    }

    [Fact]
    public async Task The_richest_form_that_needs_no_script_is_chosen()
    {
        var page = await Publish(
            "# T",
            "\"<svg width='10' height='10'></svg>\".DisplayAs(\"image/svg+xml\");",
            "\"*markdown*\".DisplayAs(\"text/markdown\");",
            "\"iVBORw0KGgo=\".DisplayAs(\"image/png\");",
            "\"a < b\""
        );
        Assert.NotNull(page.QuerySelector(".figure svg"));
        Assert.Equal("markdown", page.QuerySelector(".prose em")!.TextContent);
        Assert.Equal("data:image/png;base64,iVBORw0KGgo=", page.QuerySelector("img")!.GetAttribute("src"));
        Assert.Contains(page.QuerySelectorAll("pre.stream"), pre => pre.TextContent == "a < b");
    }

    [Fact]
    public void A_notebook_called_00_is_the_index_page_with_the_others_listed_below()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "plain.ipynb"), _workplace["00-all.ipynb"]);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "article.ipynb"), _workplace["01-one.ipynb"]);

        Publisher.Publish(
            [_workplace["00-all.ipynb"], _workplace["01-one.ipynb"]],
            _workplace["site"],
            Site("All of it")
        );

        var index = Parse(_workplace["site/index.html"]);
        Assert.Single(index.QuerySelectorAll("h1"));
        Assert.NotEmpty(index.QuerySelectorAll(".prose"));
        Assert.Equal(["01-one.html"], index.QuerySelectorAll(".index a").Select(Href));
        Assert.False(File.Exists(_workplace["site/00-all.html"]));
    }

    [Fact]
    public async Task The_index_names_every_article_with_its_first_paragraph_and_articles_name_their_neighbours()
    {
        var page = await PublishFixtureAsync();
        var index = Parse(_workplace["site/index.html"]);
        Assert.Equal("All of it", index.Title);
        Assert.Equal(["article.html", "plain.html"], index.QuerySelectorAll(".index a").Select(Href));
        Assert.Equal("What they are.", index.QuerySelectorAll(".index p")[1].TextContent);
        Assert.Equal("plain.html", Href(page.QuerySelector("a[rel=next]")!));
        Assert.Equal("plain.html", Href(page.QuerySelector(".prose a[href^=plain]")!));
        Assert.Equal("index.html", Href(page.QuerySelector(".home a")!));
    }

    [Fact]
    public async Task Publishing_again_gives_the_same_bytes()
    {
        await PublishFixtureAsync();
        var first = File.ReadAllText(_workplace["site/article.html"]);
        Publisher.Publish(
            [_workplace["article.ipynb"], _workplace["plain.ipynb"]],
            _workplace["site"],
            Site("All of it")
        );
        Assert.Equal(first, File.ReadAllText(_workplace["site/article.html"]));
    }

    [Fact]
    public async Task A_file_of_the_data_folder_that_a_page_links_to_is_published_with_it_and_no_other_file_is()
    {
        Directory.CreateDirectory(_workplace["data/runs"]);
        File.WriteAllText(_workplace["data/runs/a.csv"], "1");
        File.WriteAllText(_workplace["secret"], "2");

        var page = await Publish(
            "# T\n\n[numbers](../data/runs/a.csv) and [none](../data/b.csv)",
            "HTML(\"<a href='../data/runs/a.csv'>a</a> <a href='../data/../secret'>s</a>\")"
        );

        Assert.Equal(["data/runs/a.csv", "data/runs/a.csv"], page.QuerySelectorAll("main a[href]").Select(Href));
        Assert.Equal("1", File.ReadAllText(_workplace["site/data/runs/a.csv"]));
        Assert.False(File.Exists(_workplace["site/secret"]));
    }

    [Fact]
    public async Task Every_page_says_whose_it_is_where_it_comes_from_and_what_it_is_about()
    {
        var page = await PublishFixtureAsync();
        foreach (var each in new[] { page, Parse(_workplace["site/index.html"]) })
        {
            var foot = each.QuerySelector("footer .imprint")!;
            Assert.Equal("https://example.org/ours", Href(foot.QuerySelector("a")!));
            Assert.Contains("Anyone may use it. To cite", foot.TextContent, StringComparison.Ordinal);
            Assert.Contains("version 1", foot.TextContent, StringComparison.Ordinal);
            Assert.NotEqual("", each.QuerySelector("meta[name=description]")!.GetAttribute("content"));
        }
    }

    [Fact]
    public void A_scripted_page_runs_its_own_script_and_no_other()
    {
        var scripted = new ScriptedPage(
            "x.html",
            "Choose",
            "Choose what you see.",
            "<p id=\"p\"></p>",
            "p{}",
            "run();"
        );

        Publisher.Publish([], _workplace["site"], Site("T"), earlier: null, scripted);

        var page = Parse(_workplace["site/x.html"]);
        Assert.Equal("run();", page.QuerySelector("script")!.TextContent);
        // openssl: printf 'run();' | openssl dgst -sha256 -binary | base64
        Assert.Contains(
            "script-src 'sha256-vUOElbTHLp1UxxGV/I6teJfpCV5vgaasYjEhPKN2fqQ='",
            page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"),
            StringComparison.Ordinal
        );
        var index = Parse(_workplace["site/index.html"]);
        Assert.Equal(["x.html"], index.QuerySelectorAll(".index a").Select(Href));
        Assert.DoesNotContain("script-src", File.ReadAllText(_workplace["site/index.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<meta http-equiv='refresh' content='0;url=http://example.org/'>", "main meta")]
    [InlineData("<link rel='preconnect' href='http://example.org/'>", "main link")]
    [InlineData("<base href='http://example.org/'>", "base")]
    [InlineData("<dialog open>over all</dialog>", "dialog")]
    [InlineData(
        "<form action='http://example.org/'><input name='a'><button>b</button></form>",
        "form, input, main button"
    )]
    [InlineData(
        "<iframe src='http://example.org/'></iframe><object data='x'></object><embed src='x'>",
        "iframe, object, embed"
    )]
    [InlineData("<div><scr<script>x</script>ipt>y</script></div>", "script")]
    [InlineData("<p style='position:fixed;top:0'>over all</p>", "[style*=fixed]")]
    public async Task What_would_leave_its_cell_is_removed_from_outputs_and_from_text(string html, string gone)
    {
        var page = await Publish(
            $"# T\n\n{html}\n\nkept text",
            "@remove-input\n" + $"HTML(\"{html}<p>kept output</p>\")"
        );

        Assert.Empty(page.QuerySelectorAll(gone));
        Assert.Contains("kept text", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("kept output", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_page_cannot_be_written_all_of_them_stay_as_they_were()
    {
        await Publish("# First");
        var before = File.ReadAllText(_workplace["site/n.html"]);
        Directory.CreateDirectory(_workplace["site/.index.html.new"]);

        await Assert.ThrowsAsync<NotebookException>(() => Publish("# Second"));

        Assert.Equal(before, File.ReadAllText(_workplace["site/n.html"]));
        Assert.False(File.Exists(_workplace["site/.n.html.new"]));
    }

    [Fact]
    public void A_page_is_found_whatever_letters_its_name_has()
    {
        const string Name = "01 \"50%\" #1?.ipynb";
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "plain.ipynb"), _workplace[Name]);

        Publisher.Publish([_workplace[Name]], _workplace["site"], Site("T"));

        var link = Parse(_workplace["site/index.html"]).QuerySelector(".index a")!;
        var page = Path.Combine(_workplace["site"], Uri.UnescapeDataString(Href(link)!));
        Assert.True(File.Exists(page), page);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(_workplace["file"], "");
        var problem = Assert.Throws<NotebookException>(() => Publisher.Publish([], _workplace["file"], Site("T")));
        Assert.Contains(_workplace["file"], problem.Message, StringComparison.Ordinal);
    }

    private async Task<IDocument> PublishFixtureAsync()
    {
        foreach (var name in new[] { "article.ipynb", "plain.ipynb" })
        {
            File.Copy(Workplace.Fixture(name), _workplace[name]);
            var result = await Workplace.RunAsync(_workplace[name]);
            Assert.True(result.Status == CellStatus.Ok, result.Problem);
        }
        Publisher.Publish(
            [_workplace["article.ipynb"], _workplace["plain.ipynb"]],
            _workplace["site"],
            Site("All of it")
        );
        return Parse(_workplace["site/article.html"]);
    }

    private async Task<IDocument> Publish(params string[] cells)
    {
        var path = _workplace.Write("n.ipynb", cells);
        await Workplace.RunAsync(path);
        Publisher.Publish([path], _workplace["site"], Site("T"));
        return Parse(_workplace["site/n.html"]);
    }

    private Site Site(string title) =>
        new(title, _workplace["data"], "Anyone may use it.", "version 1", new("https://example.org/ours"));

    private static IDocument Parse(string path) => new HtmlParser().ParseDocument(File.ReadAllText(path));

    private static string Href(IElement link) => link.GetAttribute("href")!;
}
