using System.Diagnostics;
using System.Text.Json.Nodes;
using Notebooks.Document;

namespace Notebooks.Tests;

public sealed class NotebookTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public void Opening_and_saving_leaves_every_byte_as_it_was()
    {
        foreach (var name in new[] { "kept-as-it-is.ipynb", "article.ipynb" })
        {
            Notebook.Load(Workplace.Fixture(name)).Save(_workplace[name]);
            Assert.Equal(File.ReadAllText(Workplace.Fixture(name)), File.ReadAllText(_workplace[name]));
        }
    }

    /// <summary>VS Code and Jupyter sort the keys of every object when they save.</summary>
    [Fact]
    public void A_saved_notebook_has_its_keys_in_the_order_of_VS_Code()
    {
        const string Cell =
            """{"source": "1", "outputs": [], "metadata": {}, "id": "a", "execution_count": null, "cell_type": "code"}""";
        var json = Notebook.Parse(
            $$"""{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{{Cell}}]}""",
            "n"
        );
        var saved = JsonNode.Parse(json.ToJson())!.AsObject();
        Assert.Equal(["cells", "metadata", "nbformat", "nbformat_minor"], saved.Select(member => member.Key));
        Assert.Equal(
            ["cell_type", "execution_count", "id", "metadata", "outputs", "source"],
            saved["cells"]![0]!.AsObject().Select(member => member.Key)
        );
    }

    [Fact]
    public void I_can_read_cells_tags_and_outputs()
    {
        var cells = Notebook.Load(Workplace.Fixture("kept-as-it-is.ipynb")).Cells;
        Assert.Equal([CellKind.Markdown, CellKind.Raw, CellKind.Code], cells.Select(cell => cell.Kind));
        Assert.Equal("var x = 1;\nx", cells[2].Source);
        Assert.Equal(["parameters"], cells[2].Tags);
        Assert.Equal(7, cells[2].ExecutionCount);
        var console = Assert.IsType<Output.Console>(cells[2].Outputs[0]);
        Assert.Equal("stdout", console.Name);
        var result = Assert.IsType<Output.Result>(cells[2].Outputs[1]);
        Assert.Equal("<b>x</b>", result.Data.Forms[MimeBundle.Html]);
        Assert.Equal("E: v", Assert.IsType<Output.Failure>(cells[2].Outputs[2]).Error.ToString());
    }

    [Theory]
    [InlineData("{ \"cells\": [", "broken at line 1")]
    [InlineData("[]", "the document is not an object")]
    [InlineData("{}", "no nbformat number")]
    [InlineData("{\"nbformat\": 3}", "nbformat 3")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5}", "cells is not a list")]
    [InlineData("{\"nbformat\": 4, \"cells\": [1]}", "cells[0] is not an object")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"poem\", \"source\": \"\"}]}", "'poem'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": 1}]}", "source of cells[0]")]
    [InlineData(
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\"}]}",
        "cells[0].outputs is not a list"
    )]
    public void A_file_that_is_no_notebook_is_named_with_what_is_wrong(string json, string expected)
    {
        File.WriteAllText(_workplace["bad.ipynb"], json);
        var problem = Assert.Throws<NotebookException>(() => Notebook.Load(_workplace["bad.ipynb"]));
        Assert.StartsWith(_workplace["bad.ipynb"], problem.Message, StringComparison.Ordinal);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var problem = Assert.Throws<NotebookException>(() => Notebook.Load(_workplace["none.ipynb"]));
        Assert.Contains("none.ipynb", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_notebook_gets_the_cell_ids_that_4_5_asks_for()
    {
        var json =
            "{\"nbformat\": 4, \"nbformat_minor\": 2, \"cells\": [{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": \"\"}]}";
        Assert.Equal("cell-1", Notebook.Parse(json, "old").Cells[0].Id);
    }

    /// <summary>Checks a file with Jupyter's own validator, where it is installed.</summary>
    internal static void AssertValid(string path)
    {
        Assert.SkipUnless(
            File.Exists("/usr/lib/python3/dist-packages/nbformat/__init__.py"),
            "python3-nbformat is not installed."
        );
        using var python = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/python3",
                ["-c", "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], 4))", path]
            )
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
    }
}
