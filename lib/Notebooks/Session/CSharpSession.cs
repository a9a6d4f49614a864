using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>
/// C# cells that build on each other, as in .NET Interactive's C# kernel: top-level await, redeclaration, a trailing
/// expression as the cell's value, <c>display</c>, <c>#r</c> of a path or a package. One cell runs at a time.
/// </summary>
/// <remarks>
/// It compiles submissions itself and does not use CSharpScript. This is the only way to choose which copy of an
/// assembly a cell gets (see <see cref="AssemblyLocator"/>), and to name cells in stack traces. Formatters that cells
/// register belong to the process, not to the session, because Formatter is static.
/// </remarks>
internal sealed class CSharpSession
{
    internal static readonly CSharpParseOptions Syntax = new(
        LanguageVersion.Latest,
        DocumentationMode.None,
        SourceCodeKind.Script
    );

    /// <summary>Those of .NET Interactive's C# kernel, no more: a notebook written here runs there.</summary>
    private static readonly string[] Usings =
    [
        "System",
        "System.Collections",
        "System.Collections.Generic",
        "System.Linq",
        "System.Text",
        "System.Threading.Tasks",
        typeof(Displays).FullName!,
    ];

    private readonly CSharpCompilationOptions _options;
    private readonly AssemblyLocator _locator = new();
    private readonly SessionLoadContext _context;
    private readonly Packages _packages;
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly References _resolver;
    private readonly string _folder;
    private readonly SortedSet<string> _assemblies = new(AssemblyLocator.DefaultReferences, StringComparer.Ordinal);
    private readonly HashSet<string> _importing = new(StringComparer.Ordinal);
    private IReadOnlyList<MetadataReference> _newReferences;
    private CSharpCompilation? _previous;
    private int _submissions;

    // Generated code expects slot 0 for a host object, which is not used, then one slot for each submission.
    private object?[] _states = new object?[2];

