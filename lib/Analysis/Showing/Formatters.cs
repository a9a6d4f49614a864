using Analysis.Content;
using Analysis.Estimates;
using Analysis.Figures;
using Analysis.Verdicts;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis.Showing;

/// <summary>How .NET Interactive and our session show our types: HTML in a notebook, text in a terminal.</summary>
internal static class Formatters
{
    /// <summary>Registers the formatters. Calling it again changes nothing.</summary>
    public static void Register()
    {
        Register<Figure>(Html.Of, figure => $"{figure.Title}\n{figure.Description}");
        Register<Table>(Html.Of, table => table.ToString());
        Register<Estimate>(Html.Of, Numbers.Text);
        Register<DataCard>(Html.Of, card => card.ToString());
        Register<ClaimList>(ClaimsHtml.Of, claims => claims.ToString());
        Register<Answers>(ClaimsHtml.Of, answers => answers.ToString());
        Register<ClaimResult>(
            claim => $"<p class=\"prose\">{Html.Encode(claim.ToString())}</p>",
            claim => claim.ToString()
        );
        Register<Transcript>(
            transcript => $"<pre class=\"transcript\"><code>{Html.Encode(transcript.Text)}</code></pre>",
            transcript => transcript.ToString()
        );
        Register<Prose>(prose => prose.Html, prose => prose.ToString());
        Formatter.Register<DataFrame>(Html.Of, HtmlFormatter.MimeType);
    }

    private static void Register<T>(Func<T, string> html, Func<T, string> text)
    {
        Formatter.Register(html, HtmlFormatter.MimeType);
        Formatter.Register(text, PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType);
    }
}
