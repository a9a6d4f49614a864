using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>Says why a cell failed. It names only places in cells.</summary>
internal static class CellErrors
{
    public static CellError From(IReadOnlyList<Diagnostic> errors) =>
        new("CompilationError", Sentence(errors[0]), Lines(errors));

    /// <summary>What the compiler says, each with its place and the line with a mark under it.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Diagnostic> diagnostics) =>
        [.. diagnostics.SelectMany(Lines)];

    private static string[] Lines(Diagnostic error)
    {
        var place = error.Location.GetLineSpan();
        if (error.Location.SourceTree is not { } tree)
        {
            return [Sentence(error)];
        }
        var source = tree.GetText().Lines[place.StartLinePosition.Line].ToString();
        var (start, end) = (place.StartLinePosition.Character, place.EndLinePosition.Character);
        var length = place.StartLinePosition.Line == place.EndLinePosition.Line ? Math.Max(1, end - start) : 1;
        // Tabs stay tabs, so that the marker stands under what it marks.
        var indent = new string([.. source.Take(start).Select(c => c == '\t' ? '\t' : ' ')]);
        return
        [
            $"{place.Path}, line {place.StartLinePosition.Line + 1}: {Sentence(error)}",
            $"    {source}",
            $"    {indent}{new string('^', length)}",
        ];
    }

    /// <param name="thrown">What the cell threw.</param>
    /// <param name="cells">Sources by cell name. Only frames in these cells are kept.</param>
    public static CellError From(Exception thrown, IReadOnlyDictionary<string, string> cells)
    {
        var exception = thrown is TargetInvocationException { InnerException: { } cause } ? cause : thrown;
        var message = Message(exception);
        var lines = new List<string> { $"{exception.GetType().FullName}: {message}" };
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
        {
            lines.Add($"  caused by {inner.GetType().FullName}: {Message(inner)}");
        }
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            // The compiler writes a cell's name into the symbols as a path below the session's folder.
            if (Path.GetFileName(frame.GetFileName()) is { } name && cells.TryGetValue(name, out var source))
            {
                var line = source.Split('\n').ElementAtOrDefault(frame.GetFileLineNumber() - 1)?.Trim();
                lines.Add($"   at {name}, line {frame.GetFileLineNumber()}: {line}");
            }
        }
        return new CellError(exception.GetType().Name, message, lines);
    }

    public static CellError From(NotebookException problem) => new("NotebookError", problem.Message, [problem.Message]);

    /// <summary>A cell's own exception can also fail to say what it is about.</summary>
    private static string Message(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception fault)
        {
            return $"(its message throws {fault.GetType().Name})";
        }
    }

    private static string Sentence(Diagnostic error) =>
        $"{(error.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {error.Id}: {error.GetMessage()}{Hint(error)}";

    /// <summary>What else a user of notebooks must know about an error.</summary>
    private static string Hint(Diagnostic error) =>
        error.Id == "CS0006"
            ? " A relative path starts from the notebook's folder, which the kernel has to be started in: with papermill give --cwd."
            : "";
}
