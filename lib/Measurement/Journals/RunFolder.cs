namespace Measurement.Journals;

/// <summary>
/// A run on disk: <c>run.json</c>, and append-only <c>samples.csv</c>, <c>artifacts.csv</c>, <c>lifecycle.csv</c>,
/// <c>blocks.csv</c> and, if something went wrong, <c>faults.csv</c>. A file is read again only after it has changed.
/// </summary>
public sealed class RunFolder(string path)
{
    private readonly Dictionary<string, (long Length, DateTime Written, object Content, string? Unfinished)> _read = [];

    public string Path { get; } = System.IO.Path.GetFullPath(path);
    public string Id => System.IO.Path.GetFileName(Path);

    public bool Exists => File.Exists(InfoFile);

    /// <exception cref="UsageException">run.json is missing or malformed.</exception>
    public RunInfo Info() =>
        Exists
            ? Once<RunInfo>(InfoFile, file => (RunFormat.Read(file), null)).Content
            : throw new UsageException($"{Path} is not a run: it has no run.json. Remove the folder.");

    /// <summary>Which of its files cannot be read, where, and what to do about it; null: none.</summary>
    internal string? Damage() =>
        DamageIn(() =>
            (Info(), Read<Artifact>(), Read<Lifecycle>(), Read<FinishedBlock>(), Read<Fault>(), Read<Sample>())
        );

    /// <summary>Whether <c>run.json</c> can be read, which says what the run is.</summary>
    internal bool IsKnown() => DamageIn(Info) is null;

    private static string? DamageIn<T>(Func<T> read)
    {
        try
        {
            read();
            return null;
        }
        catch (MeasurementException fault)
        {
            return fault.Message;
        }
    }

    /// <param name="unfinished">Called with a sentence if the file's last line is unfinished.</param>
    /// <exception cref="MeasurementException">It is damaged, has lines of another run, or a launch twice.</exception>
    public IReadOnlyList<TRecord> Read<TRecord>(Action<string>? unfinished = null)
        where TRecord : class
    {
        var path = FileOf<TRecord>();
        if (!File.Exists(path))
        {
            return [];
        }
        var (records, sentence) = Once(path, ReadChecked<TRecord>);
        if (sentence is not null)
        {
            unfinished?.Invoke(sentence);
        }
        return records;
    }

    /// <summary>The file that holds records of this type.</summary>
    public string FileOf<TRecord>() =>
        PathOf(
            typeof(TRecord).Name switch
            {
                nameof(Sample) => "samples.csv",
                nameof(Artifact) => "artifacts.csv",
                nameof(Lifecycle) => "lifecycle.csv",
                nameof(FinishedBlock) => "blocks.csv",
                nameof(Fault) => "faults.csv",
                var other => throw new ArgumentException($"no file keeps records of type {other}"),
            }
        );

    /// <summary>The file that says what the run is.</summary>
    internal string InfoFile => PathOf("run.json");

    /// <summary>Locked by the process that writes to the run.</summary>
    internal string LockFile => PathOf(FileLock.Name);

    private string PathOf(string name) => System.IO.Path.Combine(Path, name);

    private (TContent Content, string? Unfinished) Once<TContent>(string path, Func<string, (TContent, string?)> read)
        where TContent : class
    {
        var file = new FileInfo(path);
        if (
            !_read.TryGetValue(path, out var known)
            || (known.Length, known.Written) != (file.Length, file.LastWriteTimeUtc)
        )
        {
            var (content, unfinished) = read(path);
            known = _read[path] = (file.Length, file.LastWriteTimeUtc, content, unfinished);
        }
        return ((TContent)known.Content, known.Unfinished);
    }

    private (IReadOnlyList<TRecord>, string?) ReadChecked<TRecord>(string path)
        where TRecord : class
    {
        string? unfinished = null;
        var records = CsvFile<TRecord>.Read(path, sentence => unfinished = sentence);
        if (records is IReadOnlyList<IRunRecord> rows)
        {
            CheckRun(path, rows);
        }
        if (records is IReadOnlyList<ILaunchRecord> launches)
        {
            CheckKeys(path, launches);
        }
        if (records is IReadOnlyList<Sample> samples)
        {
            CheckCells(path, samples);
        }
        return (records, unfinished);
    }

    private void CheckRun(string path, IReadOnlyList<IRunRecord> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Run != Id)
            {
                throw FileDamage.Error(
                    path,
                    $"line {FileDamage.LineOf(index)}",
                    $"the line belongs to run '{rows[index].Run}', in the folder of run '{Id}'"
                );
            }
        }
    }

    /// <summary>A sample of another cell than the run has was never measured in it.</summary>
    private void CheckCells(string path, IReadOnlyList<Sample> samples)
    {
        var cells = Info().Cells.Select(cell => (cell.Workload, cell.Target)).ToHashSet();
        for (var index = 0; index < samples.Count; index++)
        {
            if (!cells.Contains((samples[index].Workload, samples[index].Target)))
            {
                throw FileDamage.Error(
                    path,
                    $"line {FileDamage.LineOf(index)}",
                    $"run.json has no cell of {samples[index].Workload} on {samples[index].Target}"
                );
            }
        }
    }

    private static void CheckKeys(string path, IReadOnlyList<ILaunchRecord> launches)
    {
        var seen = new Dictionary<long, int>(launches.Count);
        for (var index = 0; index < launches.Count; index++)
        {
            var (block, position) = (launches[index].Block, launches[index].Position);
            var key = ((long)block << 32) | (uint)position;
            if (!seen.TryAdd(key, index))
            {
                throw FileDamage.Error(
                    path,
                    $"lines {FileDamage.LineOf(seen[key])} and {FileDamage.LineOf(index)}",
                    $"both are the launch at position {position} of block {block}"
                );
            }
        }
    }
}
