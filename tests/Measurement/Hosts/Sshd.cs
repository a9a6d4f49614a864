using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Measurement.Hosts;

namespace Measurement.Tests.Hosts;

/// <summary>
/// An ssh server of the test's own on the loopback interface, and a client that knows it. The server runs as
/// an ordinary user: the one who runs the tests or, if that is root, a user that exists only in the server's
/// own view of the machine.
/// </summary>
internal sealed class Sshd : IAsyncDisposable
{
    private const int UserOfRoot = 54321;
    private const string UserName = "visitor";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sshd-");
    private readonly int _port = FreePort();
    private Process? _server;

    private Sshd() { }

    /// <summary>The address, as <c>--host</c> takes it.</summary>
    public string Address => $"ssh://server-of-the-test:{_port}";

    /// <summary>A program to use in place of <c>ssh</c>, for <c>ANALYSIS_SSH</c>.</summary>
    public string Client => PathOf("ssh");

    /// <summary>Folders that measuring left behind on the other side.</summary>
    public IReadOnlyList<string> LeftBehind =>
        [.. Directory.EnumerateDirectories(Temporary, "analysis.*").Select(path => Path.GetFileName(path))];

    private string Temporary => PathOf("home", "tmp");

    /// <exception cref="Xunit.Sdk.SkipException">This machine has no ssh server that can be started.</exception>
    public static async Task<Sshd> StartAsync()
    {
        var sshd = new Sshd();
        try
        {
            await sshd.ServeAsync();
            return sshd;
        }
        catch
        {
            await sshd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends every connection, as a failing network does. The server goes on.</summary>
    public void DropConnections()
    {
        foreach (var session in Children(_server!.Id).ToList())
        {
            using var process = Process.GetProcessById(session);
            process.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
            _server.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        var program = Find();
        var asRoot = Environment.UserName == "root";
        Directory.CreateDirectory(Temporary);
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", PathOf("home", "host-key"));
        await RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", PathOf("key"));
        File.Copy(PathOf("key.pub"), PathOf("home", "authorized-keys"));
        Write(
            PathOf("home", "config"),
            $"""
            ListenAddress 127.0.0.1
            Port {_port}
            HostKey {PathOf("home", "host-key")}
            AuthorizedKeysFile {PathOf("home", "authorized-keys")}
            SetEnv TMPDIR={Temporary} ANALYSIS_LOCK_FOLDER={Temporary}
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            PidFile none
            """
        );
        Write(
            PathOf("client"),
            $"""
            Host server-of-the-test
              HostName 127.0.0.1
              User {(asRoot ? UserName : Environment.UserName)}
              IdentityFile {PathOf("key")}
              IdentitiesOnly yes
              UserKnownHostsFile {PathOf("known-hosts")}
              StrictHostKeyChecking accept-new
            """
        );
        Write(Client, $"#!/bin/sh\nexec ssh -F '{PathOf("client")}' \"$@\"");
        File.SetUnixFileMode(Client, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var serve = $"exec {program} -D -e -f '{PathOf("home", "config")}'";
        if (asRoot)
        {
            var home = PathOf("home");
            Write(
                PathOf("passwd"),
                await File.ReadAllTextAsync("/etc/passwd") + $"{UserName}:x:{UserOfRoot}:{UserOfRoot}::{home}:/bin/sh"
            );
            await RunAsync("chown", "-R", $"{UserOfRoot}:{UserOfRoot}", home);
            await RunAsync("chmod", "711", _folder.FullName);
            serve =
                $"mount --bind '{PathOf("passwd")}' /etc/passwd && "
                + serve.Replace(
                    "exec ",
                    $"exec setpriv --reuid={UserOfRoot} --regid={UserOfRoot} --clear-groups ",
                    StringComparison.Ordinal
                );
        }
        string[] shell = asRoot ? ["unshare", "--mount", "/bin/sh", "-c", serve] : ["/bin/sh", "-c", serve];
        _server = Process.Start(
            new ProcessStartInfo(shell[0], shell[1..]) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        await ListeningAsync(_server);
    }

    private static async Task ListeningAsync(Process server)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        var said = new List<string>();
        while (await server.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            said.Add(line);
            if (line.Contains("Server listening", StringComparison.Ordinal))
            {
                // Stderr is read to its end, so that the server never waits for a reader.
                _ = server.StandardError.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        Assert.Fail($"The ssh server did not start: {string.Join(' ', said)}");
    }

    /// <summary>The command that starts the system's server, or the one that setup unpacked for the tests.</summary>
    private static string Find()
    {
        var unpacked = Repository.Find().Built(Repository.ThisArchitecture).Unpacked("openssh-server");
        var own = Path.Combine(unpacked, "usr", "sbin", "sshd");
        var system = new[] { "/usr/sbin/sshd", "/usr/local/sbin/sshd" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            system is null && !File.Exists(own) || Tool.OnPath("ssh-keygen") is null,
            "no ssh server here: apt-get install openssh-server openssh-client, or ./analysis test as root"
        );
        return system ?? $"env LD_LIBRARY_PATH='{Path.Combine(unpacked, "lib")}' '{own}'";
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (ok, text) = await Tool.AskAsync(program, arguments, CancellationToken.None);
        Assert.True(ok, $"{program}: {text}");
    }

    private static IEnumerable<int> Children(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(folder)
        where name.All(char.IsAsciiDigit) && ParentOf(folder) == parent
        select int.Parse(name, CultureInfo.InvariantCulture);

    private static int ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Write(string path, string text) => File.WriteAllText(path, text + "\n");

    private string PathOf(params IEnumerable<string> parts) => Path.Combine([_folder.FullName, .. parts]);
}
