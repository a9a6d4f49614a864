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

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(10);
    private readonly string _name;
    private readonly string _ssh;
    private readonly string[] _destination;
    private readonly DirectoryInfo _sockets = Directory.CreateTempSubdirectory("analysis-ssh-");
    private SshProcess? _master;

    private SshConnection(string name, string ssh, string[] destination) =>
        (_name, _ssh, _destination) = (name, ssh, destination);

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
        ssh ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : Tool.OnPath("ssh")
                ?? throw new UsageException("No ssh on PATH: install it (apt-get install openssh-client).");
        string[] port = address.Port > 0 ? ["-p", $"{address.Port}"] : [];
        string[] user = address.UserInfo.Length > 0 ? ["-l", Uri.UnescapeDataString(address.UserInfo)] : [];
        return new SshConnection(name, ssh, [.. port, .. user, address.Host]);
    }

    /// <summary>Connects, and starts the script that lives as long as the connection.</summary>
    /// <returns>What it printed, up to and with its line of a separator and <c>end</c>.</returns>
    /// <exception cref="MeasurementException">It cannot be reached; the message says what ssh said.</exception>
    public async Task<string> OpenAsync(string script, CancellationToken cancel)
    {
        _master = SshProcess.Start(Arguments(script, ["-o", "ControlMaster=yes"]));
        var told = new StringBuilder();
        while (await _master.ReadLineAsync(cancel) is { } line)
        {
            told.Append(line).Append('\n');
            if (line == $"{SshHost.Separator}end")
            {
                return told.ToString();
            }
        }
        throw new MeasurementException(
            $"Cannot measure on {_name}: {await _master.ComplaintAsync(cancel)}. "
                + $"`ssh {string.Join(' ', _destination)}` must log in without a question: check address, key and agent."
        );
    }

    /// <summary>The command line that, when it is run here, runs a script there.</summary>
    public IReadOnlyList<string> Command(string script) => Arguments(script, ["-o", "ControlMaster=no"]);

    /// <summary>Starts a script there. It runs until it is disposed of.</summary>
    public SshProcess Start(string script) => SshProcess.Start(Command(script));

    /// <summary>Runs a script there to its end.</summary>
    /// <returns>What it printed, trimmed.</returns>
    /// <exception cref="MeasurementException">It failed, or the connection was lost.</exception>
    public async Task<string> RunAsync(string script, PipeSource input, CancellationToken cancel)
    {
        var result = await BufferedAsync(script, input, cancel);
        return result.IsSuccess ? result.StandardOutput.Trim()
            : result.ExitCode == ConnectionFailed ? throw Lost($"({result.StandardError.Trim()})")
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
            return result.IsSuccess ? (true, result.StandardOutput.Trim()) : (false, result.StandardError.Trim());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, $"no answer within {AnswerLimit.TotalSeconds:0} s");
        }
    }

    public MeasurementException Lost(string when) =>
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

    /// <summary>With these options ssh asks nothing on a terminal, and notices a connection that is silent.</summary>
    private IReadOnlyList<string> Arguments(string script, IEnumerable<string> options) =>
        [
            _ssh,
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
            .. options,
            .. _destination,
            $"exec /bin/sh -c {Quoted(script)}",
        ];
}
