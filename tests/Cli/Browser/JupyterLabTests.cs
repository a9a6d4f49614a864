using Microsoft.Playwright;

namespace Cli.Tests;

/// <summary>A chapter in the real JupyterLab, in the real browser, under our kernel.</summary>
public sealed class JupyterLabTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Run_All_shows_the_figures_and_links_can_be_read_in_the_dark()
    {
        await using var browser = await Browser.StartAsync();
        await using var jupyter = await StartAsync();
        var page = await OpenAsync(browser, jupyter);

        await DoAsync(page, "apputils:change-theme", "{ theme: 'JupyterLab Dark' }");
        await DoAsync(page, "notebook:run-all-cells");

        await page.WaitForSelectorAsync("#F4 .claim", new() { Timeout = 60_000 });
        await page.WaitForSelectorAsync("#T3 svg", new() { Timeout = 60_000 });
        Assert.Empty(await page.QuerySelectorAllAsync("[data-mime-type='application/vnd.jupyter.error']"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast.FaintTexts, ".analysis a"));
    }

    [Fact]
    public async Task The_first_completion_comes_before_JupyterLab_gives_up()
    {
        await using var browser = await Browser.StartAsync();
        await using var jupyter = await StartAsync();
        var page = await OpenAsync(browser, jupyter);

        await DoAsync(page, "notebook:insert-cell-below");
        await DoAsync(page, "notebook:enter-edit-mode");
        await page.Keyboard.TypeAsync("Console.Wri");
        await page.Keyboard.PressAsync("Tab");

        await page.WaitForSelectorAsync(".jp-Completer-item:has-text('WriteLine')", new() { Timeout = 10_000 });
    }

    private async Task<JupyterServer> StartAsync()
    {
        await JupyterClient.NeedAsync("jupyterlab", "jupyterlab (Debian has it from 13 on)");
        return await JupyterServer.StartAsync(
            _here,
            ["jupyterlab", "--IdentityProvider.token=", "--expose-app-in-browser"],
            "local, else reference",
            "reference"
        );
    }

    /// <summary>Opens the chapter, and waits until its kernel is ready.</summary>
    private static async Task<IPage> OpenAsync(Browser browser, JupyterServer jupyter)
    {
        var page = await browser.OpenAsync(jupyter.Address($"lab/tree/{JupyterServer.Notebook}"));
        await page.WaitForSelectorAsync(".jp-StatusBar-TextItem:has-text('| Idle')", new() { Timeout = 60_000 });
        // Commands are about the cell that the user is in.
        await page.ClickAsync(".jp-Notebook .jp-CodeCell >> nth=0");
        return page;
    }

    private static async Task DoAsync(IPage page, string command, string arguments = "{}") =>
        await page.EvaluateAsync($"() => {{ window.jupyterapp.commands.execute('{command}', {arguments}); }}");
}
