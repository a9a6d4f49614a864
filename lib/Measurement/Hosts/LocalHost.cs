using System.Collections;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Measurement.Probing;

namespace Measurement.Hosts;

/// <summary>The machine that this process runs on.</summary>
internal sealed class LocalHost(Repository repository) : Host(repository)
{
    public const string LocalName = "local";
    private static readonly ConcurrentDictionary<(string, long, DateTime), Lazy<string>> Digests = new();
    private readonly Lazy<MachineFiles> _files = new(Read);

    public override string Name => LocalName;
    public override string Architecture => Repository.ThisArchitecture;
    public override string Artifacts => Built.Artifacts;
    public override string Scope => Repository.MachineWide;
    public override bool HasDocker => true;
    public override IReadOnlyDictionary<string, string> Variables { get; } =
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");

    public override string MachineId => Id(Repository);

    /// <summary>What the machine tells about itself, without what it charges.</summary>
    public HostFacts Facts => _files.Value.Describe(Name, MachineId, Architecture);

    protected override ValueTask<HostFacts> FactsAsync(CancellationToken cancel) => new(Facts);

    public override Task<string> ClockSourceAsync(CancellationToken cancel) =>
        Task.FromResult(_files.Value.ClockSource);

    public override Task<Probe> OpenProbeAsync(CancellationToken cancel) => Task.FromResult(Probe.Start(Built.Probe));

    public override async Task<IAsyncDisposable> LockAsync(
        string what,
        Action<string> waiting,
        CancellationToken cancel
    ) => await MachineLock.TakeAsync(Repository.MachineWide, what, waiting, cancel);

    protected override Task<string> PlaceAsync(IReadOnlyList<string> files, CancellationToken cancel) =>
        Task.FromResult(files[0]);

    public override Task<string?> FirstFileAsync(IReadOnlyList<string> paths, CancellationToken cancel) =>
        Task.FromResult(paths.FirstOrDefault(File.Exists));

    /// <summary>Remembered until the file changes: several targets share programs of more than 100 MB.</summary>
    public static (long Bytes, string Sha256) Inspect(string path)
    {
        var file = new FileInfo(path);
        file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        var sha256 = Digests.GetOrAdd(
            (file.FullName, file.Length, file.LastWriteTimeUtc),
            _ => new Lazy<string>(() =>
            {
                using var content = file.OpenRead();
                return Convert.ToHexStringLower(SHA256.HashData(content));
            })
        );
        return (file.Length, sha256.Value);
    }

    public override Task<(long Bytes, string Sha256)> InspectAsync(string path, CancellationToken cancel) =>
        Task.FromResult(Inspect(path));

    public override Task MakeFolderAsync(string path, CancellationToken cancel)
    {
        Directory.CreateDirectory(path);
        return Task.CompletedTask;
    }

    public override Task<(bool Ok, string Text)> AskAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel
    ) => Tool.AskAsync(program, arguments, cancel);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// The id of this user's machine. It is random, drawn once, and kept beside the user's other state. It tells the
    /// runs of this machine from those that came with a clone, whichever checkout measured them. It reveals nothing
    /// about the user or the machine.
    /// </summary>
    public static string Id(Repository repository)
    {
        if (Text(repository.HostId)?.Trim() is { Length: > 0 } known)
        {
            return known;
        }
        var drawn = Guid.NewGuid().ToString("N")[..8];
        Directory.CreateDirectory(repository.State);
        File.WriteAllText(repository.HostId, drawn + "\n");
        return drawn;
    }

    private static MachineFiles Read() =>
        new(
            MachineFiles
                .Paths.Select(path => (path, text: Text(path)))
                .Where(file => file.text is not null)
                .ToDictionary(file => file.path, file => file.text!)
        );

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
