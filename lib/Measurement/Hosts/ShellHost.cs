using System.Collections.Concurrent;
using System.Globalization;
using CliWrap;
using Measurement.Probing;

namespace Measurement.Hosts;

/// <summary>
/// A machine that is reached through a shell over <c>ssh</c>. Files are placed in one folder there, which goes with the
/// connection or, where the machine comes back, with the machine.
/// </summary>
internal abstract class ShellHost(Repository repository) : Host(repository)
{
    /// <summary>Separates the files in the output of <see cref="Arrival"/>.</summary>
    internal const char Separator = '\u001e';

    /// <summary>
    /// A script that runs as long as the connection. It makes the folder, describes the machine, waits for the end of
    /// its input, and does what the making of the folder left to be done then.
    /// </summary>
    private const string Arrival = """
        umask 077
        MAKE_ROOT
        trap 'exit 1' HUP INT TERM PIPE
        say() { printf '\036%s\n' "$1"; }
        say root; echo "$root"
        say architecture; uname -m
        say variables; env
        say lock; if [ "$ANALYSIS_LOCK_FOLDER" ]; then echo "$ANALYSIS_LOCK_FOLDER"; elif [ -d /run/lock ]; then echo /run/lock; else echo /tmp; fi
        for file in FILES; do if [ -e "$file" ]; then say "$file"; cat "$file" 2>/dev/null; fi; done
        say end; echo
        cat >/dev/null
        """;

    private readonly Dictionary<string, string> _placed = [];
    private readonly SemaphoreSlim _placing = new(1);
    private readonly ConcurrentDictionary<(string Path, string State), string> _digests = [];

    /// <summary>The folder of this connection on the machine.</summary>
    protected abstract string Root { get; }

    public override string Artifacts => $"{Root}/artifacts";

    /// <summary>Whether a probe that died can be started again, since the machine comes back with its files.</summary>
    protected virtual bool ComesBack => false;

    /// <summary>A command after which files are safe if the machine dies and comes back.</summary>
    private string Settle => ComesBack ? "sync" : ":";

    /// <summary>The connection. A host whose machine comes back opens another one if this one was lost.</summary>
    /// <exception cref="MeasurementException">There is none; the message says why.</exception>
    protected abstract ValueTask<SshConnection> ConnectionAsync(CancellationToken cancel);

    /// <summary>Ends a connection that was lost, so that the next one is another.</summary>
    protected virtual ValueTask ReplaceAsync(SshConnection lost) => default;

    /// <summary>Opens a connection.</summary>
    /// <param name="folder">A script that makes the folder and sets <c>root</c> to its path.</param>
    /// <returns>What the machine tells about itself, by topic and by file.</returns>
    /// <exception cref="MeasurementException">It cannot be reached; the message says what ssh said.</exception>
    protected static async Task<IReadOnlyDictionary<string, string>> ArriveAsync(
        SshConnection connection,
        string folder,
        CancellationToken cancel
    )
    {
        var script = Arrival
            .Replace("MAKE_ROOT", folder, StringComparison.Ordinal)
            .Replace("FILES", string.Join(' ', MachineFiles.Paths), StringComparison.Ordinal);
        return (await connection.OpenAsync(script, cancel))
            .Split(Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .ToDictionary(part => part[0], part => part[1]);
    }

    public override async Task<Probe> OpenProbeAsync(CancellationToken cancel)
    {
        var probe = await PlaceAsync(Built.Probe, cancel);
        SshConnection? last = null;
        return await Probe.StartAsync(
            async token =>
            {
                if (last is not null)
                {
                    await ReplaceAsync(last);
                }
                last = await ConnectionAsync(token);
                return last.Command($"exec {SshConnection.Quoted(probe)}");
            },
            $"the probe on {Name}, or the connection to it,",
            ComesBack,
            cancel
        );
    }

    protected override async Task<string> PlaceAsync(IReadOnlyList<string> files, CancellationToken cancel)
    {
        await _placing.WaitAsync(cancel);
        try
        {
            if (_placed.TryGetValue(files[0], out var known))
            {
                return known;
            }
            var folder = string.Create(CultureInfo.InvariantCulture, $"{Root}/files/{_placed.Count}");
            foreach (var file in files)
            {
                var there = SshConnection.Quoted($"{folder}/{Path.GetFileName(file)}");
                await RunAsync(
                    $"mkdir -p {SshConnection.Quoted(folder)} && cat >{there} && chmod 700 {there} && {Settle}",
                    () => PipeSource.FromFile(file),
                    cancel
                );
            }
            return _placed[files[0]] = $"{folder}/{Path.GetFileName(files[0])}";
        }
        finally
        {
            _placing.Release();
        }
    }

    public override async Task<string?> FirstFileAsync(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        if (paths.Count == 0)
        {
            return null;
        }
        var list = string.Join(' ', paths.Select(SshConnection.Quoted));
        var found = await RunAsync(
            $"for file in {list}; do if [ -f \"$file\" ]; then echo \"$file\"; break; fi; done",
            () => PipeSource.Null,
            cancel
        );
        return found.Length == 0 ? null : found;
    }

    /// <summary>Remembered until the file changes: several targets share programs of more than 100 MB.</summary>
    public override async Task<(long Bytes, string Sha256)> InspectAsync(string path, CancellationToken cancel)
    {
        var file = SshConnection.Quoted(path);
        var state = await RunAsync($"{Settle} && stat -L -c '%s %Y' {file}", () => PipeSource.Null, cancel);
        if (!_digests.TryGetValue((path, state), out var digest))
        {
            var told = await RunAsync($"sha256sum <{file}", () => PipeSource.Null, cancel);
            _digests[(path, state)] = digest = told.Split(' ')[0];
        }
        return (long.Parse(state.Split(' ')[0], CultureInfo.InvariantCulture), digest);
    }

    public override Task MakeFolderAsync(string path, CancellationToken cancel) =>
        RunAsync($"mkdir -p {SshConnection.Quoted(path)}", () => PipeSource.Null, cancel);

    public override Task<(bool Ok, string Text)> AskAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel
    )
    {
        var command = string.Join(' ', arguments.Prepend(program).Select(SshConnection.Quoted));
        return OnConnectionAsync(connection => connection.AskAsync(command, cancel), cancel);
    }

    private Task<string> RunAsync(string script, Func<PipeSource> input, CancellationToken cancel) =>
        OnConnectionAsync(connection => connection.RunAsync(script, input(), cancel), cancel);

    /// <summary>Does it once more, with another connection, where the machine comes back.</summary>
    private async Task<T> OnConnectionAsync<T>(Func<SshConnection, Task<T>> act, CancellationToken cancel)
    {
        var connection = await ConnectionAsync(cancel);
        try
        {
            return await act(connection);
        }
        catch (ConnectionLost) when (ComesBack && !cancel.IsCancellationRequested)
        {
            await ReplaceAsync(connection);
        }
        return await act(await ConnectionAsync(cancel));
    }
}
