using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebooks.Document;

namespace Notebooks.Runner;

/// <summary>
/// Papermill's convention. The cell tagged <c>parameters</c> declares names with defaults. Given values go into a cell
/// of their own right after it, tagged <c>injected-parameters</c>.
/// </summary>
internal static class Parameters
{
    private const string InjectedTag = "injected-parameters";

    /// <exception cref="NotebookException">A name is not declared, or a value does not fit its default.</exception>
    public static void Inject(Notebook notebook, IReadOnlyDictionary<string, string> values)
    {
        foreach (var old in notebook.Cells.Where(cell => cell.Tags.Contains(InjectedTag)).ToArray())
        {
            notebook.Remove(old);
        }
        if (values.Count == 0)
        {
            return;
        }
        var defaults =
            notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.Tags.Contains("parameters"))
            ?? throw new NotebookException($"{notebook.Name} takes no parameters: it has no cell tagged 'parameters'.");
        var declared = Declared(defaults.Source);
        var lines = values.Select(value =>
            declared.TryGetValue(value.Key, out var variable)
                ? Assignment(notebook, variable, value.Key, value.Value)
                : throw new NotebookException(
                    $"{notebook.Name} has no parameter '{value.Key}'; it has {string.Join(", ", declared.Keys)}."
                )
        );
        notebook.InsertCode(defaults, InjectedTag, string.Join('\n', lines), InjectedTag);
    }

    private static Dictionary<string, VariableDeclaratorSyntax> Declared(string source) =>
        CSharpSyntaxTree
            .ParseText(source, new CSharpParseOptions(kind: SourceCodeKind.Script))
            .GetCompilationUnitRoot()
            .Members.OfType<FieldDeclarationSyntax>()
            .SelectMany(field => field.Declaration.Variables)
            .ToDictionary(variable => variable.Identifier.ValueText);

    /// <summary>Declares the name again with its type: <c>double limit = 2.5</c> given 3 stays a double.</summary>
    private static string Assignment(Notebook notebook, VariableDeclaratorSyntax variable, string name, string value)
    {
        var type = ((VariableDeclarationSyntax)variable.Parent!).Type.ToString();
        var example = variable.Initializer?.Value is PrefixUnaryExpressionSyntax negative
            ? negative.Operand
            : variable.Initializer?.Value;
        var kind = type == "var" ? (example as LiteralExpressionSyntax)?.Token.Value?.GetType() : KindOf(type);
        var literal = kind switch
        {
            _ when kind == typeof(string) => SymbolDisplay.FormatLiteral(value, quote: true),
            _ when kind == typeof(bool) => bool.TryParse(value, out var flag) ? (flag ? "true" : "false") : null,
            _ when kind == typeof(int) => int.TryParse(value, CultureInfo.InvariantCulture, out var small)
                ? $"{small}"
                : null,
            _ when kind == typeof(long) => long.TryParse(value, CultureInfo.InvariantCulture, out var whole)
                ? $"{whole}"
                : null,
            _ when kind == typeof(double) || kind == typeof(decimal) => Real(value, kind == typeof(double) ? "d" : "m"),
            _ => throw new NotebookException(
                $"{notebook.Name}: the parameter '{name}' cannot be set from outside: its default is not a text, a number, true or false."
            ),
        };
        return literal is null
            ? throw new NotebookException(
                $"{notebook.Name}: the parameter '{name}' is {Noun(kind!)}; '{value}' is not."
            )
            : $"{type} {name} = {literal};";
    }

    private static Type? KindOf(string type) =>
        type switch
        {
            "string" or "string?" => typeof(string),
            "bool" => typeof(bool),
            "int" => typeof(int),
            "long" => typeof(long),
            "double" => typeof(double),
            "decimal" => typeof(decimal),
            _ => null,
        };

    private static string? Real(string value, string suffix) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? value.Trim() + suffix
            : null;

    private static string Noun(Type kind) =>
        kind == typeof(bool) ? "true or false"
        : kind == typeof(int) || kind == typeof(long) ? "a whole number"
        : "a number";
}
