using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;
using Notebooks.Publishing;

namespace Cli.Tests;

/// <summary>What a hostile notebook showed, in a real browser beside a server that must not be called.</summary>
public sealed class SilentPagesTests : IDisposable
{
    /// <summary>Every element and style that makes a browser call an address without a click.</summary>
    private static readonly string[] Calls =
    [
        "<link rel='preconnect' href='ADDRESS'><link rel='dns-prefetch' href='ADDRESS'>",
        "<link rel='stylesheet' href='ADDRESS/a.css'><link rel='icon' href='ADDRESS/a.ico'>",
        "<link rel='prefetch' href='ADDRESS/a'><link rel='preload' as='image' href='ADDRESS/b'>",
        "<link rel='modulepreload' href='ADDRESS/a.js'><link rel='prerender' href='ADDRESS/c'>",
        "<img src='ADDRESS/a.png'><img srcset='ADDRESS/b.png 1x'><picture><source srcset='ADDRESS/c.png'><img></picture>",
        "<iframe src='ADDRESS'></iframe><iframe srcdoc=\"<img src='ADDRESS/d.png'>\"></iframe>",
        "<object data='ADDRESS/a.svg'></object><embed src='ADDRESS/b.svg'>",
        "<video src='ADDRESS/a.mp4' poster='ADDRESS/a.jpg' autoplay></video><audio src='ADDRESS/a.ogg' autoplay></audio>",
        "<video autoplay><source src='ADDRESS/b.mp4'><track default src='ADDRESS/b.vtt'></video>",
        "<input type='image' src='ADDRESS/e.png'><table background='ADDRESS/f.png'><tr><td>x</td></tr></table>",
        "<style>@import 'ADDRESS/b.css'; p { background: url(ADDRESS/g.png) }</style><p>x</p>",
        "<p style='background-image:url(ADDRESS/h.png)'>x</p><p style='content:url(ADDRESS/i.png)'>x</p>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='ADDRESS/j.png'/><use href='ADDRESS/k.svg#a'/></svg>",
        "<svg><style>@import 'ADDRESS/c.css';</style><foreignObject><img src='ADDRESS/l.png'></foreignObject></svg>",
        "<script src='ADDRESS/b.js'></script><script>fetch('ADDRESS/fetched')</script>",
        "<scr<script>x</script>ipt>fetch('ADDRESS/nested')</script><img src='x' onerror=\"fetch('ADDRESS/error')\">",
        "<svg onload=\"fetch('ADDRESS/load')\"></svg><details open ontoggle=\"fetch('ADDRESS/toggle')\">x</details>",
        "<base href='ADDRESS/'><img src='relative.png'>",
        "<form action='ADDRESS/form'><input autofocus onfocus='this.form.submit()'></form>",
        "<meta http-equiv='refresh' content='0;url=ADDRESS/refreshed'>",
    ];

    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_published_page_calls_nobody_whatever_its_notebook_showed()
    {
        await using var browser = await Browser.StartAsync();
        await using var server = new CountingServer();

        await ShowAsync(browser, Published(server));

        Assert.Empty(server.Calls);
        // The same without the publisher, to show that the server would be called.
        await ShowAsync(browser, Raw(server));
        Assert.InRange(server.Calls.Count, 10, 1000);
    }

    [Fact]
    public async Task Printing_calls_nobody_whatever_stands_in_the_page()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Chromium is missing: apt-get install chromium");
        await using var server = new CountingServer();
        var pdf = Path.Combine(_here.Folder, "page.pdf");

        await Chromium.PrintAsync("/usr/bin/chromium", Raw(server), pdf, TestContext.Current.CancellationToken);

        Assert.Empty(server.Calls);
        Assert.True(File.Exists(pdf));
    }

    /// <summary>Opens a page and gives it the time to do what it does by itself.</summary>
    private static async Task ShowAsync(Browser browser, string file)
    {
        var page = await browser.OpenAsync(new Uri(file).AbsoluteUri, until: WaitUntilState.Commit);
        await page.WaitForTimeoutAsync(2000);
        await page.CloseAsync();
    }

    private string Raw(CountingServer server) =>
        Path.Combine(_here.Folder, _here.Write("raw.html", $"<!doctype html><body>{string.Concat(At(server))}"));

    /// <summary>A notebook that shows it all, as outputs and as text.</summary>
    private string Published(CountingServer server)
    {
        var notebook = new
        {
            cells = At(server).SelectMany((html, n) => (object[])[Text(html, n), Code(html, n)]),
            metadata = new { language_info = new { name = "csharp" } },
            nbformat = 4,
            nbformat_minor = 5,
        };
        var path = Path.Combine(_here.Folder, _here.Write("hostile.ipynb", JsonSerializer.Serialize(notebook)));
        var site = Path.Combine(_here.Folder, "site");
        Publisher.Publish([path], site, new Site("The report", _here.Folder, "Anyone may use it.", "version 1"));
        return Path.Combine(site, "hostile.html");

        static object Text(string html, int n) =>
            new
            {
                cell_type = "markdown",
                id = $"text-{n}",
                metadata = new { },
                source = $"# {n}\n\n{html}\n",
            };
        static object Code(string html, int n) =>
            new
            {
                cell_type = "code",
                id = $"code-{n}",
                metadata = new { },
                execution_count = 1,
                source = "1",
                outputs = (object[])
                    [
                        new
                        {
                            output_type = "display_data",
                            metadata = new { },
                            data = new Dictionary<string, string> { ["text/html"] = html },
                        },
                    ],
            };
    }

    private static IEnumerable<string> At(CountingServer server) =>
        Calls.Select(html => html.Replace("ADDRESS", server.Address, StringComparison.Ordinal));

    /// <summary>Notes every connection, and closes it.</summary>
    private sealed class CountingServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _end = new();
        private readonly List<EndPoint?> _calls = [];
        private readonly Task _listening;

        public CountingServer()
        {
            _listener.Start();
            _listening = ListenAsync();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public IReadOnlyList<EndPoint?> Calls
        {
            get
            {
                lock (_calls)
                {
                    return [.. _calls];
                }
            }
        }

        private async Task ListenAsync()
        {
            while (true)
            {
                var call = await _listener.AcceptTcpClientAsync(_end.Token);
                lock (_calls)
                {
                    _calls.Add(call.Client.RemoteEndPoint);
                }
                _ = AnswerAsync(call);
            }
        }

        private async Task AnswerAsync(TcpClient call)
        {
            using var _ = call;
            try
            {
                // A browser that only prepares a connection sends nothing.
                if (await call.GetStream().ReadAsync(new byte[4096], _end.Token) > 0)
                {
                    await call.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), _end.Token);
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException) { }
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _listening);
            _listener.Dispose();
            _end.Dispose();
        }
    }
}
