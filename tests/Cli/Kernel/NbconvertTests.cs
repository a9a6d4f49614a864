using System.Text.Json.Nodes;

namespace Cli.Tests;

/// <summary>The notebooks of the report under the real nbconvert, from the reference runs.</summary>
public sealed class NbconvertTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Theory, MemberData(nameof(Workplace.Notebooks), MemberType = typeof(Workplace))]
    public async Task It_runs_from_top_to_bottom_and_shows_what_is_stored(string name)
    {
        await JupyterClient.NeedAsync("nbconvert", "python3-nbconvert");
        (await _here.RunAsync("kernel", "install", "--prefix", _here.Folder)).Done();
        // The notebooks find the library beside their folder, as in a checkout.
        var folder = Directory.CreateDirectory(Path.Combine(_here.Folder, "notebooks")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_here.Folder, "lib"), Path.Combine(Workplace.Checkout.Root, "lib"));
        var stored = await File.ReadAllTextAsync(Path.Combine(Workplace.Checkout.Notebooks, name));
        await File.WriteAllTextAsync(
            Path.Combine(folder, name),
            stored.Replace("local, else reference", "reference", StringComparison.Ordinal)
        );

        await using var nbconvert = Child.Start(
            JupyterClient.Python,
            ["-m", "nbconvert", "--to", "notebook", "--execute", name, "--output", "executed.ipynb"],
            folder,
            new Dictionary<string, string?> { ["JUPYTER_PATH"] = Path.Combine(_here.Folder, "share", "jupyter") }
        );
        (await nbconvert.EndAsync()).Done();

        var executed = await File.ReadAllTextAsync(Path.Combine(folder, "executed.ipynb"));
        Assert.Equal(Outputs(stored), Outputs(executed));
    }

    /// <summary>The types of what each cell shows.</summary>
    private static IEnumerable<string> Outputs(string notebook) =>
        JsonNode.Parse(notebook)!["cells"]!
            .AsArray()
            .Where(cell => (string?)cell!["cell_type"] == "code")
            .Select(cell =>
                string.Join(
                    ", ",
                    cell!["outputs"]!
                        .AsArray()
                        .Select(output =>
                            $"{output!["output_type"]} {string.Join(' ', output["data"]?.AsObject().Select(form => form.Key).Order() ?? Enumerable.Empty<string>())}"
                        )
                )
            );
}
