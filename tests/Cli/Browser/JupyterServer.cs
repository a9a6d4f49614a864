using System.Net;
using System.Net.Sockets;

namespace Cli.Tests;

/// <summary>A real Jupyter server with our kernel and one chapter, without outputs.</summary>
internal sealed class JupyterServer : IAsyncDisposable
{
    private const string Chapter = "05-wasm-and-containers.ipynb";

    /// <summary>The chapter, from the server's folder.</summary>
    public const string Notebook = $"notebooks/{Chapter}";

    private readonly Child _server;
    private readonly int _port;

    private JupyterServer(Child server, int port) => (_server, _port) = (server, port);

    public string Address(string path) => $"http://127.0.0.1:{_port}/{path}";

    /// <param name="here">The folder that it serves.</param>
    /// <param name="module">The Python module, and the options that let everybody in.</param>
    /// <param name="text">A text in the chapter.</param>
    /// <param name="other">The text to put in its place.</param>
    /// <param name="runs">The folder of the runs; null: the checkout's.</param>
    public static async Task<JupyterServer> StartAsync(
        Workplace here,
        IEnumerable<string> module,
        string text,
        string other,
        string? runs = null
    )
    {
        (await here.RunAsync("kernel", "install", "--prefix", here.Folder)).Done();
        Directory.CreateSymbolicLink(Path.Combine(here.Folder, "lib"), Path.Combine(Workplace.Checkout.Root, "lib"));
        var path = Path.Combine(here.Folder, Notebook);
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
        var source = await File.ReadAllTextAsync(Path.Combine(Workplace.Checkout.Notebooks, Chapter));
        Assert.Contains(text, source, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, source.Replace(text, other, StringComparison.Ordinal));
        // Without outputs, so that everything shown afterwards was made here.
        string[] clear = ["-m", "nbconvert", "--clear-output", "--inplace", path];
        await using (var clearing = Child.Start(JupyterClient.Python, clear, folder, []))
        {
            (await clearing.EndAsync()).Done();
        }
        var port = FreePort();
        var server = Child.Start(
            JupyterClient.Python,
            ["-m", .. module, "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}"],
            here.Folder,
            new Dictionary<string, string?>
            {
                ["JUPYTER_PATH"] = Path.Combine(here.Folder, "share", "jupyter"),
                ["JUPYTER_CONFIG_DIR"] = Path.Combine(here.Folder, "config"),
                ["ANALYSIS_LOCK_FOLDER"] = here.Folder,
                ["TMPDIR"] = here.Folder,
                ["ANALYSIS_RUNS"] = runs,
            }
        );
        await server.UntilAsync(() => Listens(port));
        return new JupyterServer(server, port);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
