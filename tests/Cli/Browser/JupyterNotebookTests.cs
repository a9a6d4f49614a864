using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Cli.Tests;

/// <summary>A chapter in the real Jupyter Notebook, in the real browser, under our kernel.</summary>
public sealed class JupyterNotebookTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Run_All_shows_the_figures()
    {
        await using var browser = await Browser.StartAsync();
        await using var jupyter = await StartAsync("local, else reference", "reference");
        var page = await browser.OpenAsync(jupyter.Address($"notebooks/{JupyterServer.Notebook}"));

        await RunAllAsync(page);

        await page.WaitForSelectorAsync("#F4 .claim", new() { Timeout = 60_000 });
        await page.WaitForSelectorAsync("#T3 svg", new() { Timeout = 60_000 });
        Assert.Empty(await page.QuerySelectorAllAsync(".output_error"));
        var path = Path.Combine(_here.Folder, JupyterServer.Notebook);
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
        await using var jupyter = await StartAsync(
            "var refresh = false",
            "var refresh = true",
            Path.Combine(_here.Folder, "runs")
        );
        var page = await browser.OpenAsync(jupyter.Address($"notebooks/{JupyterServer.Notebook}"));

        await RunAllAsync(page);
        await page.WaitForSelectorAsync(".output progress", new() { Timeout = 60_000 });
        await page.ClickAsync("[data-jupyter-action='jupyter-notebook:interrupt-kernel']");

        var error = await page.WaitForSelectorAsync(".output_error", new() { Timeout = 20_000 });
        Assert.Contains("The cell was interrupted.", await error!.InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task<JupyterServer> StartAsync(string text, string other, string? runs = null)
    {
        await JupyterClient.NeedAsync("notebook", "jupyter-notebook");
        return await JupyterServer.StartAsync(
            _here,
            ["notebook", "--NotebookApp.token=", "--NotebookApp.password="],
            text,
            other,
            runs
        );
    }

    private static async Task RunAllAsync(IPage page)
    {
        await page.WaitForSelectorAsync(".kernel_idle_icon", new() { Timeout = 60_000 });
        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells");
    }
}
