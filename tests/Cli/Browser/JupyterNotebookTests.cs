using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Cli.Tests;

/// <summary>A chapter in the real Jupyter Notebook, in the real browser, under our kernel.</summary>
public sealed class JupyterNotebookTests : IDisposable
{
    private const string Chapter = "05-wasm-and-containers.ipynb";
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Run_All_shows_the_figures()
    {
        await using var browser = await Browser.StartAsync();
        var (server, page) = await OpenAsync(browser, "local, else reference", "reference");
        await using var _ = server;

        await RunAllAsync(page);

        await page.WaitForSelectorAsync("#F4 .claim", new() { Timeout = 60_000 });
        await page.WaitForSelectorAsync("#T3 svg", new() { Timeout = 60_000 });
        Assert.Empty(await page.QuerySelectorAllAsync(".output_error"));
        var path = Path.Combine(_here.Folder, "notebooks", Chapter);
        var before = WithoutOutputs(path);
        await page.EvaluateAsync("() => Jupyter.notebook.save_notebook()");
        Assert.Equal(before, WithoutOutputs(path));
    }

    /// <summary>Everything in a notebook that saving must not change.</summary>
    private static string WithoutOutputs(string path)
    {
        var notebook = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var cell in notebook["cells"]!.AsArray().Where(cell => (string?)cell!["cell_type"] == "code"))
        {
            cell!["outputs"] = null;
            cell["execution_count"] = null;
            // Notebook 6 records that a cell is not collapsed, and when it ran.
            cell["metadata"]!.AsObject().Remove("scrolled");
        }
        return notebook.ToJsonString();
    }

    [Fact]
    public async Task The_stop_button_ends_a_refresh()
    {
        await using var browser = await Browser.StartAsync();
        var (server, page) = await OpenAsync(
            browser,
            "var refresh = false",
            "var refresh = true",
            Path.Combine(_here.Folder, "runs")
        );
        await using var _ = server;

        await RunAllAsync(page);
        await page.WaitForSelectorAsync(".output progress", new() { Timeout = 60_000 });
        await page.ClickAsync("[data-jupyter-action='jupyter-notebook:interrupt-kernel']");

        var error = await page.WaitForSelectorAsync(".output_error", new() { Timeout = 20_000 });
        Assert.Contains("The cell was interrupted.", await error!.InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <param name="text">A text in the chapter.</param>
    /// <param name="other">The text to put in its place.</param>
    /// <param name="runs">The folder of the runs; null: the checkout's.</param>
    private async Task<(Child Server, IPage Page)> OpenAsync(
        Browser browser,
        string text,
        string other,
        string? runs = null
    )
    {
        await JupyterClient.NeedAsync("notebook", "jupyter-notebook");
        (await _here.RunAsync("kernel", "install", "--prefix", _here.Folder)).Done();
        var folder = Directory.CreateDirectory(Path.Combine(_here.Folder, "notebooks")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_here.Folder, "lib"), Path.Combine(Workplace.Checkout.Root, "lib"));
        var path = Path.Combine(folder, Chapter);
        var source = await File.ReadAllTextAsync(Path.Combine(Workplace.Checkout.Notebooks, Chapter));
        Assert.Contains(text, source, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, source.Replace(text, other, StringComparison.Ordinal));
        // Without outputs, so that everything shown afterwards was made here.
        await using (
            var clear = Child.Start(
                JupyterClient.Python,
                ["-m", "nbconvert", "--clear-output", "--inplace", path],
                folder,
                []
            )
        )
        {
            (await clear.EndAsync()).Done();
        }
        var port = FreePort();
        var server = Child.Start(
            JupyterClient.Python,
            [
                "-m",
                "notebook",
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                $"--port={port}",
                "--NotebookApp.token=",
                "--NotebookApp.password=",
            ],
            _here.Folder,
            new Dictionary<string, string?>
            {
                ["JUPYTER_PATH"] = Path.Combine(_here.Folder, "share", "jupyter"),
                ["JUPYTER_CONFIG_DIR"] = Path.Combine(_here.Folder, "config"),
                ["ANALYSIS_LOCK_FOLDER"] = _here.Folder,
                ["TMPDIR"] = _here.Folder,
                ["ANALYSIS_RUNS"] = runs,
            }
        );
        await server.UntilAsync(() => Listens(port));
        return (server, await browser.OpenAsync($"http://127.0.0.1:{port}/notebooks/notebooks/{Chapter}"));
    }

    private static async Task RunAllAsync(IPage page)
    {
        await page.WaitForSelectorAsync(".kernel_idle_icon", new() { Timeout = 60_000 });
        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells");
    }

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
