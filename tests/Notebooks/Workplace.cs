using System.Text.Json.Nodes;
using Notebooks.Runner;

namespace Notebooks.Tests;

/// <summary>A folder for one test, which is removed afterwards.</summary>
internal sealed class Workplace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("notebooks-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>The root of the checkout that this test was built in.</summary>
    public static string Checkout { get; } = FindCheckout();

    public static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>
    /// Writes a notebook of code cells. A cell that starts with # is markdown; <c>@tag</c> on the
    /// first line of a cell tags it.
    /// </summary>
    public string Write(string name, params string[] cells)
    {
        var nodes = cells.Select(
            JsonNode (source, index) =>
            {
                var tags = new JsonArray();
                if (source.StartsWith('@'))
                {
                    tags.Add(source[1..source.IndexOf('\n')]);
                    source = source[(source.IndexOf('\n') + 1)..];
                }
                var code =
                    !source.StartsWith("# ", StringComparison.Ordinal)
                    && !source.StartsWith("## ", StringComparison.Ordinal);
                var cell = new JsonObject
                {
                    ["cell_type"] = code ? "code" : "markdown",
                    ["id"] = $"c{index}",
                    ["metadata"] = new JsonObject { ["tags"] = tags },
                    ["source"] = source,
                };
                if (code)
                {
                    cell["execution_count"] = null;
                    cell["outputs"] = new JsonArray();
                }
                return cell;
            }
        );
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([.. nodes]),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        File.WriteAllText(this[name], notebook.ToJsonString());
        return this[name];
    }

    /// <summary>Runs a notebook, by default in place, with the real command line as the host of its cells.</summary>
    public static Task<RunResult> RunAsync(
        string notebook,
        string? output = null,
        IReadOnlyDictionary<string, string>? parameters = null,
        CancellationToken stop = default
    ) =>
        NotebookRunner.RunAsync(
            notebook,
            output ?? notebook,
            ["dotnet", Path.Combine(Checkout, "lib", "bin", "Cli.dll"), "cell-host"],
            parameters ?? new Dictionary<string, string>(),
            stop,
            CancellationToken.None
        );

    private static string FindCheckout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analysis.sln")))
        {
            folder = folder.Parent!;
        }
        return folder.FullName;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
