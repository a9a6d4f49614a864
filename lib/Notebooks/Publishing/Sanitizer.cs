using System.Net;
using System.Text.RegularExpressions;

namespace Notebooks.Publishing;

/// <summary>
/// Takes out of foreign HTML what has no business on a page: scripts, event handlers, javascript: addresses, and style
/// sheets that would reach beyond their output. It keeps pages clean; what guarantees that no script runs and nothing
/// is fetched is the content security policy in page.html.
/// </summary>
internal static partial class Sanitizer
{
    public static string Clean(string html)
    {
        html = Prolog().Replace(html, "");
        html = Script().Replace(html, "");
        html = SvgOrStyle().Replace(html, match => match.Groups["svg"].Value);
        html = Tag().Replace(html, tag => Attribute().Replace(tag.Value, a => IsHarmful(a) ? "" : a.Value));
        return SvgTag().Replace(html, svg => Scalable(svg.Value));
    }

    /// <summary>What was written for a terminal, as HTML without its colour codes.</summary>
    public static string Terminal(string text) => WebUtility.HtmlEncode(Ansi().Replace(text, ""));

    private static bool IsHarmful(Match attribute)
    {
        var value = WebUtility.HtmlDecode(attribute.Groups["value"].Value.Trim('"', '\''));
        var address = string.Concat(value.Where(c => c > ' '));
        return attribute.Groups["name"].Value.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A drawing of fixed size shrinks with the page only if it says what it shows: Skia's SVG does not.</summary>
    private static string Scalable(string tag) =>
        !tag.Contains("viewBox", StringComparison.Ordinal)
        && Size("width", tag) is { } width
        && Size("height", tag) is { } height
            ? $"{tag[..4]} viewBox=\"0 0 {width} {height}\"{tag[4..]}"
            : tag;

    private static string? Size(string attribute, string tag) =>
        Regex.Match(tag, $"\\s{attribute}=\"(?<number>[0-9.]+)(px)?\"", RegexOptions.ExplicitCapture)
            is { Success: true } size
            ? size.Groups["number"].Value
            : null;

    [GeneratedRegex(@"<\?xml.*?\?>|<!DOCTYPE[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Prolog();

    [GeneratedRegex(
        @"<script\b.*?(</script\s*>|\z)",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Script();

    [GeneratedRegex(
        @"(?<svg><svg\b.*?</svg\s*>)|<style\b.*?(</style\s*>|\z)",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex SvgOrStyle();

    [GeneratedRegex("""<[a-z]("[^"]*"|'[^']*'|[^>"'])*>""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();

    [GeneratedRegex(
        """[\s/]+(?<name>[^\s=>/"']+)(\s*=\s*(?<value>"[^"]*"|'[^']*'|[^\s>]+))?""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Attribute();

    [GeneratedRegex("<svg[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex SvgTag();

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex Ansi();
}
