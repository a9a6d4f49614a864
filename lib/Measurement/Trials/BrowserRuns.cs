using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Trials;

/// <summary>A program's module in a browser: a line of <c>data/trials/browser.csv</c>.</summary>
public sealed record BrowserRun
{
    public required DateTimeOffset At { get; init; }

    /// <summary>System and architecture of the machine.</summary>
    public required string Machine { get; init; }
    public required string Browser { get; init; }

    /// <summary>What gives the module its WASI calls there.</summary>
    public required string Shim { get; init; }
    public required string Program { get; init; }
    public required string Arguments { get; init; }

    /// <summary>Digest of the module, which is the one that all other targets run.</summary>
    public required string ModuleSha256 { get; init; }
    public required long StdoutBytes { get; init; }
    public required string StdoutSha256 { get; init; }

    /// <summary>Whether the output is the one that the program must print.</summary>
    public required bool Same { get; init; }
}

/// <summary>
/// Runs the modules of the report's programs in Chromium, without a window and without a server. What a browser has not,
/// WASI, comes from a shim that set-up gets by npm.
/// </summary>
internal sealed partial class BrowserRuns(Repository repository)
{
    private const string ShimName = "@bjorn3/browser_wasi_shim";
    private const string Size = "mini";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string Shim => Path.Combine(repository.Tools, "browser", "node_modules", ShimName);

    private readonly Recording<BrowserRun> _recording = new(repository, "browser.csv");

    /// <summary>What was recorded last.</summary>
    public IReadOnlyList<BrowserRun> Recorded() => _recording.Read();

    /// <summary>Why nothing can be run in a browser here, with what to do; null: it can.</summary>
    public string? Lack =>
        Tool.OnPath("chromium") is null ? "No chromium on PATH: apt-get install chromium."
        : !Directory.Exists(Shim) ? $"{ShimName} is not there: `./analysis setup --only tests` gets it by npm."
        : null;

    /// <summary>Runs every program once more, and keeps what it printed.</summary>
    /// <exception cref="MeasurementException">The browser or the shim is missing, or failed; the message says what to do.</exception>
    public async Task<IReadOnlyList<BrowserRun>> RecordAsync(Action<string> report, CancellationToken cancel)
    {
        List<BrowserRun> runs = [];
        foreach (var workload in Workload.All(repository).Where(each => each.Suite == Suite.Games))
        {
            report($"Running {workload.Name} in a browser");
            runs.Add(await RunAsync(workload, cancel));
        }
        return await _recording.KeepAsync(runs, cancel);
    }

    public async Task<BrowserRun> RunAsync(Workload workload, CancellationToken cancel)
    {
        if (Lack is { } lack)
        {
            throw new MeasurementException(lack);
        }
        var host = new LocalHost(repository);
        var browser = Tool.OnPath("chromium")!;
        var (module, arguments) = (repository.Module(workload.Program), workload.ArgumentsOf(Size));
        var folder = Directory.CreateTempSubdirectory("analysis-browser-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Shim, "dist"), "*.js"))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }
            var page = Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, Page(module, [workload.Program, .. arguments]), cancel);
            var (ok, said) = await Tool.AskAsync(
                browser,
                [
                    "--headless",
                    "--disable-gpu",
                    // A page of ours, with code of ours: there is nobody to keep apart.
                    "--no-sandbox",
                    "--allow-file-access-from-files",
                    $"--user-data-dir={Path.Combine(folder.FullName, "profile")}",
                    "--virtual-time-budget=20000",
                    "--dump-dom",
                    new Uri(page).AbsoluteUri,
                ],
                cancel,
                Patience
            );
            if (!ok || Output().Match(said) is not { Success: true } printed)
            {
                throw new MeasurementException($"{workload.Name} did not end in {browser}: {said}");
            }
            var output = Convert.FromBase64String(printed.Groups["output"].Value);
            var digest = Convert.ToHexStringLower(SHA256.HashData(output));
            return new BrowserRun
            {
                At = Clock.UtcNow,
                Machine = $"{host.Facts.System}, {host.Architecture}",
                Browser = await host.VersionAsync(browser, ["--version"], cancel),
                Shim = $"{ShimName} {ShimVersion()}",
                Program = workload.Name,
                Arguments = string.Join(' ', arguments),
                ModuleSha256 = LocalHost.Inspect(module).Sha256,
                StdoutBytes = output.Length,
                StdoutSha256 = digest,
                Same = workload.Expected(arguments).Sha256 == digest,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string ShimVersion() =>
        Version().Match(File.ReadAllText(Path.Combine(Shim, "package.json"))).Groups["version"].Value;

    /// <summary>A page that runs a module and then holds what it printed.</summary>
    private static string Page(string module, IReadOnlyList<string> command) =>
        $$"""
            <!doctype html>
            <title>A module in a browser</title>
            <pre></pre>
            <script type="module">
            import { ConsoleStdout, File, OpenFile, WASI } from "./index.js";
            const decoded = atob("{{Convert.ToBase64String(File.ReadAllBytes(module))}}");
            const bytes = Uint8Array.from(decoded, letter => letter.charCodeAt(0));
            let printed = "";
            const stdout = new ConsoleStdout(chunk => { for (const byte of chunk) printed += String.fromCharCode(byte); });
            const wasi = new WASI({{System.Text.Json.JsonSerializer.Serialize(
                command
            )}}, [], [new OpenFile(new File([])), stdout, stdout]);
            const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { wasi_snapshot_preview1: wasi.wasiImport });
            const code = wasi.start(instance);
            document.querySelector("pre").textContent = `exit ${code}: ${btoa(printed)}.`;
            </script>
            """;

    [GeneratedRegex(@"<pre>exit 0: (?<output>[A-Za-z0-9+/=]*)\.</pre>")]
    private static partial Regex Output();

    [GeneratedRegex("\"version\": *\"(?<version>[^\"]+)\"")]
    private static partial Regex Version();
}
