using System.Net;
using System.Text.RegularExpressions;
using Analysis.Estimates;
using Analysis.Verdicts;

namespace Analysis.Showing;

/// <summary>
/// A paragraph whose numbers and verdicts are computed: <c>report.Prose($"It takes {ratio} as long.")</c>. An
/// estimate is shown with its interval, a verdict in words, and a value that was not measured says so.
/// <c>[text](#F4)</c> is a link.
/// </summary>
public sealed partial class Prose
{
    private const string Missing = "(not measured)";
    private readonly FormattableString _text;

    internal Prose(FormattableString text) => _text = text;

    internal string Html =>
        $"<p class=\"prose\">{Link().Replace(Filled(WebUtility.HtmlEncode, ToHtml), "<a href=\"${target}\">${text}</a>")}</p>";

    public override string ToString() => Link().Replace(Filled(plain => plain, ToText), "${text}");

    private string Filled(Func<string, string> encode, Func<object?, string> show) =>
        string.Format(encode(_text.Format), [.. _text.GetArguments().Select(show)]);

    private static string ToHtml(object? value) =>
        value is Estimate estimate ? Showing.Html.Of(estimate) : WebUtility.HtmlEncode(ToText(value));

    private static string ToText(object? value) =>
        value switch
        {
            null => Missing,
            Estimate estimate => Numbers.Text(estimate),
            Verdict verdict => Absence.Words(verdict),
            _ => value.ToString()!,
        };

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>#[\w-]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
