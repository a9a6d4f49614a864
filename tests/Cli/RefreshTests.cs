using System.Text.Json;
using Measurement.Journals;

namespace Cli.Tests;

/// <summary>Cells that measure, in a real notebook and in the real kernel.</summary>
public sealed class RefreshTests : IDisposable
{
    private static readonly string Library = Path.Combine(Workplace.Checkout.Root, "lib", "bin", "Analysis.dll");
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_refresh_measures_what_the_notebook_needs_and_the_cells_below_show_it()
    {
        var plan = Path.Combine(_here.Folder, _here.Plan(["startup"], ["native"], blocks: 3));
        var notebook = Notebook(plan);

        (await _here.RunAsync("run", notebook, "-p", "refresh=true")).Done();

        var outputs = JsonDocument.Parse(File.ReadAllText(Path.Combine(_here.Folder, notebook))).RootElement.ToString();
        Assert.Contains($"{_here.Run.Id}: 3 measured blocks, complete.", outputs, StringComparison.Ordinal);
        Assert.Contains("3 samples of " + _here.Run.Id, outputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_refresh_nothing_is_measured()
    {
        await _here.RunAsync("run", Notebook("no plan"));

        Assert.Empty(_here.Runs.All());
    }

    [Fact]
    public async Task A_refresh_shows_how_far_it_is_and_an_interrupt_ends_it_in_order()
    {
        _here.Plan(["startup", "fannkuch-redux"], ["native"], blocks: 1000);
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync($"#r \"{Library}\"\nusing Analysis;");

        var cell = await client.InterruptAsync(
            "Refresh.Measure(\"plan.json\", \"\".DisplayAs(\"text/html\").Update)",
            at: "fannkuch-redux 10 on native took"
        );

        Assert.Equal("error", cell.Status);
        var shown = cell.All("update_display_data").Select(update => (string?)update["data"]!["text/html"]).ToList();
        Assert.Contains(shown, html => html!.Contains("<progress", StringComparison.Ordinal));
        Assert.Contains("Interrupted: every completed launch is kept", shown[^1], StringComparison.Ordinal);
        Assert.Contains($"./analysis collect --resume {_here.Run.Id}", shown[^1], StringComparison.Ordinal);
        Assert.Contains($"runs = \"{_here.Run.Id}\"", shown[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateDirectories("/proc"),
            process =>
                File.Exists($"{process}/cmdline")
                && ReadOrNothing($"{process}/cmdline").Contains("fannkuch-redux", StringComparison.Ordinal)
                && ReadOrNothing($"{process}/environ").Contains(_here.Folder, StringComparison.Ordinal)
        );
        Assert.All(_here.Samples, sample => Assert.Equal(Status.Ok, sample.Status));
    }

    private static string ReadOrNothing(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string Notebook(string plan)
    {
        string[] cells =
        [
            $"#r \"{Library}\"",
            "var refresh = false;",
            "using Analysis;\nvar id = \"none\";\nif (refresh) id = Refresh.Measure("
                + JsonSerializer.Serialize(plan)
                + ", \"\".DisplayAs(\"text/html\").Update);",
            "if (refresh) Console.WriteLine($\"{Report.Open(id, workloads: \"startup\", targets: \"native\").Samples.Rows.Count} samples of {id}\");",
        ];
        return _here.Write(
            "n.ipynb",
            JsonSerializer.Serialize(
                new
                {
                    cells = cells.Select(
                        (source, index) =>
                            new
                            {
                                cell_type = "code",
                                execution_count = (int?)null,
                                id = $"c{index}",
                                metadata = index == 1
                                    ? new { tags = new[] { "parameters" } }
                                    : new { tags = Array.Empty<string>() },
                                outputs = Array.Empty<object>(),
                                source,
                            }
                    ),
                    metadata = new
                    {
                        kernelspec = new
                        {
                            name = ".net-csharp",
                            display_name = ".NET (C#)",
                            language = "csharp",
                        },
                    },
                    nbformat = 4,
                    nbformat_minor = 5,
                }
            )
        );
    }
}
