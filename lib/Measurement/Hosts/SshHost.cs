using System.Globalization;
using CliWrap;
using Measurement.Probing;

namespace Measurement.Hosts;

/// <summary>
/// A machine reached by the system's own <c>ssh</c>, so that agents, jump hosts and <c>~/.ssh/config</c> work as the
/// user has them. Files are placed in one folder there. It is removed when the connection ends, however it ends.
/// </summary>
internal sealed class SshHost : Host
{
    public const string Scheme = "ssh://";

    /// <summary>Separates the files in the output of <see cref="Arrival"/>.</summary>
    internal const char Separator = '\u001e';

    /// <summary>
    /// A script that runs as long as the connection. It makes the folder, describes the machine, waits for the end of
    /// its input, and removes the folder.
    /// </summary>
    private const string Arrival = """
        umask 077
        root=$(mktemp -d "${TMPDIR:-/tmp}/analysis.XXXXXXXX") || exit 1
        trap 'rm -rf "$root"' EXIT
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

    /// <summary>A script that allows one collection at a time on that machine, whoever started it from where.</summary>
    private const string Locking = """
        command -v flock >/dev/null || { echo taken; exec cat >/dev/null; }
        file=FOLDER/analysis-measuring.lock
        [ -e "$file" ] || (umask 0; set -C; : >"$file") 2>/dev/null
        [ -L "$file" ] && { echo "$file is a symbolic link, which the lock on measuring never follows: remove it" >&2; exit 1; }
        exec 9<"$file"
        flock -n 9 || { echo waiting; flock 9; }
        echo taken
        exec cat >/dev/null
        """;

    private readonly SshConnection _connection;
    private readonly string _root;
    private readonly MachineFiles _files;
    private readonly Dictionary<string, string> _placed = [];

    private SshHost(
        string name,
        Repository repository,
        SshConnection connection,
        IReadOnlyDictionary<string, string> told
    )
        : base(repository)
    {
        Name = name;
        _connection = connection;
        _root = told["root"].Trim();
        Architecture = told["architecture"].Trim() switch
        {
            "x86_64" => "x86-64",
            "aarch64" => "arm64",
            var other => throw new UsageException($"{name} is {other}: x86-64 and arm64 machines can be measured."),
        };
        Variables = told["variables"]
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0])
            .ToDictionary(parts => parts[0], parts => parts[1]);
        _files = new MachineFiles(told);
        Scope = told["lock"].Trim();
    }

    public override string Name { get; }
    public override string Architecture { get; }
    public override IReadOnlyDictionary<string, string> Variables { get; }
    public override string Artifacts => $"{_root}/artifacts";
    public override string Scope { get; }

    /// <param name="name">
    /// <c>ssh://user@machine</c> or <c>ssh://machine:port</c>; <c>machine</c> may be an alias of
    /// the user's configuration.
    /// </param>
    /// <param name="ssh">The program to use; null: the one that <c>ANALYSIS_SSH</c> names, or the system's.</param>
    /// <exception cref="MeasurementException">It cannot be reached; the message says what ssh said.</exception>
    public static async Task<SshHost> ConnectAsync(
        string name,
        Repository repository,
        CancellationToken cancel,
        string? ssh = null
    )
    {
        var connection = SshConnection.To(name, ssh);
        try
        {
            var files = string.Join(' ', MachineFiles.Paths);
            var told = await connection.OpenAsync(Arrival.Replace("FILES", files, StringComparison.Ordinal), cancel);
            return new SshHost(name, repository, connection, Parts(told));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override HostFacts Facts => _files.Describe(Name, _files.HashedId ?? "unknown", Architecture);

    public override Task<string> ClockSourceAsync(CancellationToken cancel) => Task.FromResult(_files.ClockSource);

    public override async Task<Probe> OpenProbeAsync(CancellationToken cancel)
    {
        var probe = await PlaceAsync(Built.Probe, cancel);
        return Probe.Start(
            _connection.Command($"exec {SshConnection.Quoted(probe)}"),
            $"the probe on {Name}, or the connection to it,"
        );
    }

    public override async Task<IAsyncDisposable> LockAsync(
        string what,
        Action<string> waiting,
        CancellationToken cancel
    )
    {
        var holding = _connection.Start(
            Locking.Replace("FOLDER", SshConnection.Quoted(Scope), StringComparison.Ordinal)
        );
        try
        {
            while (await holding.ReadLineAsync(cancel) is { } said)
            {
                if (said == "taken")
                {
                    return holding;
                }
                waiting($"Another collection measures on {Name}. Waiting for it to end.");
            }
            throw _connection.Lost("while waiting for the machine");
        }
        catch
        {
            await holding.DisposeAsync();
            throw;
        }
    }

    protected override async Task<string> PlaceAsync(IReadOnlyList<string> files, CancellationToken cancel)
    {
        if (_placed.TryGetValue(files[0], out var known))
        {
            return known;
        }
        var folder = string.Create(CultureInfo.InvariantCulture, $"{_root}/files/{_placed.Count}");
        foreach (var file in files)
        {
            var there = $"{folder}/{Path.GetFileName(file)}";
            await using var content = File.OpenRead(file);
            await _connection.RunAsync(
                $"mkdir -p {SshConnection.Quoted(folder)} && cat >{SshConnection.Quoted(there)} && chmod 700 {SshConnection.Quoted(there)}",
                PipeSource.FromStream(content),
                cancel
            );
        }
        return _placed[files[0]] = $"{folder}/{Path.GetFileName(files[0])}";
    }

    public override async Task<string?> FirstFileAsync(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        if (paths.Count == 0)
        {
            return null;
        }
        var list = string.Join(' ', paths.Select(SshConnection.Quoted));
        var found = await _connection.RunAsync(
            $"for file in {list}; do if [ -f \"$file\" ]; then echo \"$file\"; break; fi; done",
            PipeSource.Null,
            cancel
        );
        return found.Length == 0 ? null : found;
    }

    public override async Task<(long Bytes, string Sha256)> InspectAsync(string path, CancellationToken cancel)
    {
        var told = await _connection.RunAsync(
            $"stat -L -c %s {SshConnection.Quoted(path)} && sha256sum <{SshConnection.Quoted(path)}",
            PipeSource.Null,
            cancel
        );
        var lines = told.Split('\n');
        return (long.Parse(lines[0], CultureInfo.InvariantCulture), lines[1].Split(' ')[0]);
    }

    public override Task MakeFolderAsync(string path, CancellationToken cancel) =>
        _connection.RunAsync($"mkdir -p {SshConnection.Quoted(path)}", PipeSource.Null, cancel);

    public override Task<(bool Ok, string Text)> AskAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel
    ) => _connection.AskAsync(string.Join(' ', arguments.Prepend(program).Select(SshConnection.Quoted)), cancel);

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static Dictionary<string, string> Parts(string told) =>
        told.Split(Separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('\n', 2))
            .ToDictionary(part => part[0], part => part[1]);
}
