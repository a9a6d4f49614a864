using Measurement.Probing;

namespace Measurement.Hosts;

/// <summary>
/// A machine that targets run on. This class answers everything that differs between this machine and another one.
/// Targets, collector and journal know nothing else about where they measure.
/// </summary>
internal abstract class Host(Repository repository) : IAsyncDisposable
{
    /// <summary>The checkout that measures, always on this machine: its binaries are placed on the host.</summary>
    public Repository Repository { get; } = repository;

    /// <summary>How a user names the hosts that there are.</summary>
    public const string Names = $"{LocalHost.LocalName}|{Arm64Vm.VmName}|{SshHost.Scheme}[USER@]MACHINE[:PORT]";

    /// <summary>The name that a user gives it: <c>local</c>, <c>arm64-vm</c>, <c>ssh://user@machine</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Named as in <c>run.json</c>: <c>x86-64</c> or <c>arm64</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>The environment of the user who measures there.</summary>
    public abstract IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Where the host looks for programs.</summary>
    public IEnumerable<string> PathFolders =>
        Variables.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A folder there for files that are compiled ahead of time.</summary>
    public abstract string Artifacts { get; }

    /// <summary>
    /// The folder of the lock by which collections there wait for each other. Everything that is launched is marked with
    /// it: what has the mark and no collection belongs to one that was killed.
    /// </summary>
    public abstract string Scope { get; }

    /// <summary>Whether the Docker engine that this process reaches is the one of that machine.</summary>
    public virtual bool HasDocker => false;

    /// <summary>What set-up built here for the host's architecture.</summary>
    public BuiltPrograms Built => Repository.Built(Architecture);

    /// <summary>What a reader must know about the machine, with what the system there charges a program.</summary>
    public async Task<HostFacts> DescribeAsync(CancellationToken cancel) =>
        await FactsAsync(cancel) with
        {
            Costs = File.Exists(Built.Probe) ? await CostsAsync(cancel) : null,
        };

    /// <summary>What the machine tells about itself.</summary>
    protected abstract ValueTask<HostFacts> FactsAsync(CancellationToken cancel);

    /// <summary>Tells the machine from others; random, or made from its own id.</summary>
    public abstract string MachineId { get; }

    /// <summary>Asks the probe there for something other than launches: see its <c>--help</c>.</summary>
    public async Task<(bool Ok, string Text)> AskProbeAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancel
    ) => await AskAsync(await PlaceAsync(Built.Probe, cancel), arguments, cancel);

    private async Task<SystemCosts?> CostsAsync(CancellationToken cancel)
    {
        var (ok, text) = await AskProbeAsync(["--costs"], cancel);
        return ok ? Json.Parse<SystemCosts>(text) : null;
    }

    /// <summary>Which clock the probe reads there.</summary>
    public abstract Task<string> ClockSourceAsync(CancellationToken cancel);

    /// <summary>Starts the probe there.</summary>
    /// <exception cref="MeasurementException">Not built, or does not start; the message says what to do.</exception>
    public abstract Task<Probe> OpenProbeAsync(CancellationToken cancel);

    /// <summary>Waits until nobody else measures on the machine.</summary>
    /// <param name="what">What those who wait for this process are told.</param>
    /// <param name="waiting">Called once if this process waits; it is told for whom, where that is known.</param>
    public abstract Task<IAsyncDisposable> LockAsync(string what, Action<string> waiting, CancellationToken cancel);

    /// <summary>Makes a file of this machine available there.</summary>
    /// <param name="file">The file's path on this machine.</param>
    /// <param name="beside">Further files that it needs in its own folder.</param>
    /// <returns>Its path on the host.</returns>
    /// <exception cref="NotBuiltFault">The file is missing here; the message says what to do.</exception>
    public async Task<string> PlaceAsync(string file, CancellationToken cancel, params IReadOnlyList<string> beside)
    {
        var missing = beside.Prepend(file).FirstOrDefault(each => !File.Exists(each));
        return missing is null
            ? await PlaceAsync(beside.Prepend(file).ToList(), cancel)
            : throw new NotBuiltFault(missing);
    }

    /// <returns>The path of the first file there.</returns>
    protected abstract Task<string> PlaceAsync(IReadOnlyList<string> files, CancellationToken cancel);

    /// <summary>The first of these paths that is a file there; null: none is.</summary>
    public abstract Task<string?> FirstFileAsync(IReadOnlyList<string> paths, CancellationToken cancel);

    /// <summary>A file of the host: its length and its SHA-256.</summary>
    public abstract Task<(long Bytes, string Sha256)> InspectAsync(string path, CancellationToken cancel);

    /// <summary>Makes a folder there, with those above it.</summary>
    public abstract Task MakeFolderAsync(string path, CancellationToken cancel);

    /// <summary>Runs a program there to learn something, outside every timed launch.</summary>
    /// <returns>Whether it exited with 0, and what it printed (on stderr where it failed), trimmed.</returns>
    public abstract Task<(bool Ok, string Text)> AskAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel
    );

    /// <summary>Removes everything that was placed there.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The path of a program in the folders of the host's <c>PATH</c>; null where no folder has it.</summary>
    public Task<string?> OnPathAsync(string program, CancellationToken cancel) =>
        FirstFileAsync([.. PathFolders.Select(folder => Path.Combine(folder, program))], cancel);

    /// <summary>The first line that the program prints, or a text that it told no version.</summary>
    public async Task<string> VersionAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var (ok, text) = await AskAsync(program, arguments, cancel);
        return ok ? text.Split('\n')[0] : "unknown version";
    }

    /// <summary>Opens the host that a user named.</summary>
    /// <exception cref="UsageException">There is no such kind of host.</exception>
    /// <exception cref="MeasurementException">It cannot be reached; the message says why, and what to try.</exception>
    public static async Task<Host> OpenAsync(string name, Repository repository, CancellationToken cancel) =>
        name == LocalHost.LocalName ? new LocalHost(repository)
        : name == Arm64Vm.VmName ? await Arm64Vm.OpenAsync(repository, cancel)
        : name.StartsWith(SshHost.Scheme, StringComparison.Ordinal)
            ? await SshHost.ConnectAsync(name, repository, cancel)
        : throw new UsageException(
            $"No host '{name}': give {LocalHost.LocalName}, {Arm64Vm.VmName} or {SshHost.Scheme}user@machine."
        );
}
