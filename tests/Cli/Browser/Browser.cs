using Microsoft.Playwright;

namespace Cli.Tests;

/// <summary>The real Chromium, without a window; skips the test, with the reason, if none is installed.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;
    private readonly List<string> _errors = [];

    private Browser(IPlaywright playwright, IBrowser chromium) => (_playwright, _chromium) = (playwright, chromium);

    /// <summary>Errors that pages wrote to the console, and errors of scripts.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public static async Task<Browser> StartAsync()
    {
        const string program = "/usr/bin/chromium";
        Assert.SkipUnless(File.Exists(program), "Chromium is missing: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        return new Browser(
            playwright,
            await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox"] })
        );
    }

    public async Task<IPage> OpenAsync(
        string address,
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        bool script = true,
        WaitUntilState until = WaitUntilState.Load
    )
    {
        var page = await _chromium.NewPageAsync(
            new()
            {
                ColorScheme = scheme,
                JavaScriptEnabled = script,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, fault) => _errors.Add($"{page.Url}: {fault}");
        await page.GotoAsync(address, new() { WaitUntil = until });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
