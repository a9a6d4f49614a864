using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>
/// The directives that C# itself does not know: <c>#r "nuget: Id, Version"</c>, <c>#i "nuget: source"</c>,
/// <c>#!import path</c>, <c>#!time</c>, <c>#!who</c>, <c>#!whos</c>.
/// </summary>
/// <param name="Code">The cell without the directives. Every line and column stays where the user sees it.</param>
/// <param name="Packages">The packages that are asked for, each with its version or an empty one.</param>
/// <param name="Sources">Further places to look for packages.</param>
/// <param name="Imports">Files whose code comes before the cell's.</param>
/// <param name="Commands">What to show beside what the cell shows.</param>
internal sealed partial record Directives(
    string Code,
    IReadOnlyList<(string Id, string Version)> Packages,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Imports,
    IReadOnlyList<CellCommand> Commands
)
{
    /// <summary>
    /// Finds the directives with the compiler's own parser, so that text inside a string or a
    /// comment is not taken for one.
    /// </summary>
    /// <exception cref="NotebookException">A command of .NET Interactive that is not supported here.</exception>
    public static Directives Of(string code, CSharpParseOptions options)
    {
        var (packages, sources, imports) = (new List<(string, string)>(), new List<string>(), new List<string>());
        var commands = new List<CellCommand>();
        var root = CSharpSyntaxTree.ParseText(code, options).GetRoot();
        foreach (var directive in root.DescendantTrivia(descendIntoTrivia: true).Where(IsForeign))
        {
            var text = directive.ToFullString();
            if (Package().Match(text) is { Success: true } package)
            {
                packages.Add((package.Groups["id"].Value, package.Groups["version"].Value));
            }
            else if (Source().Match(text) is { Success: true } source)
            {
                sources.Add(source.Groups["source"].Value);
            }
            else if (Import().Match(text) is { Success: true } import)
            {
                imports.Add(import.Groups["path"].Value);
            }
            else if (Command().Match(text) is { Success: true } command && command.Value.Trim() is not "#!csharp")
            {
                var name = command.Value.Trim();
                if (!CellCommand.Names.Contains(name))
                {
                    throw new NotebookException(
                        $"{name} is not known here: of .NET Interactive's commands there are #!import, {string.Join(", ", CellCommand.Names)}."
                    );
                }
                commands.Add(new(name, string.IsNullOrWhiteSpace(code[..directive.FullSpan.Start])));
            }
            else if (!Command().IsMatch(text))
            {
                continue;
            }
            var blank = Regex.Replace(text, "[^\r\n]", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
            code = code[..directive.FullSpan.Start] + blank + code[directive.FullSpan.End..];
        }
        return new(code, packages, sources, imports, commands);

        static bool IsForeign(SyntaxTrivia trivia) =>
            trivia.IsKind(SyntaxKind.ReferenceDirectiveTrivia)
            || trivia.IsKind(SyntaxKind.BadDirectiveTrivia)
            || trivia.IsKind(SyntaxKind.ShebangDirectiveTrivia);
    }

    [GeneratedRegex(
        """^\s*#r\s+"nuget:\s*(?<id>[^",\s]+)\s*(?:,\s*(?<version>[^"\s]+)\s*)?"\s*$""",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Package();

    [GeneratedRegex("""^\s*#i\s+"(?:nuget:)?\s*(?<source>[^"\s]+)\s*"\s*$""", RegexOptions.None, 1000)]
    private static partial Regex Source();

    [GeneratedRegex("""^\s*#!import\s+"?(?<path>[^"\r\n]+?)"?\s*$""", RegexOptions.None, 1000)]
    private static partial Regex Import();

    [GeneratedRegex(@"^\s*#!\S+", RegexOptions.None, 1000)]
    private static partial Regex Command();
}

/// <summary>A command of .NET Interactive.</summary>
/// <param name="IsFirst">Whether it stands before the cell's code.</param>
internal sealed record CellCommand(string Name, bool IsFirst)
{
    public const string Time = "#!time",
        Who = "#!who",
        WhoWithValues = "#!whos";

    public static IReadOnlyList<string> Names { get; } = [Time, Who, WhoWithValues];
}
