using System.Net;
using System.Reflection;
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
    /// <param name="title">The index page's title.</param>
    /// <returns>The path of the index page.</returns>
    /// <exception cref="NotebookException">A file is no notebook, or a page cannot be written.</exception>
    public static string Publish(IReadOnlyList<string> notebooks, string folder, string title)
    {
        Article[] all = [.. notebooks.Select(path => new Article(Notebook.Load(path)))];
        var front = all.FirstOrDefault(article => FrontPage().IsMatch(article.FileName));
        Article[] articles = [.. all.Where(article => article != front)];
        var index = Path.Combine(folder, Index);
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (position, article) in articles.Index())
            {
                var around = Neighbours(
                    articles.ElementAtOrDefault(position - 1),
                    articles.ElementAtOrDefault(position + 1)
                );
                var home = $"""<nav class="home" aria-label="Report"><a href="{Index}">{Encode(title)}</a></nav>""";
                File.WriteAllText(
                    Path.Combine(folder, article.FileName),
                    Fill(article.Title, home, Contents(article), article.Body, around)
                );
            }
            var contents = front is null ? "" : Contents(front);
            File.WriteAllText(index, Fill(title, "", contents, IndexBody(title, front, articles), ""));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"The pages cannot be written to {folder}: {e.Message}", e);
        }
        return index;
    }

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string IndexBody(string title, Article? front, IEnumerable<Article> articles) =>
        $"""
            {front?.Body ?? $"<h1>{Encode(title)}</h1>"}
            <h2 id="chapters">Chapters</h2>
            <ol class="index">
            {string.Join(
                '\n',
                articles.Select(a =>
                    $"""<li><a href="{a.FileName}">{Encode(a.Title)}</a><p>{Encode(a.Lead)}</p></li>"""
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
                : $"""<a rel="{relation}" href="{to.FileName}"><small>{label}</small>{Encode(to.Title)}</a>""";
        return (previous ?? next) is null
            ? ""
            : $"""<nav class="neighbours" aria-label="Chapters">{Link(previous, "prev", "Previous")}{Link(next, "next", "Next")}</nav>""";
    }

    private static string Fill(string title, string header, string contents, string body, string footer) =>
        Placeholder()
            .Replace(
                Resource("page.html"),
                slot =>
                    slot.Groups["name"].Value switch
                    {
                        "title" => Encode(title),
                        "css" => Resource("page.css"),
                        "header" => header,
                        "contents" => contents,
                        "body" => body,
                        "footer" => footer,
                        var unknown => throw new InvalidOperationException(
                            $"page.html has an unknown slot '{unknown}'."
                        ),
                    }
            );

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
