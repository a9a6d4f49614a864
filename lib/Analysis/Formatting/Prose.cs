using System.Net;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis;

/// <summary>
/// A paragraph whose numbers and verdicts are computed: <c>new Prose($"It takes {ratio} as long.")</c>. Estimates show
/// their intervals, verdicts their words, what was not measured says so; <c>[text](#F4)</c> is a link.
/// </summary>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html"])]
public sealed partial class Prose(FormattableString text)
{
    private const string Missing = "(not measured)";

    internal string Html =>
        $"<p class=\"prose\">{Link().Replace(Filled(WebUtility.HtmlEncode, ToHtml), "<a href=\"${target}\">${text}</a>")}</p>";

    public override string ToString() => Link().Replace(Filled(plain => plain, ToText), "${text}");

    private string Filled(Func<string, string> encode, Func<object?, string> show) =>
        string.Format(encode(text.Format), [.. text.GetArguments().Select(show)]);

    private static string ToHtml(object? value) =>
        value is Estimate estimate ? Analysis.Html.Of(estimate) : WebUtility.HtmlEncode(ToText(value));

    private static string ToText(object? value) =>
        value switch
        {
            null => Missing,
            Estimate estimate => Numbers.Text(estimate),
            Verdict verdict => FrameExtensions.Words(verdict),
            _ => value.ToString()!,
        };

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>#[\w-]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
