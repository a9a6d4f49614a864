using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Notebooks.Document;

namespace Notebooks.Publishing;

/// <summary>Renders executed notebooks as articles: one self-contained HTML page each, and an index.</summary>
public static partial class Publisher
{
    internal const string Index = "index.html";

    /// <summary>
    /// Writes <c>NAME.html</c> for every notebook, and <c>index.html</c>, in the order given. A first notebook called
    /// <c>00-..</c> is the index page itself, with the list of the others below. The same notebooks give the same
    /// bytes: everything on a page comes from its notebook.
    /// </summary>
    /// <param name="notebooks">Paths of executed notebooks.</param>
    /// <param name="folder">The folder to write to. It is made when it is missing.</param>
    /// <param name="earlier">
    /// Those of the notebooks that failed now and show what they showed before. Page and index say so.
    /// </param>
    /// <param name="scripted">Further pages. They are listed after the notebooks.</param>
    /// <returns>The path of the index page.</returns>
    /// <exception cref="NotebookException">
    /// A file is no notebook, or a page cannot be written. Then every page is as it was before.
    /// </exception>
    public static string Publish(
        IReadOnlyList<string> notebooks,
        string folder,
        Site site,
        IReadOnlyCollection<string>? earlier = null,
        params IReadOnlyList<ScriptedPage> scripted
    )
    {
        var files = new LinkedFiles(site.Data);
        Article[] all =
        [
            .. notebooks.Select(path => new Article(Notebook.Load(path), files, earlier?.Contains(path) == true)),
        ];
        var front = all.FirstOrDefault(article => FrontPage().IsMatch(article.FileName));
        Article[] articles = [.. all.Where(article => article != front)];
        var index = Path.Combine(folder, Index);
        try
        {
            using var pages = new NewFiles(folder);
            foreach (var (position, article) in articles.Index())
            {
                var around = Neighbours(
                    articles.ElementAtOrDefault(position - 1),
                    articles.ElementAtOrDefault(position + 1)
                );
                pages.Write(
                    article.FileName,
                    Fill(
                        new(article.Title, article.Lead, article.Body)
                        {
                            Header = Home(site),
                            Contents = Contents(article),
                            Footer = around + site.Imprint,
                        }
                    )
                );
            }
            foreach (var page in scripted)
            {
                pages.Write(
                    page.FileName,
                    Fill(
                        new(page.Title, page.Lead, page.Body)
                        {
                            Header = Home(site),
                            Footer = site.Imprint,
                            Style = page.Style,
                            Script = page.Script,
                        }
                    )
                );
                foreach (var (name, text) in page.Files)
                {
                    pages.Write(name, text);
                }
            }
            var body = IndexBody(site.Title, front, [.. articles.Select(Listed), .. scripted.Select(Listed)]);
            pages.Write(
                Index,
                Fill(
                    new(site.Title, front?.Lead ?? site.Title, body)
                    {
                        Contents = front is null ? "" : Contents(front),
                        Footer = site.Imprint,
                    }
                )
            );
            files.CopyTo(pages);
            pages.Place();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"The pages cannot be written to {folder}: {e.Message}", e);
        }
        return index;
    }

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Home(Site site) =>
        $"""<nav class="home" aria-label="Report"><a href="{Index}">{Encode(site.Title)}</a></nav>""";

    /// <summary>The address of a page of the folder, whatever letters its file's name has.</summary>
    internal static string Address(string fileName) => Encode(Uri.EscapeDataString(fileName));

    private static (string File, string Title, string Lead) Listed(Article article) =>
        (article.FileName, article.Title, article.IsEarlier ? $"{Article.Earlier} {article.Lead}" : article.Lead);

    private static (string File, string Title, string Lead) Listed(ScriptedPage page) =>
        (page.FileName, page.Title, page.Lead);

    private static string IndexBody(
        string title,
        Article? front,
        IEnumerable<(string File, string Title, string Lead)> pages
    ) =>
        $"""
            {front?.Body ?? $"<h1>{Encode(title)}</h1>"}
            <h2 id="chapters">Chapters</h2>
            <ol class="index">
            {string.Join(
                '\n',
                pages.Select(page =>
                    $"""<li><a href="{Address(page.File)}">{Encode(page.Title)}</a><p>{Encode(page.Lead)}</p></li>"""
                )
            )}
            </ol>
            """;

    private static string Contents(Article article)
    {
        var sections = article.Headings.Where(heading => heading.Level is 2 or 3).ToArray();
        return sections.Length < 2
            ? ""
            : $"""
                <nav class="contents" aria-label="On this page"><ol>
                {string.Join(
                    '\n',
                    sections.Select(s => $"""<li class="level-{s.Level}"><a href="#{s.Id}">{Encode(s.Text)}</a></li>""")
                )}
                </ol></nav>
                """;
    }

    private static string Neighbours(Article? previous, Article? next)
    {
        string Link(Article? to, string relation, string label) =>
            to is null
                ? ""
                : $"""<a rel="{relation}" href="{Address(to.FileName)}"><small>{label}</small>{Encode(to.Title)}</a>""";
        return (previous ?? next) is null
            ? ""
            : $"""<nav class="neighbours" aria-label="Chapters">{Link(previous, "prev", "Previous")}{Link(next, "next", "Next")}</nav>""";
    }

    /// <summary>What page.html leaves open: plain text for title and description, all else HTML.</summary>
    private sealed record Page(string Title, string Description, string Body)
    {
        public string Header { get; init; } = "";
        public string Contents { get; init; } = "";
        public string Footer { get; init; } = "";
        public string Style { get; init; } = "";
        public string Script { get; init; } = "";
    }

    private static string Fill(Page page) =>
        Placeholder()
            .Replace(
                Resource("page.html"),
                slot =>
                    slot.Groups["name"].Value switch
                    {
                        "policy" => page.Script.Length == 0 ? "" : $" script-src 'sha256-{Digest(page.Script)}';",
                        "title" => Encode(page.Title),
                        "description" => Encode(Shortened(page.Description)),
                        "css" => Resource("page.css") + page.Style,
                        "header" => page.Header,
                        "contents" => page.Contents,
                        "body" => page.Body,
                        "footer" => page.Footer,
                        "script" => page.Script.Length == 0 ? "" : $"<script>{page.Script}</script>",
                        var unknown => throw new InvalidOperationException(
                            $"page.html has an unknown slot '{unknown}'."
                        ),
                    }
            );

    private static string Digest(string script) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    /// <summary>As much of a text as previews show, cut between two words.</summary>
    private static string Shortened(string text)
    {
        const int most = 300;
        return text.Length <= most ? text : text[..text.LastIndexOf(' ', most)] + " ...";
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The name that the page of a notebook called 00-.. would have; it becomes the index instead.</summary>
    [GeneratedRegex("00-[^/#]*[.]html")]
    internal static partial Regex FrontPage();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Placeholder();
}
