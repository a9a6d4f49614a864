using System.Text;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Notebooks.Document;

namespace Notebooks.Publishing;

internal sealed record Heading(int Level, string Id, string Text);

/// <summary>A notebook as an article: prose, what the cells showed, and their code folded below.</summary>
internal sealed class Article
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .Build();

    private readonly StringBuilder _body = new();
    private readonly List<Heading> _headings = [];
    private readonly List<NotebookCell> _folded = [];
    private readonly LinkedFiles _files;
    private string _written = "";
    private string _shown = "";
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>What a page says that could not be made anew.</summary>
    public const string Earlier = "This page could not be made anew this time and shows what it showed before.";

    /// <param name="isEarlier">Whether the notebook failed now and shows what it showed before.</param>
    public Article(Notebook notebook, LinkedFiles files, bool isEarlier = false)
    {
        (_files, IsEarlier) = (files, isEarlier);
        if (isEarlier)
        {
            _body.AppendLine($"""<p class="note">{Earlier}</p>""");
        }
        var name = Path.GetFileNameWithoutExtension(notebook.Name);
        FileName = $"{name}.html";
        var isExecuted = notebook.Cells.All(c => c.Kind != CellKind.Code || c.IsBlank || c.ExecutionCount is not null);
        if (!isExecuted)
        {
            _body.AppendLine(
                """<p class="note">This notebook did not run to its end: outputs are missing below.</p>"""
            );
        }
        foreach (var cell in notebook.Cells.Where(cell => !cell.Tags.Contains("remove-cell")))
        {
            switch (cell.Kind)
            {
                case CellKind.Markdown:
                    AppendMarkdown(cell.Source);
                    break;
                case CellKind.Code:
                    AppendCode(cell);
                    break;
            }
        }
        AppendFold();
        Title = _headings.FirstOrDefault()?.Text ?? name;
    }

    public string FileName { get; }

    public bool IsEarlier { get; }

    public string Title { get; }

    /// <summary>
    /// What the page says first, as plain text: the first paragraph that a cell shows, since it was computed; without
    /// one the first paragraph of the text.
    /// </summary>
    public string Lead => _shown.Length > 0 ? _shown : _written;

    public IReadOnlyList<Heading> Headings => _headings;

    public string Body => _body.ToString();

    private void AppendMarkdown(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            var attributes = heading.GetAttributes();
            attributes.Id = Unique(attributes.Id is { Length: > 0 } id ? id : "section");
            var text = PlainText(heading.Inline);
            _headings.Add(new Heading(heading.Level, attributes.Id, text));
            if (heading.Level > 1)
            {
                var anchor =
                    $"""<a class="anchor" href="#{attributes.Id}" aria-label="Link to {Publisher.Encode(text)}">#</a>""";
                heading.Inline?.AppendChild(new HtmlInline(anchor));
            }
        }
        foreach (var link in document.Descendants<LinkInline>().Where(link => IsNotebook(link.Url)))
        {
            var page = link.Url!.Replace(".ipynb", ".html", StringComparison.Ordinal);
            link.Url = Publisher.FrontPage().Replace(page, Publisher.Index);
        }
        if (_written.Length == 0)
        {
            _written = PlainText(document.OfType<ParagraphBlock>().FirstOrDefault()?.Inline);
        }
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        var rendered = _files
            .Follow(Sanitizer.Clean(html.ToString()))
            .Replace("<table", """<div class="scroll"><table""", StringComparison.Ordinal)
            .Replace("</table>", "</table></div>", StringComparison.Ordinal);
        _body.Append("<div class=\"prose\">").Append(rendered).AppendLine("</div>");
    }

    /// <summary>
    /// Appends code below what it shows, since the reader came for the figure. Code that shows nothing, such as the
    /// set-up at the top, waits for the next cell that does, and they fold together.
    /// </summary>
    private void AppendCode(NotebookCell cell)
    {
        foreach (var output in cell.Outputs)
        {
            AppendOutput(output);
        }
        if (!cell.IsBlank && !cell.Tags.Any(tag => tag is "hide-input" or "remove-input"))
        {
            _folded.Add(cell);
        }
        if (cell.Outputs.Count > 0)
        {
            AppendFold();
        }
    }

    private void AppendFold()
    {
        if (_folded.Count == 0)
        {
            return;
        }
        var open = _folded.Exists(cell => cell.Outputs.Any(output => output is Output.Failure)) ? " open" : "";
        var counts = _folded.ConvertAll(cell => cell.ExecutionCount);
        var label = counts switch
        {
            [{ } only] => $"Code of cell {only}",
            [{ } first, .., { } last] => $"Code of cells {first} to {last}",
            _ => "Code",
        };
        var code = string.Concat(_folded.Select(cell => $"<pre><code>{CodeHtml.Highlight(cell.Source)}</code></pre>"));
        _body.AppendLine($"""<details class="code"{open}><summary>{label}</summary>{code}</details>""");
        _folded.Clear();
    }

    private void AppendOutput(Output output)
    {
        switch (output)
        {
            case Output.Display display:
                AppendData(display.Data);
                break;
            case Output.Result result:
                AppendData(result.Data);
                break;
            case Output.Console text:
                var stream = text.Name == "stderr" ? "stderr" : "stdout";
                _body.AppendLine($"""<pre class="stream {stream}">{Sanitizer.Terminal(Excerpt.Of(text.Text))}</pre>""");
                break;
            case Output.Failure { Error: var error }:
                var trace = error.Traceback.Count > 0 ? error.ToString() : error.Message;
                _body.AppendLine(
                    $"""<div class="error"><strong>{Publisher.Encode(error.Name)}</strong><pre>{Sanitizer.Terminal(Excerpt.Of(trace))}</pre></div>"""
                );
                break;
        }
    }

    /// <summary>Appends the richest form that a page can show without script.</summary>
    private void AppendData(MimeBundle data)
    {
        data = Excerpt.Of(data);
        if (data.Forms.TryGetValue(MimeBundle.Html, out var html))
        {
            var kind = html.Contains("<svg", StringComparison.OrdinalIgnoreCase) ? "figure" : "output scroll";
            var clean = _files.Follow(Sanitizer.Clean(html));
            _body.AppendLine($"""<div class="{kind}">{clean}</div>""");
            if (_shown.Length == 0)
            {
                _shown = Sanitizer.FirstParagraph(clean);
            }
        }
        else if (data.Forms.TryGetValue(MimeBundle.Svg, out var svg))
        {
            _body.AppendLine($"""<div class="figure">{Sanitizer.Clean(svg)}</div>""");
        }
        else if (data.Forms.TryGetValue(MimeBundle.Png, out var png))
        {
            var alternative = Publisher.Encode(data.Forms.GetValueOrDefault(MimeBundle.Plain, ""));
            _body.AppendLine(
                $"""<div class="figure"><img alt="{alternative}" src="data:image/png;base64,{png.ReplaceLineEndings("")}"></div>"""
            );
        }
        else if (data.Forms.TryGetValue(MimeBundle.Markdown, out var markdown))
        {
            AppendMarkdown(markdown);
        }
        else
        {
            var text = data.Forms.GetValueOrDefault(MimeBundle.Plain) ?? data.Forms.Values.FirstOrDefault("");
            _body.AppendLine($"""<pre class="stream">{Publisher.Encode(text)}</pre>""");
        }
    }

    private string Unique(string id)
    {
        var unique = id;
        for (var n = 1; !_ids.Add(unique); n++)
        {
            unique = $"{id}-{n}";
        }
        return unique;
    }

    private static bool IsNotebook(string? url) =>
        url is not null
        && !url.Contains(':', StringComparison.Ordinal)
        && url.Split('#')[0].EndsWith(".ipynb", StringComparison.Ordinal);

    private static string PlainText(ContainerInline? inline) =>
        string.Concat(
            (inline?.Descendants() ?? []).Select(part =>
                part switch
                {
                    LiteralInline literal => literal.Content.ToString(),
                    CodeInline code => code.Content,
                    HtmlEntityInline entity => entity.Transcoded.ToString(),
                    LineBreakInline => " ",
                    _ => "",
                }
            )
        );
}
