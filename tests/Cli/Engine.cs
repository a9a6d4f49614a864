using Measurement.Hosts;

namespace Cli.Tests;

/// <summary>The Docker engine, asked through its own client.</summary>
internal static class Engine
{
    /// <summary>Skips the test, with the reason, where no engine answers.</summary>
    public static async Task RequireAsync()
    {
        Assert.SkipWhen(Tool.OnPath("docker") is null, "needs a docker client on PATH");
        var answer = await Child.RunAsync("docker", "version", "--format", "{{.Server.Version}}");
        Assert.SkipUnless(answer.ExitCode == 0, $"needs a Docker engine: {answer.Stderr.Trim()}");
    }

    /// <summary>Whether a container of a run is running.</summary>
    public static async Task<bool> RunsAsync(string run) => await CountAsync(run, "ps") > 0;

    /// <summary>How many containers, and images, a run still has.</summary>
    public static async Task<(int Containers, int Images)> LeftOfAsync(string run) =>
        (await CountAsync(run, "ps", "--all"), await CountAsync(run, "images", "--all"));

    private static async Task<int> CountAsync(string run, params IEnumerable<string> list)
    {
        var answer = await Child.RunAsync("docker", [.. list, "--quiet", "--filter", $"label=analysis.run={run}"]);
        return answer.Done().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}

/// <summary>An engine of the test's own, beside the machine's, that can be killed.</summary>
internal sealed class PrivateEngine : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Child _daemon;

    private PrivateEngine(string folder, Child daemon) => (_folder, _daemon) = (folder, daemon);

    public string Address => $"unix://{_folder}/docker.sock";

    /// <summary>Skips the test, with the reason, where an engine can't be started.</summary>
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
        var engine = new PrivateEngine(folder, Child.Start("dockerd", arguments, folder, []));
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
