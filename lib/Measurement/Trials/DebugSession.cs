using System.Text.Json;
using System.Text.RegularExpressions;
using Measurement.Hosts;

namespace Measurement.Trials;

/// <summary>
/// A program of ours in a debugger while it runs as WebAssembly: lldb with the settings that VS Code finds in
/// <c>workloads/.vscode/launch.json</c>. It stops in the C source, and shows where it is and what a variable holds.
/// </summary>
internal sealed partial class DebugSession(Repository repository)
{
    private const string Program = "n-body";
    private const string Source = $"{Program}.c";

    /// <summary>The line at which it stops: the end of the function that the program prints the result of.</summary>
    private const string Line = "    return sum;";

    public const string Variable = "sum";

    /// <summary>The first build is of every program that is set up, the large ones too.</summary>
    private static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(10);

    /// <summary>What was recorded last.</summary>
    public string File => Path.Combine(repository.Root, "data", "trials", "debugging.txt");

    public string Recorded() => System.IO.File.ReadAllText(File);

    /// <summary>Debugs once more, and keeps the session in <see cref="File"/>.</summary>
    public async Task<string> RecordAsync(CancellationToken cancel)
    {
        var session = await RunAsync(cancel);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, session, cancel);
        return session;
    }

    /// <summary>The number of the line at which it stops.</summary>
    public int StopsAt =>
        System
            .IO.File.ReadLines(Path.Combine(repository.Workloads, "games", Program, Source))
            .Index()
            .First(line => line.Item == Line)
            .Index + 1;

    /// <exception cref="MeasurementException">A program that it needs is missing; the message says how to get it.</exception>
    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var lldb = Tool.OnPath("lldb") ?? throw new MeasurementException("No lldb on PATH: apt-get install lldb.");
        var host = new LocalHost(repository);
        await BuildAsync(cancel);
        var (arguments, commands) = Configuration();
        string[] steps =
        [
            .. commands,
            $"breakpoint set --file {Source} --line {StopsAt}",
            "run",
            "thread backtrace --count 3",
            $"frame variable {Variable}",
            "thread step-over",
            "breakpoint delete --force",
            "continue",
        ];
        var (ok, text) = await host.AskAsync(
            lldb,
            [
                "--no-lldbinit",
                "--batch",
                .. steps.SelectMany(step => (string[])["-o", step]),
                "--",
                host.Built.Program("wasmtime-host"),
                .. arguments,
            ],
            cancel
        );
        return ok ? Shown(text) : throw new MeasurementException($"lldb failed: {text}");
    }

    private async Task BuildAsync(CancellationToken cancel)
    {
        foreach (var step in new[] { "--preset", "--build --preset" })
        {
            var (ok, text) = await Tool.AskAsync(
                "env",
                ["-C", repository.Workloads, "cmake", .. step.Split(' '), "wasm32-debug"],
                cancel,
                BuildPatience
            );
            if (!ok)
            {
                throw new MeasurementException($"Building for the debugger failed: {text}");
            }
        }
    }

    /// <summary>The program's arguments and the debugger's first commands, as in <c>launch.json</c>.</summary>
    private (string[] Arguments, string[] Commands) Configuration()
    {
        using var launch = JsonDocument.Parse(
            System.IO.File.ReadAllText(Path.Combine(repository.Workloads, ".vscode", "launch.json"))
        );
        var configuration = launch.RootElement.GetProperty("configurations")[0];
        return (Texts("args"), Texts("initCommands"));

        string[] Texts(string key) =>
            [
                .. configuration
                    .GetProperty(key)
                    .EnumerateArray()
                    .Select(value =>
                        value
                            .GetString()!
                            .Replace("${workspaceFolder}", repository.Workloads, StringComparison.Ordinal)
                            .Replace("${fileBasenameNoExtension}", Program, StringComparison.Ordinal)
                    ),
            ];
    }

    /// <summary>The session without what differs from one machine and launch to the next.</summary>
    private string Shown(string text) =>
        Address().Replace(OwnPaths.Shortened(text, repository), "0x..").TrimEnd() + "\n";

    [GeneratedRegex("0x[0-9a-f]{6,}|(?<=[Pp]rocess )[0-9]+|(?<=tid = )[0-9]+")]
    private static partial Regex Address();
}
