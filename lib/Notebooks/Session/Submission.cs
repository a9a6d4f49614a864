using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Session;

/// <summary>What does not compile, with the compiler's errors.</summary>
internal sealed class CompilationException(IReadOnlyList<Diagnostic> errors) : Exception
{
    public IReadOnlyList<Diagnostic> Errors => errors;
}

/// <summary>The code of one cell, compiled and loaded.</summary>
/// <param name="Run">Runs it with the slots of all submissions.</param>
/// <param name="HasValue">Whether what it returns is the cell's value.</param>
internal sealed record Submission(
    CSharpCompilation Compilation,
    Func<object?[], Task<object?>> Run,
    bool HasValue,
    IReadOnlyList<Diagnostic> Warnings
)
{
    /// <param name="name">The cell's name in errors.</param>
    /// <param name="with">Makes the compilation of a source after the submissions before it.</param>
    /// <exception cref="CompilationException">It does not compile.</exception>
    public static Submission Of(
        string code,
        string name,
        Func<SyntaxTree, CSharpCompilation> with,
        SessionLoadContext context,
        CancellationToken cancellation
    )
    {
        var source = Parse(code);
        if (source.GetCompilationUnitRoot(cancellation).Members.Count == 0)
        {
            // The compiler emits nothing for a cell of only usings, references or comments, so it gets a statement.
            source = Parse(code + "\n;");
        }
        SyntaxTree Parse(string text) =>
            CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), CSharpSession.Syntax, name, cancellation);

        var compilation = with(source);
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            image,
            symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellation
        );
        if (!emitted.Success)
        {
            throw new CompilationException([
                .. emitted.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error),
            ]);
        }
        image.Position = symbols.Position = 0;
        var run = EntryPoint(compilation, context.LoadFromStream(image, symbols));
        return new Submission(
            compilation,
            run,
            IsValue(compilation, source),
            [.. emitted.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Warning)]
        );
    }

    private static Func<object?[], Task<object?>> EntryPoint(CSharpCompilation compilation, Assembly assembly)
    {
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return assembly
            .GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    /// <summary>Whether the cell returns a value, or ends in an expression without a semicolon that has one.</summary>
    private static bool IsValue(CSharpCompilation compilation, SyntaxTree source)
    {
        var root = source.GetCompilationUnitRoot();
        return root.DescendantNodes(IsOfTheCell)
                .OfType<ReturnStatementSyntax>()
                .Any(statement => statement.Expression is not null)
            || (
                root.Members.LastOrDefault()
                    is GlobalStatementSyntax
                    {
                        Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last
                    }
                && compilation.GetSemanticModel(source).GetTypeInfo(last.Expression).Type
                    is not { SpecialType: SpecialType.System_Void }
            );

        static bool IsOfTheCell(SyntaxNode node) =>
            node
                is CompilationUnitSyntax
                    or GlobalStatementSyntax
                    or (StatementSyntax and not LocalFunctionStatementSyntax);
    }
}
