namespace Measurement.Journals;

/// <summary>
/// A run on disk: <c>run.json</c>, and append-only <c>samples.csv</c>, <c>artifacts.csv</c>, <c>lifecycle.csv</c>,
/// <c>blocks.csv</c> and, where something went wrong, <c>faults.csv</c>.
/// </summary>
public sealed class RunFolder(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);
    public string Id => System.IO.Path.GetFileName(Path);

    public bool Exists => File.Exists(PathOf("run.json"));

    /// <exception cref="UsageException">run.json is missing or malformed.</exception>
    public RunInfo Info() =>
        Exists
            ? RunFormat.Read(PathOf("run.json"))
            : throw new UsageException($"{Path} is no run: it has no run.json.");

    /// <param name="torn">Called with a sentence for each file whose last line is unfinished.</param>
    public IReadOnlyList<TRecord> Read<TRecord>(Action<string>? torn = null)
        where TRecord : class
    {
        var path = FileOf<TRecord>();
        return File.Exists(path) ? CsvFile<TRecord>.Read(path, torn) : [];
    }

    /// <summary>The file that keeps records of this type.</summary>
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

    internal string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
