using System.Text.Json.Nodes;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Runner;

/// <param name="Status">How the run ended.</param>
/// <param name="Problem">What to tell the user if it failed: notebook, cell, its source and the error.</param>
public sealed record RunResult(CellStatus Status, string? Problem = null);

/// <summary>
/// Executes notebooks without a front end, from the first code cell to the last or to the first error. The cells run in
/// a process of their own. Whatever they do to it, the notebook is saved and the caller goes on.
/// </summary>
public static class NotebookRunner
{
    /// <summary>
    /// Runs a notebook from its own folder. After every cell it writes the notebook, with what its cells showed, to
    /// <paramref name="output"/>. All old outputs are removed when the first cell has ended. A run that is cancelled
    /// before that changes no file.
    /// </summary>
    /// <param name="source">The notebook.</param>
    /// <param name="output">Where to write it. The path of the notebook itself executes it in place.</param>
    /// <param name="host">The command that calls <see cref="CellHost.Serve"/>; the pipe's name is added.</param>
    /// <param name="parameters">Values, as text, for names that the cell tagged <c>parameters</c> declares.</param>
    /// <param name="stop">Ends the run as an interrupt ends a cell: its code is aborted and may clean up.</param>
    /// <param name="kill">Ends the cells' process at once.</param>
    /// <returns>How it ended. A faulty notebook is a result, never an exception.</returns>
    public static async Task<RunResult> RunAsync(
        string source,
        string output,
        IReadOnlyList<string> host,
        IReadOnlyDictionary<string, string> parameters,
        CancellationToken stop,
        CancellationToken kill
    )
    {
        try
        {
            var notebook = Notebook.Load(source);
            Parameters.Inject(notebook, parameters);
            output = Path.GetFullPath(output);
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            if (stop.IsCancellationRequested)
            {
                return new RunResult(CellStatus.Cancelled);
            }
            await using var process = new CellProcess(host, Path.GetDirectoryName(Path.GetFullPath(source))!);
            return await RunCellsAsync(notebook, output, process, stop, kill);
        }
        catch (Exception e) when (e is NotebookException or IOException or UnauthorizedAccessException)
        {
            return new RunResult(CellStatus.Failed, e.Message);
        }
    }

    private static async Task<RunResult> RunCellsAsync(
        Notebook notebook,
        string output,
        CellProcess process,
        CancellationToken stop,
        CancellationToken kill
    )
    {
        foreach (var cell in notebook.Cells)
        {
            cell.Clear();
        }
        var displays = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        NotebookCell[] cells = [.. notebook.Cells.Where(each => each.Kind == CellKind.Code && !each.IsBlank)];
        foreach (var (index, cell) in cells.Index())
        {
            if (stop.IsCancellationRequested)
            {
                return new RunResult(CellStatus.Cancelled);
            }
            var number = index + 1;
            var recorder = new Recorder(cell, displays);
            var result = await process.ExecuteAsync(cell.Source, $"cell {number}", recorder, stop, kill);
            if (result.Status == CellStatus.Ok && number == cells.Length && await process.CloseAsync() is { } error)
            {
                // For example, a thread of a cell failed while the process ended.
                result = new CellResult(CellStatus.Failed, result.Value, error);
            }
            recorder.End(result, number);
            notebook.Save(output);
            if (result.Status != CellStatus.Ok)
            {
                return new RunResult(
                    result.Status,
                    result.Error is { } reason ? Describe(notebook, number, cell, reason) : null
                );
            }
        }
        notebook.Save(output);
        return new RunResult(CellStatus.Ok);
    }

    /// <summary>
    /// One sentence if the cell ended its process; otherwise the cell's lines and the error,
    /// which names one of the lines.
    /// </summary>
    private static string Describe(Notebook notebook, int number, NotebookCell cell, CellError error)
    {
        if (error.Name == CellProcess.EndedName)
        {
            return $"{notebook.Name} failed in cell {number}. {error.Message}";
        }
        var source = cell.Source.TrimEnd().Split('\n').Select((line, index) => $"{index + 1, 4} | {line}");
        return $"{notebook.Name} failed in cell {number}:\n{string.Join('\n', source)}\n\n{error}";
    }
}
