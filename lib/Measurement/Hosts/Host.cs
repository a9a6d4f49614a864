using Measurement.Probing;

namespace Measurement.Hosts;

/// <summary>
/// A machine that targets run on. Everything that differs between this machine and another one is asked here; targets,
/// collector and journal know nothing else of where they measure.
/// </summary>
internal abstract class Host(Repository repository) : IAsyncDisposable
{
    /// <summary>The checkout that measures, always on this machine: its binaries are placed on the host.</summary>
    public Repository Repository { get; } = repository;

    /// <summary>As a user names it: <c>local</c>, <c>ssh://user@machine</c>.</summary>
    public abstract string Name { get; }

    /// <summary>As in <c>run.json</c>: <c>x86-64</c> or <c>arm64</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>The environment of whoever measures there.</summary>
    public abstract IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Where the host looks for programs.</summary>
    public IEnumerable<string> PathFolders =>
        Variables.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A folder there for what is compiled ahead of time.</summary>
    public abstract string Artifacts { get; }

    /// <summary>Whether the Docker engine that this process reaches is that machine's.</summary>
    public virtual bool HasDocker => false;

    /// <summary>What set-up built here for the host's architecture.</summary>
    public BuiltPrograms Built => Repository.Built(Architecture);

    public abstract Task<HostFacts> DescribeAsync(CancellationToken cancel);

    /// <summary>Which clock the probe reads there.</summary>
    public abstract Task<string> ClockSourceAsync(CancellationToken cancel);

    /// <summary>Starts the probe there.</summary>
    /// <exception cref="MeasurementException">It is not built, or does not start: says what to do.</exception>
    public abstract Task<Probe> OpenProbeAsync(CancellationToken cancel);

    /// <summary>Waits until nobody else measures on the machine.</summary>
    /// <param name="what">What those who wait are told.</param>
    /// <param name="waiting">Told once that it waits, and for whom where that is known.</param>
    public abstract Task<IAsyncDisposable> LockAsync(string what, Action<string> waiting, CancellationToken cancel);

    /// <summary>Makes a file of this machine available there.</summary>
    /// <param name="file">A path here.</param>
    /// <param name="beside">Further files that it needs in its own folder.</param>
    /// <returns>Its path on the host.</returns>
    /// <exception cref="NotBuiltFault">It is not there: says what to do.</exception>
    public async Task<string> PlaceAsync(string file, CancellationToken cancel, params IReadOnlyList<string> beside)
    {
        var missing = beside.Prepend(file).FirstOrDefault(each => !File.Exists(each));
        return missing is null
            ? await PlaceAsync(beside.Prepend(file).ToList(), cancel)
            : throw new NotBuiltFault(missing);
    }

    /// <returns>The path there of the first.</returns>
    protected abstract Task<string> PlaceAsync(IReadOnlyList<string> files, CancellationToken cancel);

    /// <summary>The first of these paths that is a file there; null: none is.</summary>
    public abstract Task<string?> FirstFileAsync(IReadOnlyList<string> paths, CancellationToken cancel);

    /// <summary>A file of the host: its length and its SHA-256.</summary>
    public abstract Task<(long Bytes, string Sha256)> InspectAsync(string path, CancellationToken cancel);

    /// <summary>Makes a folder there, with those above it.</summary>
    public abstract Task MakeFolderAsync(string path, CancellationToken cancel);

    /// <summary>Asks a program there something, outside every timed launch.</summary>
    /// <returns>Whether it exited with 0, and what it printed (on stderr where it failed), trimmed.</returns>
    public abstract Task<(bool Ok, string Text)> AskAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel
    );

    /// <summary>Takes away everything that was placed there.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>A program by the folders of the host's <c>PATH</c>; null where it is in none.</summary>
    public Task<string?> OnPathAsync(string program, CancellationToken cancel) =>
        FirstFileAsync([.. PathFolders.Select(folder => Path.Combine(folder, program))], cancel);

    /// <summary>The first line that it prints, or that it told no version.</summary>
    public async Task<string> VersionAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var (ok, text) = await AskAsync(program, arguments, cancel);
        return ok ? text.Split('\n')[0] : "unknown version";
    }

    /// <summary>The host of a name that a user gave.</summary>
    /// <exception cref="UsageException">There is no such kind of host.</exception>
    /// <exception cref="MeasurementException">It can't be reached: says why, and what to try.</exception>
    public static async Task<Host> OpenAsync(string name, Repository repository, CancellationToken cancel) =>
        name == LocalHost.LocalName ? new LocalHost(repository)
        : name.StartsWith(SshHost.Scheme, StringComparison.Ordinal)
            ? await SshHost.ConnectAsync(name, repository, cancel)
        : throw new UsageException($"No host '{name}': give {LocalHost.LocalName} or {SshHost.Scheme}user@machine.");
}
