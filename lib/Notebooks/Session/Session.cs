using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks;

/// <summary>
/// C# cells that build on each other, with the feel of .NET Interactive's C# kernel: top-level await, redeclaration,
/// a trailing expression as the cell's value, <c>display</c>, <c>#r</c> of a path or a package. One cell at a time.
/// </summary>
/// <remarks>
/// It compiles submissions itself rather than through CSharpScript: only so can it choose which copy of an assembly a
/// cell gets (see <see cref="AssemblyLocator"/>) and name cells in stack traces. Formatters that cells register live in
/// the process, not in the session, because Formatter is static.
/// </remarks>
public sealed class Session
{
    private static readonly CSharpParseOptions Syntax = new(
        LanguageVersion.Latest,
        DocumentationMode.None,
        SourceCodeKind.Script
    );

    private static readonly string[] Usings =
    [
        "System",
        "System.Collections",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Text",
        "System.Threading",
        "System.Threading.Tasks",
        "Microsoft.DotNet.Interactive.Formatting",
        typeof(Displays).FullName!,
    ];

    private readonly CSharpCompilationOptions _options;
    private readonly AssemblyLocator _locator = new();
    private readonly SessionLoadContext _context;
    private readonly Packages _packages;
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly References _resolver;
    private IReadOnlyList<MetadataReference> _newReferences;
    private CSharpCompilation? _previous;
    private int _submissions;

    // Slot 0 is the host object that Roslyn provides for and nobody needs; then one slot a submission, as generated code expects.
    private object?[] _states = new object?[2];

    /// <param name="folder">What relative paths in <c>#r</c> start from: the notebook's folder.</param>
    public Session(string folder)
    {
        folder = Path.GetFullPath(folder);
        _context = new SessionLoadContext(_locator);
        _packages = new Packages(folder);
        _resolver = new References(_locator, folder);
        _newReferences = [.. AssemblyLocator.DefaultReferences.Select(_resolver.To)];
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: Usings,
            allowUnsafe: true,
            metadataReferenceResolver: _resolver,
            sourceReferenceResolver: new SourceFileResolver([], folder),
            // Debug: stack traces then name the very line.
            optimizationLevel: OptimizationLevel.Debug
        );
    }

    /// <summary>Runs one cell after those before it.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="name">What errors call it, such as <c>cell 3</c>; unique in the session.</param>
    /// <param name="output">Takes what the cell writes and displays.</param>
    /// <param name="cancellation">
    /// Gives the caller control back at once, with <see cref="CellStatus.Cancelled"/>. What the cell was awaiting is
    /// abandoned, and a busy loop goes on: .NET cannot abort a thread. A caller that has to stop it runs the session
    /// in a process of its own and ends that.
    /// </param>
    /// <returns>How it ended; whatever the cell does wrong is in there, never thrown.</returns>
    public async Task<CellResult> ExecuteAsync(
        string code,
        string name,
        IOutputSink output,
        CancellationToken cancellation = default
    )
    {
        _sources[name] = code;
        using var cell = new CellOutput(output);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            if (Directives.Extract(ref code, _packages, Syntax))
            {
                var packages = _locator.AddPackages(await _packages.RestoreAsync(cancellation));
                _newReferences = [.. _newReferences, .. packages.Select(_resolver.To)];
            }
            return await Task.Run(() => RunAsync(code, name, cell, cancellation), cancellation).WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new CellResult(CellStatus.Cancelled);
        }
        catch (NotebookException problem)
        {
            return new CellResult(CellStatus.Failed, Error: CellError.From(problem));
        }
        catch (Exception thrown)
        {
            return new CellResult(CellStatus.Failed, Error: CellError.From(thrown, _sources));
        }
    }

    private async Task<CellResult> RunAsync(string code, string name, CellOutput cell, CancellationToken cancellation)
    {
        var source = Parse(code);
        if (source.GetCompilationUnitRoot(cancellation).Members.Count == 0)
        {
            // The compiler emits nothing for a cell of only usings, references or comments, so it gets a statement.
            source = Parse(code + "\n;");
        }
        SyntaxTree Parse(string text) =>
            CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Syntax, name, cancellation);

        // Usings and references pass on from one submission to the next.
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"submission-{++_submissions}",
            source,
            _newReferences,
            _previous is null ? _options : _options.WithUsings(),
            _previous,
            typeof(object)
        );
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
            var errors = emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
            return new CellResult(CellStatus.Failed, Error: CellError.From(errors));
        }
        cancellation.ThrowIfCancellationRequested();
        image.Position = symbols.Position = 0;
        var run = EntryPoint(compilation, _context.LoadFromStream(image, symbols));
        if (_previous is not null)
        {
            Array.Resize(ref _states, _states.Length + 1);
        }
        // Also when the cell throws: what it declared before stays, as in .NET Interactive.
        _previous = compilation;
        _newReferences = [];
        cell.Enter();
        var value = await run(_states);
        return HasValue(compilation, source) && value is not DisplayedValue
            ? new CellResult(CellStatus.Ok, Displays.Format(value))
            : new CellResult(CellStatus.Ok);
    }

    private static Func<object?[], Task<object?>> EntryPoint(CSharpCompilation compilation, Assembly assembly)
    {
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return assembly
            .GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    /// <summary>Whether the cell ends in an expression without a semicolon that has a value.</summary>
    private static bool HasValue(CSharpCompilation compilation, SyntaxTree source) =>
        source.GetCompilationUnitRoot().Members.LastOrDefault()
            is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
        && compilation.GetSemanticModel(source).GetTypeInfo(last.Expression).Type
            is not { SpecialType: SpecialType.System_Void };
}
