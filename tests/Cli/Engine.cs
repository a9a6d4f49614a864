using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Measurement.Hosts;

namespace Cli.Tests;

/// <summary>The Docker engine, asked through its own client.</summary>
internal static class Engine
{
    public const string Socket = "/var/run/docker.sock";

    /// <summary>Skips the test, with the reason, where no engine answers.</summary>
    public static async Task RequireAsync()
    {
        Assert.SkipWhen(Tool.OnPath("docker") is null, "needs a docker client on PATH");
        var answer = await Child.RunAsync("docker", "version", "--format", "{{.Server.Version}}");
        Assert.SkipUnless(answer.ExitCode == 0, $"needs a Docker engine: {answer.Stderr.Trim()}");
    }

    /// <summary>Whether a launch of a run is running in its container. A warm start does not count.</summary>
    public static async Task<bool> RunsAsync(string run) =>
        await CountAsync(run, "ps", "--filter", "name=-[0-9]+$") > 0;

    /// <summary>How many containers, and images, a run still has.</summary>
    public static async Task<(int Containers, int Images)> LeftOfAsync(string run) =>
        (await CountAsync(run, "ps", "--all"), await CountAsync(run, "images", "--all"));

    /// <summary>What the engine says of the only container of a run.</summary>
    public static async Task<JsonNode> InspectAsync(string run)
    {
        var list = await Child.RunAsync("docker", "ps", "--quiet", "--filter", $"label=analysis.run={run}");
        var inspected = await Child.RunAsync("docker", "inspect", list.Done().Stdout.Trim());
        return Assert.Single(JsonNode.Parse(inspected.Done().Stdout)!.AsArray())!;
    }

    private static async Task<int> CountAsync(string run, params IEnumerable<string> list)
    {
        var answer = await Child.RunAsync("docker", [.. list, "--quiet", "--filter", $"label=analysis.run={run}"]);
        return answer.Done().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}

/// <summary>
/// Stands between the command line and the machine's engine. It refuses to remove the first container
/// that it is asked to remove.
/// </summary>
internal sealed class ReluctantEngine : IAsyncDisposable
{
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes(
        "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
            + """{"message":"device is busy"}"""
    );
    private readonly string _path;
    private readonly Socket _listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private int _refused;

    /// <param name="folder">The folder for its socket.</param>
    public ReluctantEngine(string folder)
    {
        _path = Path.Combine(folder, "reluctant.sock");
        _listening.Bind(new UnixDomainSocketEndPoint(_path));
        _listening.Listen();
        _ = AcceptAsync();
    }

    public string Address => $"unix://{_path}";

    public bool HasRefused => _refused > 0;

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            _ = RelayAsync(await _listening.AcceptAsync(_end.Token));
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await engine.ConnectAsync(new UnixDomainSocketEndPoint(Engine.Socket), _end.Token);
        using (client)
        {
            await Task.WhenAll(PumpAsync(client, engine, refusing: true), PumpAsync(engine, client, refusing: false));
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool refusing)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var size)
        {
            var removes = refusing && buffer.AsSpan(0, size).StartsWith("DELETE "u8);
            if (removes && Interlocked.Increment(ref _refused) == 1)
            {
                await from.SendAsync(Refusal, _end.Token);
            }
            else
            {
                await to.SendAsync(buffer.AsMemory(0, size), _end.Token);
            }
        }
        to.Shutdown(SocketShutdown.Send);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listening.Dispose();
        _end.Dispose();
    }
}

/// <summary>An engine of the test's own, beside the machine's. It can be killed.</summary>
internal sealed class PrivateEngine : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Child _daemon;

    private PrivateEngine(string folder, Child daemon) => (_folder, _daemon) = (folder, daemon);

    public string Address => $"unix://{_folder}/docker.sock";

    /// <summary>Skips the test, with the reason, where an engine cannot be started.</summary>
    public static async Task<PrivateEngine> StartAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root to start a Docker engine of its own");
        Assert.SkipWhen(Tool.OnPath("dockerd") is null, "needs dockerd on PATH");
        var folder = Directory.CreateTempSubdirectory("engine-").FullName;
        string[] arguments =
        [
            $"--host=unix://{folder}/docker.sock",
            $"--data-root={folder}/data",
            $"--exec-root={folder}/exec",
            $"--pidfile={folder}/docker.pid",
            "--storage-driver=vfs",
            "--bridge=none",
            "--iptables=false",
        ];
        // In a network namespace of its own: an engine without a bridge removes docker0, which the machine's engine needs.
        var engine = new PrivateEngine(folder, Child.Start("unshare", ["--net", "dockerd", .. arguments], folder, []));
        await engine._daemon.SaysAsync("API listen on");
        return engine;
    }

    /// <summary>Sends a signal to the daemon and the containerd that it started.</summary>
    public void Signal(string signal)
    {
        foreach (var process in _daemon.Descendants().Append(_daemon.Id))
        {
            Child.Kill(signal, $"{process}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Signal("-KILL");
        await _daemon.DisposeAsync();
        foreach (var shim in Directory.EnumerateDirectories("/proc").Where(IsOurs))
        {
            Child.Kill("-KILL", Path.GetFileName(shim));
        }
        foreach (var mount in File.ReadLines("/proc/mounts").Select(line => line.Split(' ')[1]).Where(UnderFolder))
        {
            await Child.RunAsync("umount", "--lazy", mount);
        }
        Directory.Delete(_folder, recursive: true);
    }

    private bool UnderFolder(string path) => path.StartsWith(_folder + "/", StringComparison.Ordinal);

    private bool IsOurs(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(_folder, StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
