using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cli.Tests;

/// <summary>
/// The notebooks of the report in .NET Interactive's own C# kernel, as its tool brings it: they show there what they
/// show in ours.
/// </summary>
public sealed partial class GenuineKernelTests : IDisposable
{
    private const string Genuine = "genuine";
    private static readonly string Tool = Path.Combine(
        Workplace.Checkout.Tools,
        "dotnet-interactive",
        "dotnet-interactive"
    );
    private readonly Workplace _here = new Workplace().With("ANALYSIS_RUNS", Workplace.Checkout.Runs);

    public void Dispose() => _here.Dispose();

    [Theory, MemberData(nameof(Workplace.Notebooks), MemberType = typeof(Workplace))]
    public async Task A_notebook_shows_in_the_genuine_kernel_what_it_shows_in_ours(string notebook)
    {
        await using var ours = await JupyterClient.StartAsync(_here, Workplace.Checkout.Notebooks);
        await using var genuine = await StartGenuineAsync();
        var compared = 0;
        foreach (var code in Cells(notebook))
        {
            var (expected, shown) = (await ours.ExecuteAsync(code), await genuine.ExecuteAsync(code));

            Assert.Equal(("ok", "ok"), (expected.Status, shown.Status));
            Assert.Equal(Html(expected), Html(shown));
            Assert.Equal(("", ""), (expected.Stream("stderr"), shown.Stream("stderr")));
            compared += Html(expected).Count;
        }
        // As many as the committed notebook shows: a cell that shows nothing in both kernels is no agreement.
        Assert.Equal(ShownIn(notebook), compared);
        Assert.True(compared > 2);
    }

    [Theory]
    [InlineData("File.Exists(\"x\")")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("new HttpClient()")]
    [InlineData("Formatter.Clear()")]
    public async Task What_the_genuine_kernel_does_not_import_ours_does_not_either(string code)
    {
        await using var ours = await JupyterClient.StartAsync(_here, Workplace.Checkout.Notebooks);
        await using var genuine = await StartGenuineAsync();

        Assert.Equal("error", (await genuine.ExecuteAsync(code)).Status);
        Assert.Equal("error", (await ours.ExecuteAsync(code)).Status);
    }

    [Theory]
    [InlineData("return 5;")]
    [InlineData("if (DateTime.Now.Year > 2000) { return \"new\"; }")]
    [InlineData("int Five() { return 5; }")]
    [InlineData("new StringBuilder(\"a\").ToString()")]
    [InlineData("Enumerable.Range(1, 3).Sum()")]
    [InlineData("Task.FromResult(1).Result;")]
    public async Task A_cell_has_the_same_value_in_both(string code)
    {
        await using var ours = await JupyterClient.StartAsync(_here, Workplace.Checkout.Notebooks);
        await using var genuine = await StartGenuineAsync();

        var (expected, shown) = (await genuine.ExecuteAsync(code), await ours.ExecuteAsync(code));

        Assert.Equal((expected.Status, Text(expected)), (shown.Status, Text(shown)));
    }

    /// <summary>The value as text; the genuine kernel sends some values as HTML alone.</summary>
    private static string? Text(Executed cell)
    {
        var data = cell.All("execute_result").Concat(cell.All("display_data")).SingleOrDefault()?["data"];
        return data is null
            ? null
            : Joined(data["text/plain"]) ?? Markup().Replace(Joined(data["text/html"])!, "").Trim();
    }

    [GeneratedRegex("<style>.*?</style>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup();

    private static List<string> Html(Executed cell) =>
        [
            .. cell.All("display_data")
                .Concat(cell.All("execute_result"))
                .Select(shown => Joined(shown["data"]!["text/html"]))
                .OfType<string>(),
        ];

    private static string? Joined(JsonNode? text) =>
        text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text;

    private static IEnumerable<JsonNode> CodeCells(string notebook) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Workplace.Checkout.Notebooks, notebook)))!["cells"]!
            .AsArray()
            .OfType<JsonNode>()
            .Where(cell => (string?)cell["cell_type"] == "code");

    /// <summary>How many outputs of a committed notebook are HTML.</summary>
    private static int ShownIn(string notebook) =>
        CodeCells(notebook)
            .SelectMany(cell => cell["outputs"]!.AsArray())
            .Count(output => output!["data"]?["text/html"] is not null);

    /// <summary>The code of a notebook on the reference runs.</summary>
    private static IEnumerable<string> Cells(string notebook)
    {
        foreach (var cell in CodeCells(notebook))
        {
            yield return Joined(cell["source"])!;
            if (cell["metadata"]?["tags"] is JsonArray)
            {
                yield return "runs = \"reference\";";
            }
        }
    }

    private async Task<JupyterClient> StartGenuineAsync()
    {
        Assert.SkipUnless(
            File.Exists(Tool),
            "The genuine .NET Interactive kernel is missing: dotnet tool install Microsoft.dotnet-interactive --tool-path .tools/dotnet-interactive"
        );
        await JupyterClient.NeedAsync("jupyter_client", "python3-jupyter-client");
        var folder = Directory
            .CreateDirectory(Path.Combine(_here.Folder, "share", "jupyter", "kernels", Genuine))
            .FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "kernel.json"),
            JsonSerializer.Serialize(
                new
                {
                    argv = new[]
                    {
                        Tool,
                        "jupyter",
                        "--default-kernel",
                        "csharp",
                        "--http-local-only",
                        "{connection_file}",
                    },
                    display_name = Genuine,
                    language = "C#",
                    env = new { DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT = "1" },
                }
            )
        );
        var client = await JupyterClient.StartAsync(_here, Genuine, Workplace.Checkout.Notebooks);
        // Beside the outputs of its first cell the kernel shows a script of its own.
        await client.ExecuteAsync("var first = 1;");
        return client;
    }
}
