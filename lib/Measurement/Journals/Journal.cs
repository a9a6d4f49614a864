using System.Text;
using System.Text.Json;

namespace Measurement.Journals;

/// <summary>
/// Writes a run: one line for each record, handed to the system before the next launch. A killed collection loses at
/// most the launch in flight. After a write that fails, the file has whole lines only.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const string Kept =
        "Every completed sample is kept: make room and go on with `./analysis collect --resume`";
    private readonly RunFolder _run;
    private readonly FileStream _lock;
    private readonly Dictionary<string, FileStream> _files = [];

    private Journal(RunFolder run) => (_run, _lock) = (run, Locked(run));

    /// <summary>Begins a run.</summary>
    /// <exception cref="MeasurementException">A run with that id exists, or its folder cannot be written.</exception>
    public static Journal Create(RunFolder run, RunInfo info)
    {
        if (run.Exists)
        {
            throw new MeasurementException(
                $"Run {run.Id} was started by another collection in the same second: try again."
            );
        }
        return Guarded(
            run.Path,
            "Nothing was measured: make room and start again",
            () =>
            {
                Place(run, info);
                return new Journal(run);
            }
        );
    }

    /// <summary>Continues a run that was cut off. An unfinished last line is dropped first.</summary>
    /// <exception cref="MeasurementException">Another process writes to the run, or nobody can.</exception>
    public static Journal Resume(RunFolder run) => Guarded(run.Path, Kept, () => new Journal(run));

    /// <exception cref="MeasurementException">The disk is full or the folder not writable; old lines stay.</exception>
    public void Append<TRecord>(TRecord record)
        where TRecord : class
    {
        Guarded(
            _run.FileOf<TRecord>(),
            Kept,
            () =>
            {
                Write(Open<TRecord>(), CsvFile<TRecord>.Format(record));
                return true;
            }
        );
    }

    /// <summary>Makes the folder whole or not at all: it gets its name when its first files are on the disk.</summary>
    private static void Place(RunFolder run, RunInfo info)
    {
        var unfinished = new RunFolder(
            Path.Combine(Path.GetDirectoryName(run.Path)!, $".{run.Id}.{Environment.ProcessId}")
        );
        try
        {
            Directory.CreateDirectory(unfinished.Path);
            File.WriteAllText(unfinished.InfoFile, JsonSerializer.Serialize(info, Json.Options) + "\n");
            File.WriteAllText(unfinished.FileOf<Sample>(), CsvFile<Sample>.Header);
            if (Directory.Exists(run.Path) && !Directory.EnumerateFileSystemEntries(run.Path).Any())
            {
                Directory.Delete(run.Path);
            }
            Directory.Move(unfinished.Path, run.Path);
        }
        finally
        {
            if (Directory.Exists(unfinished.Path))
            {
                Directory.Delete(unfinished.Path, recursive: true);
            }
        }
    }

    private FileStream Open<TRecord>()
        where TRecord : class
    {
        var path = _run.FileOf<TRecord>();
        if (_files.TryGetValue(path, out var known))
        {
            return known;
        }
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        DropUnfinishedLine(file);
        if (file.Length == 0)
        {
            Write(file, CsvFile<TRecord>.Header);
        }
        else if (!HasHeader(file, CsvFile<TRecord>.Header))
        {
            file.Dispose();
            throw new MeasurementException(
                $"{path} has other columns than this version writes: start a new run instead of going on with this one."
            );
        }
        return _files[path] = file;
    }

    private static void Write(FileStream file, string line)
    {
        var whole = file.Length;
        try
        {
            file.Seek(whole, SeekOrigin.Begin);
            file.Write(Encoding.UTF8.GetBytes(line));
        }
        catch (IOException)
        {
            file.SetLength(whole);
            throw;
        }
    }

    private static bool HasHeader(FileStream file, string header)
    {
        var start = new byte[Encoding.UTF8.GetByteCount(header)];
        return RandomAccess.Read(file.SafeFileHandle, start, 0) == start.Length
            && Encoding.UTF8.GetString(start) == header;
    }

    private static void DropUnfinishedLine(FileStream file)
    {
        var text = new byte[file.Length];
        file.ReadExactly(text);
        file.SetLength(Array.LastIndexOf(text, (byte)'\n') + 1);
    }

    private static T Guarded<T>(string path, string next, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MeasurementException(
                $"Cannot write {path}: {fault.Message.TrimEnd('.')}. {next}, or measure into another folder with ANALYSIS_RUNS.",
                fault
            );
        }
    }

    /// <summary>Two processes that write to one run would write launches twice.</summary>
    private static FileStream Locked(RunFolder run) =>
        FileLock.TryMake(run.LockFile)
        ?? throw new MeasurementException($"Run {run.Id} is being measured by another process: wait for its end.");

    public void Dispose()
    {
        _lock.Dispose();
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }
}
