using CliWrap;
using CliWrap.Buffered;
using Measurement;
using Measurement.Hosts;

namespace Cli;

/// <summary>Prints pages to PDF, if a Chromium is installed.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <exception cref="UsageException">No Chromium is installed; the message says how to get one.</exception>
    public static string Find() =>
        Names.Select(Tool.OnPath).FirstOrDefault(found => found is not null)
        ?? throw new UsageException("--pdf needs Chromium, which is not on PATH: apt-get install chromium.");

    /// <exception cref="MeasurementException">Chromium wrote no PDF; the message says what it printed.</exception>
    public static async Task PrintAsync(string chromium, string page, string pdf, CancellationToken cancel)
    {
        File.Delete(pdf);
        // Without a sandbox: there is none for root in a container. The pages are ours and hold no script.
        var result = await CliWrap
            .Cli.Wrap(chromium)
            .WithArguments([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                $"--print-to-pdf={pdf}",
                new Uri(Path.GetFullPath(page)).AbsoluteUri,
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancel);
        if (!File.Exists(pdf))
        {
            throw new MeasurementException(
                $"{chromium} printed no PDF of {page}: {result.StandardError.Trim().Split('\n')[^1]}"
            );
        }
    }
}
