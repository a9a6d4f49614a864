using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks.Session;

/// <summary>
/// What the cells that ran have declared, as the code of one cell: usings, variables, methods and types, of each name
/// the newest. Help with code reads this instead of all cells, so it takes as long after ten thousand cells as after one.
/// </summary>
internal sealed class Declarations
{
    /// <summary>The key of what is no method.</summary>
    private const string NoMethod = "";

    private static readonly SymbolDisplayFormat TypeName = SymbolDisplayFormat.FullyQualifiedFormat;
    private readonly SortedSet<string> _usings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _members = new(StringComparer.Ordinal);

    /// <summary>A number that changes with the declarations.</summary>
    public int Version { get; private set; }

    /// <summary>Code that declares all of it, with bodies and values left out.</summary>
    public string Code => string.Join('\n', _usings.Concat(_members.Values.SelectMany(forms => forms.Values)));

    /// <summary>Takes over what a cell declares.</summary>
    /// <returns>Whether it declares anything that later cells can use.</returns>
    public bool Add(CSharpCompilation cell)
    {
        var root = cell.SyntaxTrees[^1].GetCompilationUnitRoot();
        ISymbol[] members =
        [
            .. (cell.ScriptClass?.GetMembers() ?? []).Where(member =>
                !member.IsImplicitlyDeclared
                && member.CanBeReferencedByName
                && member.DeclaringSyntaxReferences.Length > 0
            ),
        ];
        if (members.Length == 0 && root.Usings.Count == 0 && root.GetReferenceDirectives().Count == 0)
        {
            return false;
        }
        Version++;
        _usings.UnionWith(root.Usings.Select(each => each.ToString()));
        foreach (var member in members)
        {
            Add(member);
        }
        return true;
    }

    private void Add(ISymbol member)
    {
        var method = member as IMethodSymbol;
        if (!_members.TryGetValue(member.Name, out var forms) || method is null || forms.ContainsKey(NoMethod))
        {
            _members[member.Name] = forms = new(StringComparer.Ordinal);
        }
        var parameters = method is null
            ? NoMethod
            : $"({string.Join(", ", method.Parameters.Select(each => each.Type.ToDisplayString(TypeName)))})";
        forms[parameters] = member switch
        {
            IFieldSymbol field => Variable(field),
            IMethodSymbol => string.Join('\n', Sources(member).Select(WithoutBody)),
            _ => string.Join('\n', Sources(member).Select(source => source.ToFullString())),
        };
    }

    private static IEnumerable<SyntaxNode> Sources(ISymbol member) =>
        member.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax());

    /// <summary>
    /// A variable by its type. A type without a name is only known by the value, and a value can be any code: it is kept
    /// where it is needed.
    /// </summary>
    private static string Variable(IFieldSymbol field)
    {
        var type = field.Type.ToDisplayString(TypeName);
        return type.Contains('<', StringComparison.Ordinal) && type.Contains("anonymous", StringComparison.Ordinal)
            ? $"var @{field.Name} {(Sources(field).First() as VariableDeclaratorSyntax)?.Initializer};"
            : $"{type} @{field.Name} = default!;";
    }

    private static string WithoutBody(SyntaxNode method) =>
        method is MethodDeclarationSyntax declared
            ? declared
                .WithAttributeLists(default)
                .WithBody(null)
                .WithExpressionBody(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression(" throw null!")))
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
                .ToFullString()
            : method.ToFullString();
}
