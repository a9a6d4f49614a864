using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebooks.Publishing;

/// <summary>C# with its words marked at publishing time, so that a page needs no script to be read in colour.</summary>
internal static class CodeHtml
{
    public static string Highlight(string code)
    {
        var html = new StringBuilder();
        var root = CSharpSyntaxTree
            .ParseText(code.TrimEnd(), new CSharpParseOptions(kind: SourceCodeKind.Script))
            .GetRoot();
        foreach (var token in root.DescendantTokens())
        {
            AppendTrivia(html, token.LeadingTrivia);
            Append(html, token.Text, ClassOf(token));
            AppendTrivia(html, token.TrailingTrivia);
        }
        return html.ToString();
    }

    private static void AppendTrivia(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (var part in trivia)
        {
            Append(
                html,
                part.ToFullString(),
                part.IsDirective ? "d"
                    : part.IsKind(SyntaxKind.WhitespaceTrivia) || part.IsKind(SyntaxKind.EndOfLineTrivia) ? null
                    : "c"
            );
        }
    }

    private static void Append(StringBuilder html, string text, string? kind) =>
        html.Append(
            kind is null || text.Length == 0
                ? Publisher.Encode(text)
                : $"""<span class="{kind}">{Publisher.Encode(text)}</span>"""
        );

    private static string? ClassOf(SyntaxToken token) =>
        token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => "n",
            SyntaxKind.CharacterLiteralToken => "s",
            var kind
                when kind.ToString().Contains("String", StringComparison.Ordinal) && kind != SyntaxKind.StringKeyword =>
                "s",
            var kind when SyntaxFacts.IsKeywordKind(kind) => "k",
            SyntaxKind.IdentifierToken when token.Text == "var" => "k",
            _ => null,
        };
}
