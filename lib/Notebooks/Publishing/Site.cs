namespace Notebooks.Publishing;

/// <summary>What the pages of a report have in common.</summary>
/// <param name="Title">The index page's title.</param>
/// <param name="Data">
/// The folder <c>data</c> beside the notebooks' folder. Files in it that a page links to are published with the pages.
/// </param>
/// <param name="Licence">Under which licence text, code and data may be used, and by whom they are.</param>
/// <param name="Version">Of what made the pages, so that they can be cited.</param>
/// <param name="Repository">The address where notebooks, code and data can be had; null: there is none.</param>
public sealed record Site(string Title, string Data, string Licence, string Version, Uri? Repository = null)
{
    /// <summary>The foot of every page.</summary>
    internal string Imprint =>
        $"""
            <p class="imprint">{Link} {Publisher.Encode(Licence)} To cite this page, name its title, its address, the run in its data card, and {Publisher.Encode(
                Version
            )}.</p>
            """;

    private string Link =>
        Repository is null
            ? "Notebooks, code and data of these pages are in one repository."
            : $"""Notebooks, code and data of these pages: <a href="{Repository}">{Publisher.Encode(
                Repository.Host + Repository.AbsolutePath
            )}</a>.""";
}

/// <summary>A page with a script, made by whoever publishes: nothing of it is foreign.</summary>
/// <param name="Lead">What it is for, in a sentence.</param>
/// <param name="Body">HTML.</param>
/// <param name="Style">CSS, beside that of all pages.</param>
/// <param name="Script">The only script that its content security policy lets run.</param>
public sealed record ScriptedPage(string FileName, string Title, string Lead, string Body, string Style, string Script)
{
    /// <summary>Files that the page links to, by name.</summary>
    public IReadOnlyList<(string Name, string Text)> Files { get; init; } = [];
}
