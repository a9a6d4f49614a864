using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace Measurement.Hosts;

/// <summary>
/// One connection of the system's <c>ssh</c> that all commands to a machine share (ControlMaster in ssh_config(5)). It
/// is opened once, with a script that runs there as long as the connection lives.
/// </summary>
internal sealed class SshConnection : IAsyncDisposable
{
    /// <summary>The variable that names another <c>ssh</c>, or a script that calls it with options.</summary>
    public const string Variable = "ANALYSIS_SSH";

    /// <summary>A session of its own: Ctrl-C in the terminal is for the collector, which finishes the launch in flight.</summary>
    private static readonly string[] OwnSession = ["setsid"];

    /// <summary>
    /// A session that is killed when the command ends, and a second after its input has ended: ssh itself does not look at
    /// its input before the other end has answered, which a machine does only when it has booted.
    /// </summary>
    private static readonly string[] SessionOfInput =
    [
        .. OwnSession,
        "sh",
        "-c",
        "{ cat; exec >&-; sleep 1; kill -KILL 0; } | { \"$@\"; kill -KILL 0; }",
        "sh",
    ];
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(10);
    private readonly string _name;
    private readonly IReadOnlyList<string> _ssh;
    private readonly string[] _destination;
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("analysis-ssh-");
    private string[] _masterSession = OwnSession;
    private string[] _opening = [];
    private string[] _sharing = [];
    private SshProcess? _master;

    private SshConnection(string name, string ssh, string[] destination) =>
        // ssh runs a ProxyCommand by this shell.
        (_name, _ssh, _destination) = (name, ["env", "SHELL=/bin/sh", ssh], destination);

    /// <summary>How long an answer may take.</summary>
    private TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <exception cref="UsageException">The name is not an address, or there is no ssh.</exception>
    public static SshConnection To(string name, string? ssh)
    {
        if (
            !Uri.TryCreate(name, UriKind.Absolute, out var address)
            || address.Host.Length == 0
            || address.PathAndQuery is not ("" or "/")
        )
        {
            throw new UsageException(
                $"'{name}' is not a host: give {SshHost.Scheme}user@machine or {SshHost.Scheme}user@machine:port."
            );
        }
        string[] port = address.Port > 0 ? ["-p", $"{address.Port}"] : [];
        string[] user = address.UserInfo.Length > 0 ? ["-l", Uri.UnescapeDataString(address.UserInfo)] : [];
        return new SshConnection(name, ssh ?? Program(), [.. port, .. user, address.Host]);
    }

    /// <summary>Over the streams of a program that ssh starts, which ends with the connection.</summary>
    /// <param name="command">The program's command line.</param>
    /// <param name="key">The file of the key that logs in as root.</param>
    /// <exception cref="UsageException">There is no ssh.</exception>
    public static SshConnection Over(string name, IReadOnlyList<string> command, string key)
    {
        var proxy = string.Join(' ', command.Select(Quoted)).Replace("%", "%%", StringComparison.Ordinal);
        string[] options =
        [
            .. new[] { "-F", "none", "-i", key, "-l", "root" },
            .. Option("IdentityAgent=none"),
            // Nobody else can be at the other end of the program's streams.
            .. Option("StrictHostKeyChecking=no"),
            .. Option("UserKnownHostsFile=/dev/null"),
            .. Option("IdentitiesOnly=yes"),
            .. Option("LogLevel=ERROR"),
            // A program that computes all the time may be slow to answer.
            .. Option("ServerAliveInterval=20"),
            .. Option("ConnectTimeout=300"),
        ];
        return new SshConnection(name, Tool.OnPath("ssh") ?? throw NoSsh(), [.. options, name])
        {
            _masterSession = SessionOfInput,
            // Whoever shares the connection never starts the program once more.
            _opening = Option($"ProxyCommand={proxy}"),
            _sharing = Option("ProxyCommand=false"),
            AnswerLimit = TimeSpan.FromMinutes(5),
        };

        static string[] Option(string option) => ["-o", option];
    }

    /// <summary>Whether the connection was opened, and neither closed nor lost.</summary>
    public bool IsAlive => _master is { HasEnded: false };

    private static string Program() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : Tool.OnPath("ssh") ?? throw NoSsh();

    private static UsageException NoSsh() => new("No ssh on PATH: install it (apt-get install openssh-client).");

