using System.ComponentModel;
using AngleSharp;
using AngleSharp.Html.Parser;
using CliWrap;
using CliWrap.Buffered;
using Measurement;
using Measurement.Hosts;
using Measurement.Probing;

namespace Cli;

/// <summary>
/// Prints pages to PDF, if a Chromium is installed. A page can hold what somebody else's notebook showed: it is printed
/// without script and without a network, and Chromium is never root.
/// </summary>
internal static class Chromium
{
    /// <summary>The number of the user and group that own nothing.</summary>
    private const string Nobody = "65534";

    /// <summary>What a printed page may do: it has styles and pictures of its own, and nothing else.</summary>
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private static readonly string[] Options =
    [
        "--headless",
        "--disable-gpu",
        "--no-pdf-header-footer",
        // Every connection goes to a proxy that is not there, those to this machine, too.
        "--proxy-server=socks5://127.0.0.1:9",
        "--proxy-bypass-list=<-loopback>",
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ];

    /// <exception cref="UsageException">No Chromium is installed; the message says how to get one.</exception>
    public static string Find() =>
        Names.Select(Tool.OnPath).FirstOrDefault(found => found is not null)
        ?? throw new UsageException("--pdf needs Chromium, which is not on PATH: apt-get install chromium.");

    /// <exception cref="MeasurementException">Chromium wrote no PDF; the message says what it printed.</exception>
    public static async Task PrintAsync(string chromium, string page, string pdf, CancellationToken cancel)
    {
        var folder = NewFolder();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), Printable(page), cancel);
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync(["chown", "-R", $"{Nobody}:{Nobody}", folder], folder, cancel);
            }
            var printed = new FileInfo(Path.Combine(folder, "page.pdf"));
            var said = await PrintAsync(chromium, folder, [], cancel);
            if (!printed.Exists && said.Contains("sandbox", StringComparison.OrdinalIgnoreCase))
            {
                // In a container, for example, a user may not make a sandbox. It is still not root.
                said = await PrintAsync(chromium, folder, ["--no-sandbox"], cancel);
            }
            printed.Refresh();
            if (!printed.Exists || printed.LinkTarget is not null)
            {
                throw new MeasurementException($"{chromium} printed no PDF of {page}{Said.After(said)}");
            }
            var written = $"{pdf}.new";
            printed.CopyTo(written, overwrite: true);
            File.Move(written, pdf, overwrite: true);
        }
        finally
        {
            await RunAsync(["rm", "-rf", folder], "/", CancellationToken.None);
        }
    }

    /// <summary>A folder that the user who prints can reach, whatever folder root has for its temporary files.</summary>
    private static string NewFolder()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return Directory.CreateTempSubdirectory("print-").FullName;
        }
        const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return Directory.CreateDirectory($"/tmp/print-{Guid.NewGuid():N}", OnlyOwner).FullName;
    }

    private static Task<string> PrintAsync(
        string chromium,
        string folder,
        string[] options,
        CancellationToken cancel
    ) =>
        RunAsync(
            [
                .. Environment.IsPrivilegedProcess
                    ? (string[])["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"]
                    : [],
                chromium,
                .. Options,
                .. options,
                $"--user-data-dir={Path.Combine(folder, "profile")}",
                $"--print-to-pdf={Path.Combine(folder, "page.pdf")}",
                new Uri(Path.Combine(folder, "page.html")).AbsoluteUri,
            ],
            folder,
            cancel
        );

    /// <returns>What it said.</returns>
    /// <exception cref="MeasurementException">There is no such program, or it did not end in time.</exception>
    private static async Task<string> RunAsync(string[] command, string folder, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            var result = await CliWrap
                .Cli.Wrap(command[0])
                .WithArguments(command[1..])
                .WithWorkingDirectory(folder)
                .WithEnvironmentVariables(variables => variables.Set("HOME", folder).Set("TMPDIR", folder))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token);
            return result.StandardError;
        }
        catch (Win32Exception fault)
        {
            throw new MeasurementException(
                $"--pdf needs {command[0]}, which cannot be started: {fault.Message}",
                fault
            );
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new MeasurementException($"{command[0]} was not done within {Patience.TotalMinutes:0} minutes", late);
        }
    }

    /// <summary>
    /// The page under a policy of its own, without what a policy does not stop, and without links to other files of its
    /// folder, which nobody can follow from a PDF.
    /// </summary>
    private static string Printable(string page)
    {
        var document = new HtmlParser().ParseDocument(File.ReadAllText(page));
        foreach (var leaving in document.QuerySelectorAll("meta[http-equiv=refresh i], script").ToList())
        {
            leaving.Remove();
        }
        foreach (var link in document.Links.ToList())
        {
            var target = link.GetAttribute("href") ?? "";
            if (!target.StartsWith('#') && !Uri.IsWellFormedUriString(target, UriKind.Absolute))
            {
                link.RemoveAttribute("href");
            }
        }
        var policy = document.CreateElement("meta");
        policy.SetAttribute("http-equiv", "Content-Security-Policy");
        policy.SetAttribute("content", Policy);
        document.Head!.Prepend(policy);
        return document.ToHtml();
    }
}
