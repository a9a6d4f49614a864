namespace Measurement.Hosts;

/// <summary>
/// A machine of the user's own, reached by the system's own <c>ssh</c>, so that agents, jump hosts and
/// <c>~/.ssh/config</c> work as the user has them.
/// </summary>
internal sealed class SshHost : ShellHost
{
    public const string Scheme = "ssh://";

    private const string OwnFolder = """
        root=$(mktemp -d "${TMPDIR:-/tmp}/analysis.XXXXXXXX") || exit 1
        trap 'rm -rf "$root"' EXIT
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
    private readonly MachineFiles _files;

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
        Root = told["root"].Trim();
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
    protected override string Root { get; }
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
            return new SshHost(name, repository, connection, await ArriveAsync(connection, OwnFolder, cancel));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override string MachineId => _files.HashedId ?? "unknown";

    protected override ValueTask<HostFacts> FactsAsync(CancellationToken cancel) =>
        new(_files.Describe(Name, MachineId, Architecture));

    public override Task<string> ClockSourceAsync(CancellationToken cancel) => Task.FromResult(_files.ClockSource);

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

    protected override ValueTask<SshConnection> ConnectionAsync(CancellationToken cancel) => new(_connection);

    public override ValueTask DisposeAsync() => _connection.DisposeAsync();
}
