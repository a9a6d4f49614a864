using System.Text.Json.Nodes;
using Measurement.Journals;

namespace Cli.Tests;

/// <summary>
/// A copy of this checkout that a test may change. It has every file that git knows or would add, and what was built
/// from them, so that only changed parts are built again. It has no Docker engine.
/// </summary>
internal sealed class ScratchCheckout : IDisposable
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(20);
    private readonly Workplace _place = new();

    private ScratchCheckout() => _place.With("DOCKER_HOST", _place.DeadEngine);

    private string Root { get; set; } = "";

    public static async Task<ScratchCheckout> CopyAsync()
    {
        var copy = new ScratchCheckout();
        copy.Root = await copy._place.CopySourcesAsync();
        IEnumerable<string> built =
        [
            .. Below("lib/bin").Where(file => !file.StartsWith("lib/bin/runtimes/", StringComparison.Ordinal)),
            .. Directory
                .EnumerateDirectories(From("lib"))
                .SelectMany(folder => Below($"lib/{Path.GetFileName(folder)}/obj")),
        ];
        Workplace.Copy(built, copy.Root);
        copy.Link("lib/bin/runtimes");
        // The copy makes its own workloads and artifacts. Everything else that set-up made is linked.
        foreach (
            var tool in Directory.EnumerateFileSystemEntries(From($".tools/{Measurement.Repository.ThisArchitecture}"))
        )
        {
            if (Path.GetFileName(tool) is not ("workloads" or "artifacts"))
            {
                copy.Link(Path.GetRelativePath(Workplace.Checkout.Root, tool));
            }
        }
        return copy;
    }

    /// <summary>Adds a file, with the folders above it.</summary>
    public ScratchCheckout Add(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    /// <summary>Puts a script first on PATH, under the name of a program.</summary>
    public void AddProgram(string name, string script) => _place.WithProgram(name, script);

    /// <summary>Builds what was changed, with the set-up that everybody uses.</summary>
    public async Task BuildAsync()
    {
        foreach (var part in new[] { "library", "workloads" })
        {
            await using var setup = Child.Start(
                PathOf("analysis"),
                ["setup", "--only", part],
                Root,
                _place.Environment
            );
            (await setup.EndAsync(BuildLimit)).Done();
        }
    }

    public async Task<Answer> RunAsync(params IEnumerable<string> arguments)
    {
        await using var child = Child.Start(
            "dotnet",
            [PathOf("lib", "bin", "Cli.dll"), .. arguments],
            Root,
            _place.Environment
        );
        return await child.EndAsync(BuildLimit);
    }

    /// <summary>Measures two blocks of these cells.</summary>
    public async Task<RunFolder> MeasureAsync(IReadOnlyList<string> workloads, IReadOnlyList<string> targets)
    {
        var plan = Path.Combine(_place.Folder, _place.Plan(workloads, targets, blocks: 2));
        (await RunAsync("collect", "--plan", plan)).Done();
        return _place.Run;
    }

    /// <summary>Everything that a notebook of the copy shows about a run.</summary>
    public async Task<string> ExecuteAsync(string notebook, string run)
    {
        var executed = Path.Combine(_place.Folder, Path.GetFileName(notebook));
        (await RunAsync("run", PathOf(notebook), "--out", executed, "-p", $"runs={run}")).Done();
        var cells = JsonNode.Parse(await File.ReadAllTextAsync(executed))!["cells"]!.AsArray();
        return string.Join(
            '\n',
            cells
                .SelectMany(cell => cell!["outputs"]?.AsArray() ?? [])
                .SelectMany(output => output!["data"]?.AsObject() ?? [])
                .SelectMany(data =>
                    data.Value is JsonArray lines ? lines.Select(line => (string?)line) : [(string?)data.Value]
                )
        );
    }

    /// <summary>The same run, under another id, without everything about one workload and one target.</summary>
    public static RunFolder Without(RunFolder run, string workload, string target)
    {
        var other = Directory.CreateDirectory(run.Path + "-less").FullName;
        foreach (var file in Directory.EnumerateFiles(run.Path, "*.csv"))
        {
            File.WriteAllLines(
                Path.Combine(other, Path.GetFileName(file)),
                File.ReadLines(file)
                    .Where(line => !line.Split(',').Any(field => field == workload || field == target))
                    .Select(line => line.Replace(run.Id, Path.GetFileName(other), StringComparison.Ordinal))
            );
        }
        var info = JsonNode.Parse(File.ReadAllText(Path.Combine(run.Path, "run.json")))!;
        info["id"] = Path.GetFileName(other);
        Keep(info["cells"]!, cell => (string?)cell["workload"] != workload && (string?)cell["target"] != target);
        Keep(info["targets"]!, known => (string?)known["name"] != target);
        File.WriteAllText(Path.Combine(other, "run.json"), info.ToJsonString());
        return new RunFolder(other);

        static void Keep(JsonNode list, Func<JsonNode, bool> isKept)
        {
            foreach (var gone in list.AsArray().Where(each => !isKept(each!)).ToList())
            {
                list.AsArray().Remove(gone);
            }
        }
    }

    public void Dispose() => _place.Dispose();

    private static string From(string file) => Path.Combine(Workplace.Checkout.Root, file);

    private static IEnumerable<string> Below(string folder) =>
        Directory.Exists(From(folder))
            ? Directory
                .EnumerateFiles(From(folder), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Workplace.Checkout.Root, file))
            : [];

    private void Link(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        Directory.CreateSymbolicLink(PathOf(path), From(path));
    }

    private string PathOf(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);
}
