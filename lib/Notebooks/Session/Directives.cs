using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebooks;

/// <summary>
/// The directives that C# itself does not know: <c>#r "nuget: Id, Version"</c>, <c>#i "nuget: source"</c>.
/// The compiler's own parser finds them, so one inside a string or a comment stays what it is.
/// </summary>
internal static partial class Directives
{
    public static bool Extract(ref string code, Packages packages, CSharpParseOptions options)
    {
        var found = false;
        var root = CSharpSyntaxTree.ParseText(code, options).GetRoot();
        foreach (var directive in root.DescendantTrivia(descendIntoTrivia: true).Where(trivia => trivia.IsDirective))
        {
            var text = directive.ToFullString();
            if (
                !directive.IsKind(SyntaxKind.ReferenceDirectiveTrivia)
                && !directive.IsKind(SyntaxKind.BadDirectiveTrivia)
            )
            {
                continue;
            }
            if (Package().Match(text) is { Success: true } package)
            {
                packages.Add(package.Groups["id"].Value, package.Groups["version"].Value);
                found = true;
            }
            else if (Source().Match(text) is { Success: true } source)
            {
                packages.AddSource(source.Groups["source"].Value);
            }
            else
            {
                continue;
            }
            // Blanks keep every later line and column where the user sees them.
            var blank = Regex.Replace(text, "[^\r\n]", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
            code = code[..directive.FullSpan.Start] + blank + code[directive.FullSpan.End..];
        }
        return found;
    }

    [GeneratedRegex(
        """^\s*#r\s+"nuget:\s*(?<id>[^",\s]+)\s*(?:,\s*(?<version>[^"\s]+)\s*)?"\s*$""",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Package();

    [GeneratedRegex("""^\s*#i\s+"(?:nuget:)?\s*(?<source>[^"\s]+)\s*"\s*$""", RegexOptions.None, 1000)]
    private static partial Regex Source();
}
