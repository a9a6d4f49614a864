using System.Net;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Css.Dom;
using AngleSharp.Dom;
using Ganss.Xss;

namespace Notebooks.Publishing;

/// <summary>
/// Removes from foreign HTML what a page must not have: scripts, event handlers, addresses that run or fetch something,
/// and style sheets that would affect more than their drawing. The content security policy in page.html guarantees that
/// no script runs and nothing is fetched; this class keeps the pages clean.
/// </summary>
internal static partial class Sanitizer
{
    private static readonly HtmlSanitizer Html = Allowing();

    public static string Clean(string html)
    {
        var body = Html.SanitizeDom(html).Body!;
        foreach (var style in body.QuerySelectorAll("style").Where(style => style.Closest("svg") is null))
        {
            style.Remove();
        }
        foreach (var drawing in body.QuerySelectorAll("svg"))
        {
            MakeScalable(drawing);
        }
        return body.ChildNodes.ToHtml();
    }

    /// <summary>The text of the first paragraph; empty where there is none.</summary>
    public static string FirstParagraph(string html) =>
        string.Join(
            ' ',
            (Html.SanitizeDom(html).QuerySelector("p")?.TextContent ?? "").Split(
                (char[]?)null,
                StringSplitOptions.RemoveEmptyEntries
            )
        );

    /// <summary>Text that was written for a terminal, as HTML without its colour codes.</summary>
    public static string Terminal(string text) => WebUtility.HtmlEncode(Ansi().Replace(text, ""));

    /// <summary>Text, tables, lists, pictures and folds. Nothing that a reader fills in, and nothing about the page.</summary>
    private const string Elements = """
        h1 h2 h3 h4 h5 h6 p div span section article header footer main aside figure figcaption blockquote pre hr br wbr
        a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small strong sub sup time u var
        ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td img details summary progress meter style
        """;

    private static HtmlSanitizer Allowing()
    {
        var sanitizer = new HtmlSanitizer { AllowDataAttributes = true };
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(Words(Elements + " " + Svg.Elements));
        // What leaves its place in the page could cover the rest of it.
        sanitizer.AllowedCssProperties.ExceptWith(Words("position z-index"));
        sanitizer.AllowedAttributes.UnionWith(
            Words("class id role tabindex lang scope open download srcset xmlns xmlns:xlink " + Svg.Attributes)
        );
        // A drawing's presentation attributes may also be in its style sheet.
        sanitizer.AllowedCssProperties.UnionWith(Words(Svg.Attributes));
        // A drawing may have other colours on a dark ground.
        sanitizer.AllowedAtRules.Add(CssRuleType.Media);
        sanitizer.AllowCssCustomProperties = true;
        sanitizer.AllowedSchemes.UnionWith(["data", "mailto"]);
        sanitizer.RemovingAttribute += (_, removing) =>
            removing.Cancel = removing.Attribute.Name.StartsWith("aria-", StringComparison.Ordinal);
        sanitizer.FilterUrl += (_, url) => url.SanitizedUrl = IsHarmless(url) ? url.SanitizedUrl : null;
        return sanitizer;
    }

    /// <summary>Whether an address is harmless: readers follow links, pages load only their own pictures.</summary>
    private static bool IsHarmless(FilterUrlEventArgs url) =>
        url.Tag.LocalName is "a"
            ? !url.OriginalUrl.StartsWith("data:text/html", StringComparison.OrdinalIgnoreCase)
            : url.OriginalUrl.StartsWith('#')
                || url.OriginalUrl.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives a drawing of fixed size a viewBox, so that it shrinks with the page. Skia writes none.</summary>
    private static void MakeScalable(IElement drawing)
    {
        if (
            !drawing.HasAttribute("viewBox")
            && Size(drawing.GetAttribute("width")) is { } width
            && Size(drawing.GetAttribute("height")) is { } height
        )
        {
            drawing.SetAttribute("viewBox", $"0 0 {width} {height}");
        }
    }

    private static string? Size(string? attribute) =>
        Pixels().Match(attribute ?? "") is { Success: true } size ? size.Groups["number"].Value : null;

    private static IEnumerable<string> Words(string text) => text.Split(' ', '\n').Where(word => word.Length > 0);

    [GeneratedRegex("^(?<number>[0-9.]+)(px)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pixels();

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]")]
    private static partial Regex Ansi();

    /// <summary>
    /// The drawing part of SVG 2 (https://www.w3.org/TR/SVG2/): no scripts, animation, foreign objects.
    /// </summary>
    private static class Svg
    {
        public const string Elements = """
            svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath image title desc
            linearGradient radialGradient stop clipPath mask pattern marker
            """;

        public const string Attributes = """
            viewBox preserveAspectRatio version transform d x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy points rotate
            textLength lengthAdjust pathLength offset gradientUnits gradientTransform spreadMethod patternUnits
            patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerWidth markerHeight
            markerUnits refX refY orient startOffset href xlink:href
            fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
            stroke-linecap stroke-linejoin stroke-miterlimit opacity stop-color stop-opacity clip-path clip-rule mask
            marker-start marker-mid marker-end paint-order shape-rendering text-rendering vector-effect
            font-family font-size font-style font-weight font-variant text-anchor text-decoration dominant-baseline
            alignment-baseline baseline-shift letter-spacing word-spacing visibility display color
            """;
    }
}
