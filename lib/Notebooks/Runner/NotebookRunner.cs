using System.Text.Json.Nodes;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Runner;

/// <param name="Number">Which code cell starts, from 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="FirstLine">The cell's first line.</param>
public sealed record RunProgress(int Number, int Count, string FirstLine);

/// <param name="Status">How the run ended.</param>
/// <param name="Problem">What to tell the user where it failed: the notebook, the cell, its source and the error.</param>
public sealed record RunResult(CellStatus Status, string? Problem = null);

/// <summary>Executes notebooks headless, from the first code cell to the last or to the first error.</summary>
public static class NotebookRunner
{
    /// <summary>The working folder belongs to the process, so runs take turns.</summary>
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>
    /// Runs a notebook and writes it, with what its cells showed, to <paramref name="output"/> after every cell. All
    /// old outputs go when the first cell has ended; a run that is cancelled before that changes no file.
    /// </summary>
    /// <param name="source">The notebook.</param>
    /// <param name="output">Where to write it; the same path executes it in place.</param>
    /// <param name="folder">The working folder, also of <c>#r</c>: as a rule that of <paramref name="source"/>.</param>
    /// <param name="parameters">Values, as text, for what the cell tagged <c>parameters</c> declares.</param>
    /// <param name="progress">Told before each cell.</param>
    /// <param name="cancellation">Ends the run; see <see cref="CSharpSession"/> for what that cannot stop.</param>
    /// <returns>How it ended; a faulty notebook is a result, never an exception.</returns>
    public static async Task<RunResult> RunAsync(
        string source,
        string output,
        string folder,
        IReadOnlyDictionary<string, string>? parameters = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        try
        {
            await Turn.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return new RunResult(CellStatus.Cancelled);
        }
        var before = Directory.GetCurrentDirectory();
        try
        {
            (output, folder) = (Path.GetFullPath(output), Path.GetFullPath(folder));
            var notebook = Notebook.Load(source);
            Parameters.Inject(notebook, parameters ?? new Dictionary<string, string>());
            Directory.CreateDirectory(Path.GetDirectoryName(output)!);
            Directory.SetCurrentDirectory(folder);
            return await RunCellsAsync(notebook, output, folder, progress, cancellation);
        }
        catch (Exception e) when (e is NotebookException or IOException or UnauthorizedAccessException)
        {
            return new RunResult(CellStatus.Failed, e.Message);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Turn.Release();
        }
    }

    private static async Task<RunResult> RunCellsAsync(
        Notebook notebook,
        string output,
        string folder,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        foreach (var cell in notebook.Cells)
        {
            cell.Clear();
        }
        var session = new CSharpSession(folder);
        var displays = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        NotebookCell[] cells =
        [
            .. notebook.Cells.Where(c => c.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(c.Source)),
        ];
        foreach (var (index, cell) in cells.Index())
        {
            if (cancellation.IsCancellationRequested)
            {
                return new RunResult(CellStatus.Cancelled);
            }
            var number = index + 1;
            progress?.Report(new RunProgress(number, cells.Length, cell.Source.TrimStart().Split('\n')[0].TrimEnd()));
            var recorder = new Recorder(cell, displays);
            var result = await session.ExecuteAsync(cell.Source, $"cell {number}", recorder, cancellation);
            recorder.End(result, number);
            notebook.Save(output);
            if (result.Status != CellStatus.Ok)
            {
                return new RunResult(
                    result.Status,
                    result.Error is { } error ? Describe(notebook, number, cell, error) : null
                );
            }
        }
        notebook.Save(output);
        return new RunResult(CellStatus.Ok);
    }

    private static string Describe(Notebook notebook, int number, NotebookCell cell, CellError error)
    {
        var source = cell.Source.TrimEnd().Split('\n').Select((line, index) => $"{index + 1, 4} | {line}");
        return $"{notebook.Name} failed in cell {number}:\n{string.Join('\n', source)}\n\n{error}";
    }
}
