using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis;

/// <summary>
/// How .NET Interactive, and our own session, find the HTML and the text of our types: through the attribute
/// <see cref="TypeFormatterSourceAttribute"/> on each type, so that a notebook needs no call.
/// </summary>
public sealed class Formatters : ITypeFormatterSource
{
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
        [
            new HtmlFormatter<Figure>(Html.Of),
            new HtmlFormatter<Table>(Html.Of),
            new HtmlFormatter<Estimate>(Html.Of),
            new HtmlFormatter<DataCard>(Html.Of),
            new HtmlFormatter<Prose>(prose => prose.Html),
            new PlainTextFormatter<Figure>(figure => $"{figure.Title}\n{figure.Description}"),
            new PlainTextFormatter<Table>(table => table.ToString()),
            new PlainTextFormatter<Estimate>(Numbers.Text),
            new PlainTextFormatter<DataCard>(card => card.ToString()),
            new PlainTextFormatter<Prose>(prose => prose.ToString()),
        ];
}