    /// <param name="folder">The folder that relative paths in <c>#r</c> start from: the notebook's folder.</param>
    public CSharpSession(string folder)
    {
        _folder = folder = Path.GetFullPath(folder);
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
            // With Debug stack traces name the exact line.
            optimizationLevel: OptimizationLevel.Debug,
            // A library may have been built against an older version of what the session has: that is no concern of a cell.
            specificDiagnosticOptions:
            [
                new("CS1701", ReportDiagnostic.Suppress),
                new("CS1702", ReportDiagnostic.Suppress),
            ]
        );
    }

    /// <summary>What the cells that ran so far have declared.</summary>
    internal Declarations Declarations { get; } = new();

    /// <summary>The files of all assemblies that cells can use by now.</summary>
    internal IReadOnlyCollection<string> Assemblies => _assemblies;

    internal CSharpCompilationOptions Options => _options;

    /// <summary>Runs one cell after those before it.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="name">The cell's name in errors, such as <c>cell 3</c>; unique in the session.</param>
    /// <param name="output">Receives what the cell shows, up to a limit (<see cref="BoundedOutput"/>).</param>
    /// <param name="cancellation">
    /// Ends the cell, with <see cref="CellStatus.Cancelled"/>. Its code is aborted (for the limits see
    /// <see cref="StoppableCode"/>), its child processes are killed, and the tasks that it was awaiting are abandoned.
    /// </param>
    /// <returns>How it ended. The result has the cell's errors; they are never thrown.</returns>
    public async Task<CellResult> ExecuteAsync(
        string code,
        string name,
        IOutputSink output,
        CancellationToken cancellation = default
    )
    {
        var bounded = new BoundedOutput(output);
        CellResult result;
        using (var cell = new CellOutput(bounded))
        {
            result = await ExecuteAsync(code, name, cell, cancellation);
        }
        return bounded.End(result);
    }

    private async Task<CellResult> ExecuteAsync(
        string code,
        string name,
        CellOutput cell,
        CancellationToken cancellation
    )
    {
        _sources[name] = code;
        var running = new StoppableCode();
        var children = ChildProcesses.Running();
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var directives = Directives.Of(code, Syntax);
            foreach (var import in directives.Imports)
            {
                var result = await ImportAsync(import, cell, cancellation);
                if (result.Status != CellStatus.Ok)
                {
                    return result;
                }
            }
            if (_packages.Add(directives))
            {
                var packages = _locator.AddPackages(await _packages.RestoreAsync(cancellation));
                _newReferences = [.. _newReferences, .. packages.Select(_resolver.To)];
            }
            var submission = await Task.Run(
                () => Submission.Of(directives.Code, name, With, _context, cancellation),
                cancellation
            );
            Accept(submission);
            return await running.RunAsync(() => RunAsync(submission, directives.Commands, cell), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await StopAsync(running, children);
            return new CellResult(CellStatus.Cancelled);
        }
        catch (CompilationException refused)
        {
            return new CellResult(CellStatus.Failed, Error: CellErrors.From(refused.Errors));
        }
        catch (NotebookException problem)
        {
            return new CellResult(CellStatus.Failed, Error: CellErrors.From(problem));
        }
        catch (Exception thrown)
        {
            return new CellResult(CellStatus.Failed, Error: CellErrors.From(thrown, _sources));
        }
    }

    /// <summary>Kills the children after a while: code that waits for a child ends when the child does.</summary>
    private static async Task StopAsync(StoppableCode running, IReadOnlySet<int> children)
    {
        await running.StopAsync(TimeSpan.FromSeconds(3));
        ChildProcesses.KillAllBut(children);
        await running.StopAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary><c>#!import</c>: runs the code of a file or of a notebook's cells, as if it stood here.</summary>
    private async Task<CellResult> ImportAsync(string import, CellOutput cell, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(import, _folder);
        if (!File.Exists(path))
        {
            throw new NotebookException($"#!import: there is no file {path}.");
        }
        if (!_importing.Add(path))
        {
            throw new NotebookException($"#!import: {path} imports itself.");
        }
        try
        {
            string[] sources = path.EndsWith(".ipynb", StringComparison.Ordinal)
                ? [.. Notebook.Load(path).Cells.Where(each => each.Kind == CellKind.Code).Select(each => each.Source)]
                : [await File.ReadAllTextAsync(path, cancellation)];
            foreach (var (index, source) in sources.Index())
            {
                var name = sources.Length == 1 ? Path.GetFileName(path) : $"{Path.GetFileName(path)}, cell {index + 1}";
                var result = await ExecuteAsync(source, name, cell, cancellation);
                if (result.Status != CellStatus.Ok)
                {
                    return result;
                }
            }
            return new CellResult(CellStatus.Ok);
        }
        finally
        {
            _importing.Remove(path);
        }
    }

    /// <summary>Usings and references are passed on from one submission to the next.</summary>
    private CSharpCompilation With(SyntaxTree source) =>
        CSharpCompilation.CreateScriptCompilation(
            $"submission-{++_submissions}",
            source,
            _newReferences,
            _previous is null ? _options : _options.WithUsings(),
            _previous,
            typeof(object)
        );

    /// <summary>Before the cell runs: what it declares stays even if it throws, as in .NET Interactive.</summary>
    private void Accept(Submission submission)
    {
        // Later cells build on a cell that declares something, or that brings references. Others are not kept: the more
        // cells a cell builds on, the longer it takes to compile.
        if (Declarations.Add(submission.Compilation) || _newReferences.Count > 0)
        {
            _previous = submission.Compilation;
            _newReferences = [];
            // The next cell's slot. A cell that nothing builds on leaves its own to the next one.
            Array.Resize(ref _states, _states.Length + 1);
        }
        _assemblies.UnionWith(
            submission
                .Compilation.References.OfType<PortableExecutableReference>()
                .Select(reference => reference.FilePath)
                .OfType<string>()
        );
    }

    private async Task<CellResult> RunAsync(Submission submission, IReadOnlyList<CellCommand> commands, CellOutput cell)
    {
        cell.Enter();
        foreach (var line in CellErrors.Lines(submission.Warnings))
        {
            await Console.Error.WriteLineAsync(line);
        }
        commands.Where(command => command.IsFirst).ToList().ForEach(Show);
        var started = TimeProvider.System.GetTimestamp();
        var value = await submission.Run(_states);
        if (commands.Any(command => command.Name == CellCommand.Time))
        {
            $"Wall time: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0.##}ms".DisplayAs(
                MimeBundle.Plain
            );
        }
        commands.Where(command => !command.IsFirst).ToList().ForEach(Show);
        return submission.HasValue && value is not DisplayedValue
            ? new CellResult(CellStatus.Ok, Displays.Format(value))
            : new CellResult(CellStatus.Ok);
    }

    private void Show(CellCommand command)
    {
        if (command.Name != CellCommand.Time)
        {
            new Variables(_states).Show(withValues: command.Name == CellCommand.WhoWithValues);
        }
    }
}
