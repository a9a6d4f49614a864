using System.CommandLine;
using System.Text.Json;
using Measurement;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Targets;
using Spectre.Console;

namespace Cli;

internal sealed class DoctorVerb : Verb
{
    private sealed record ToolState(string Name, string Purpose, string? Version, string? Path, string? Remedy);

    private static readonly (string Program, string[] Version, string Purpose, string Remedy)[] Tools =
    [
        ("clang", ["--version"], "compiles the workloads", "./analysis setup"),
        ("cmake", ["--version"], "builds the workloads and the probe", "./analysis setup"),
        ("ninja", ["--version"], "builds the workloads and the probe", "./analysis setup"),
        ("docker", ["--version"], "container targets", "./analysis setup (as root), or install Docker"),
        ("hyperfine", ["--version"], "compared with the probe, optional", "apt-get install hyperfine"),
        ("git", ["--version"], "names the commit of a run, optional", "apt-get install git"),
    ];

    public override Command Command
    {
        get
        {
            var json = new Option<bool>("--json") { Description = "Print it for a program" };
            var where = new Option<string>("--host")
            {
                Description =
                    "Which machine to look at: local, the emulated ARM64 one (./analysis setup --with arm64), or one that ssh logs in to without a question",
                DefaultValueFactory = _ => LocalHost.LocalName,
                HelpName = Host.Names,
            };
            var command = new Command(
                "doctor",
                "Shows a host, its tools and its targets: version, state, how to get what is missing"
            )
            {
                json,
                where,
            };
            Act(
                command,
                (parsed, cancellation) => ShowAsync(parsed.GetValue(where)!, parsed.GetValue(json), cancellation.Stop)
            );
            return command;
        }
    }

    private static async Task<int> ShowAsync(string where, bool json, CancellationToken cancel)
    {
        var repository = Repository.Find();
        await using var machine = await Host.OpenAsync(where, repository, cancel);
        var damaged = where == LocalHost.LocalName ? new RunStore(repository).Damaged() : [];
        var host = await machine.DescribeAsync(cancel);
        var tools = await Task.WhenAll(
            Tools.Select(tool => LookAsync(machine, tool.Program, tool.Version, tool.Purpose, tool.Remedy, cancel))
        );
        var found = await Task.WhenAll(
            Target.All.Where(target => target.ByDefault).Select(target => target.FindAsync(machine, cancel))
        );
        var targets = await ProvenModes.CheckAsync(machine, found, cancel, Console.Error.WriteLine);
        if (json)
        {
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        Hosts = new[] { host },
                        Tools = tools,
                        Targets = targets.Select(Plain),
                        DamagedRuns = damaged,
                    },
                    Json.Options
                )
            );
            return 0;
        }
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{host.Name}[/]  {host.Processor}, {host.CoreCount}, {host.MemoryBytes >> 30} GiB, {host.Virtualization}, {host.System}, Linux {host.Kernel}"
        );
        if (host.Costs is { } costs)
        {
            AnsiConsole.MarkupLineInterpolated($"{new string(' ', host.Name.Length)}  {costs.Text}");
        }
        if (host.UnusualCosts is { } warning)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }
        Print(
            "Target",
            targets.Select(state =>
                (state.Target.Name, state.Found?.Version, state.Found?.Path ?? state.Reason!, state.Remedy)
            )
        );
        Print(
            "Tool",
            tools.Select(tool =>
                (
                    tool.Name,
                    tool.Version,
                    tool.Path is null ? $"not found: {tool.Purpose}" : tool.Purpose,
                    tool.Path is null ? tool.Remedy : null
                )
            )
        );
        foreach (var sentence in damaged)
        {
            AnsiConsole.MarkupLineInterpolated($"\n[yellow]{sentence}[/]");
        }
        return 0;
    }

    private static object Plain(TargetState state) =>
        new
        {
            state.Target.Name,
            state.Target.Runtime,
            state.Target.Mode,
            state.Target.Container,
            state.Available,
            state.Found?.Version,
            state.Found?.Path,
            state.Found?.Sha256,
            state.Reason,
            state.Remedy,
        };

    private static async Task<ToolState> LookAsync(
        Host host,
        string program,
        string[] version,
        string purpose,
        string remedy,
        CancellationToken cancel
    ) =>
        await host.OnPathAsync(program, cancel) is { } path
            ? new ToolState(program, purpose, await host.VersionAsync(path, version, cancel), path, null)
            : new ToolState(program, purpose, null, null, remedy);

    private static void Print(
        string title,
        IEnumerable<(string Name, string? Version, string Text, string? Remedy)> rows
    )
    {
        var table = new Spectre.Console.Table()
            .Border(TableBorder.None)
            .AddColumns($"[bold]{title}[/]", "[bold]Version[/]", "");
        foreach (var (name, version, text, remedy) in rows)
        {
            var state = version is null ? "[red]unavailable[/]" : $"[green]{Markup.Escape(version)}[/]";
            var next = remedy is null ? "" : $"\n[yellow]get it with: {Markup.Escape(remedy)}[/]";
            table.AddRow(name, state, Markup.Escape(text) + next);
        }
        AnsiConsole.WriteLine();
        AnsiConsole.Write(table);
    }
}
