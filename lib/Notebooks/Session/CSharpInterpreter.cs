using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>C# for the kernel: a session, and help with the code that is being written.</summary>
/// <param name="folder">The folder that relative paths start from: the notebook's folder.</param>
internal sealed class CSharpInterpreter(string folder) : IInterpreter
{
    private readonly CSharpSession _session = new(folder);
    private readonly Lazy<CodeHelp> _help = new(() => new CodeHelp());
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The same as in the metadata of our notebooks.</summary>
    public LanguageInfo Language { get; } = new("csharp", "14.0", "text/x-csharp", ".cs", "csharp");

    public Task<CellResult> ExecuteAsync(string code, int number, IOutputSink output, CancellationToken interrupt)
    {
        // Cells that are not in the history share a number, so the name may be taken.
        var name = $"cell {number}";
        while (!_names.Add(name))
        {
            name += "'";
        }
        return _session.ExecuteAsync(code, name, output, interrupt);
    }

    public Task<Completions> CompleteAsync(string code, int position, CancellationToken cancellation) =>
        _help.Value.CompleteAsync(_session, code, position, cancellation);

    public Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation) =>
        _help.Value.InspectAsync(_session, code, position, cancellation);

    public Completeness IsComplete(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, CSharpSession.Syntax);
        return !SyntaxFactory.IsCompleteSubmission(tree) ? Completeness.Incomplete
            : tree.GetDiagnostics().Any(each => each.Severity == DiagnosticSeverity.Error) ? Completeness.Invalid
            : Completeness.Complete;
    }

    /// <summary>Ends the processes that cells have left running.</summary>
    public void Dispose()
    {
        ChildProcesses.KillAllBut(new HashSet<int>());
        if (_help.IsValueCreated)
        {
            _help.Value.Dispose();
        }
    }

    /// <summary>
    /// Runs the compiler and the completion once, side by side, while a front end is still connecting. Otherwise the
    /// first cell would wait until the compiler itself is compiled, and front ends would give up waiting for the first
    /// completion.
    /// </summary>
    public static Task WarmUpAsync() => Task.WhenAll(Task.Run(ExecuteOnceAsync), Task.Run(CompleteOnceAsync));

    private static Task ExecuteOnceAsync() =>
        new CSharpSession(Path.GetTempPath()).ExecuteAsync("var warm = 1; $\"{warm}\"", "warm-up", new Nowhere());

    private static async Task CompleteOnceAsync()
    {
        using var help = new CodeHelp();
        const string code = "Console.Wri";
        await help.CompleteAsync(new CSharpSession(Path.GetTempPath()), code, code.Length, CancellationToken.None);
    }

    private sealed class Nowhere : IOutputSink
    {
        public void Stream(string name, string text) { }

        public void Display(MimeBundle data, string displayId) { }

        public void UpdateDisplay(MimeBundle data, string displayId) { }

        public void Clear(bool wait) { }

        public string? ReadLine() => null;
    }
}