    /// <summary>Connects, and starts the script that lives as long as the connection.</summary>
    /// <returns>What it printed, up to and with its line of a separator and <c>end</c>.</returns>
    /// <exception cref="MeasurementException">It cannot be reached; the message says what ssh said.</exception>
    public async Task<string> OpenAsync(string script, CancellationToken cancel)
    {
        _master = SshProcess.Start([
            .. _masterSession,
            .. Arguments(Shell(script), ["-o", "ControlMaster=yes", .. _opening]),
        ]);
        var told = new StringBuilder();
        while (await _master.ReadLineAsync(cancel) is { } line)
        {
            told.Append(line).Append('\n');
            if (line == $"{ShellHost.Separator}end")
            {
                return told.ToString();
            }
        }
        if (_opening.Length > 0)
        {
            throw new MeasurementException(await _master.ComplaintAsync(first: true, cancel));
        }
        throw new MeasurementException(
            $"Cannot measure on {_name}: {await _master.ComplaintAsync(first: false, cancel)}. "
                + $"`ssh {string.Join(' ', _destination)}` must log in without a question: check address, key and agent."
        );
    }

    /// <summary>The command line that, when it is run here, runs a script there.</summary>
    public IReadOnlyList<string> Command(string script) =>
        [.. OwnSession, .. Arguments(Shell(script), ["-o", "ControlMaster=no", .. _sharing])];

    /// <summary>Starts a script there. It runs until it is disposed of.</summary>
    public SshProcess Start(string script) => SshProcess.Start(Command(script));

    /// <summary>Runs a script there to its end.</summary>
    /// <returns>What it printed, trimmed.</returns>
    /// <exception cref="MeasurementException">It failed, or the connection was lost.</exception>
    public async Task<string> RunAsync(string script, PipeSource input, CancellationToken cancel)
    {
        var result = await BufferedAsync(script, input, cancel);
        return result.IsSuccess ? result.StandardOutput.Trim()
            : result.ExitCode == ConnectionFailed ? throw LostWith(result.StandardError.Trim())
            : throw new MeasurementException($"{_name}: `{script}` failed: {result.StandardError.Trim()}");
    }

    /// <summary>Whether a command there exited with 0, and its trimmed output (stderr where it failed).</summary>
    /// <exception cref="MeasurementException">The connection was lost.</exception>
    public async Task<(bool Ok, string Text)> AskAsync(string command, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(AnswerLimit);
        try
        {
            var result = await BufferedAsync(command, PipeSource.Null, limit.Token);
            // A program may exit with this code, too.
            return result.ExitCode == ConnectionFailed && !await IsConnectedAsync(limit.Token)
                    ? throw LostWith(result.StandardError.Trim())
                : result.IsSuccess ? (true, result.StandardOutput.Trim())
                : (false, result.StandardError.Trim());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, $"no answer within {AnswerLimit.TotalSeconds:0} s");
        }
    }

    private ConnectionLost LostWith(string said) => Lost(said.Length > 0 ? $"({said})" : "meanwhile");

    public ConnectionLost Lost(string when) =>
        new(
            $"The connection to {_name} was lost {when}. Every completed sample is kept: go on with `./analysis collect --resume`."
        );

    public async ValueTask DisposeAsync()
    {
        if (_master is not null)
        {
            await _master.EndAsync(GoodbyeLimit);
        }
        _sockets.Delete(recursive: true);
    }

    /// <summary>A word, quoted for the shell there.</summary>
    public static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The exit code of ssh itself if the connection failed.</summary>
    private const int ConnectionFailed = 255;

    private Task<BufferedCommandResult> BufferedAsync(string script, PipeSource input, CancellationToken cancel)
    {
        var command = Command(script);
        return CliWrap
            .Cli.Wrap(command[0])
            .WithArguments(command.Skip(1))
            .WithStandardInputPipe(input)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
    }

    private static string[] Shell(string script) => [$"exec /bin/sh -c {Quoted(script)}"];

    /// <summary>With these options ssh asks nothing on a terminal, and notices a connection that is silent.</summary>
    private IReadOnlyList<string> Arguments(IEnumerable<string> command, IEnumerable<string> options) =>
        [
            .. _ssh,
            .. options,
            .. _destination[..^1],
            "-T",
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=15",
            "-o",
            "ServerAliveInterval=5",
            "-o",
            "ServerAliveCountMax=3",
            "-o",
            $"ControlPath={Path.Combine(_sockets.FullName, "%C")}",
            "-o",
            "ControlPersist=no",
            _destination[^1],
            .. command,
        ];

    private async Task<bool> IsConnectedAsync(CancellationToken cancel)
    {
        string[] check = [.. OwnSession, .. Arguments([], ["-O", "check", .. _sharing])];
        return (await Tool.AskAsync(check[0], check[1..], cancel)).Ok;
    }
}

/// <summary>The connection to a machine was lost.</summary>
internal sealed class ConnectionLost(string message) : MeasurementException(message);
