using Notebooks.Document;
using Notebooks.Runner;
using Notebooks.Session;

namespace Notebooks.Tests;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_notebook_runs_to_its_end_and_keeps_what_its_cells_showed()
    {
        var path = _workplace.Write(
            "n.ipynb",
            "# Title",
            "int x = 20;",
            "",
            "Console.Write(\"a\"); Console.Write(\"b\"); Console.Error.Write(\"c\"); display(HTML(\"<b>1</b>\")); x + 1"
        );
        var result = await Run(path);

        Assert.Equal(new RunResult(CellStatus.Ok), result);
        var cells = Notebook.Load(path).Cells;
        Assert.Equal([null, 1, null, 2], cells.Select(cell => cell.ExecutionCount));
        Assert.Equal(
            ["Console { Name = stdout, Text = ab }", "Console { Name = stderr, Text = c }"],
            cells[3].Outputs.Take(2).Select(output => output.ToString())
        );
        Assert.Equal("<b>1</b>", Assert.IsType<Output.Display>(cells[3].Outputs[2]).Data.Forms[MimeBundle.Html]);
        Assert.Equal("21", Assert.IsType<Output.Result>(cells[3].Outputs[3]).Data.Forms[MimeBundle.Plain]);
        NotebookTests.AssertValid(path);
    }

    [Fact]
    public async Task Running_twice_changes_nothing()
    {
        var path = _workplace["article.ipynb"];
        File.Copy(Workplace.Fixture("article.ipynb"), path);
        Assert.Equal(CellStatus.Ok, (await Run(path)).Status);
        var first = File.ReadAllText(path);
        await Run(path);
        Assert.Equal(first, File.ReadAllText(path));
        NotebookTests.AssertValid(path);
    }

    [Fact]
    public async Task A_failing_cell_stops_the_run_and_is_saved_with_its_error()
    {
        var path = _workplace["failing.ipynb"];
        File.Copy(Workplace.Fixture("failing.ipynb"), path);
        var result = await Run(path);

        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.StartsWith($"{path} failed in cell 2:\n   1 | var numbers", result.Problem, StringComparison.Ordinal);
        Assert.Contains("IndexOutOfRangeException", result.Problem, StringComparison.Ordinal);
        var cells = Notebook.Load(path).Cells;
        Assert.Equal(
            "IndexOutOfRangeException",
            Assert.IsType<Output.Failure>(Assert.Single(cells[2].Outputs)).Error.Name
        );
        Assert.Null(cells[3].ExecutionCount);
        NotebookTests.AssertValid(path);
    }

    [Fact]
    public async Task Every_cell_is_saved_before_the_next_starts_and_the_source_stays_as_it_was()
    {
        var source = _workplace.Write(
            "n.ipynb",
            "Console.Write(\"first\")",
            "Console.Write(System.IO.File.ReadAllText(\"out/n.ipynb\").Contains(\"first\\\"\\n\"));"
        );
        var before = File.ReadAllText(source);
        var result = await Workplace.RunAsync(source, _workplace["out/n.ipynb"]);

        Assert.Null(result.Problem);
        Assert.Equal(
            "Console { Name = stdout, Text = True }",
            Notebook.Load(_workplace["out/n.ipynb"]).Cells[1].Outputs[0].ToString()
        );
        Assert.Equal(before, File.ReadAllText(source));
    }

    [Fact]
    public async Task A_display_updated_by_a_later_cell_changes_where_it_stands()
    {
        var path = _workplace.Write("n.ipynb", "var shown = display(\"old\");", "shown.Update(\"new\");");
        await Run(path);
        var cells = Notebook.Load(path).Cells;
        Assert.Equal(
            "new",
            Assert.IsType<Output.Display>(Assert.Single(cells[0].Outputs)).Data.Forms[MimeBundle.Plain]
        );
        Assert.Empty(cells[1].Outputs);
    }

    [Fact]
    public async Task Given_parameters_replace_the_defaults_with_the_defaults_own_types()
    {
        var path = _workplace.Write(
            "n.ipynb",
            "@parameters\nvar runs = \"local\"; var refresh = false; double limit = 1.5; var count = -3;",
            "$\"{runs}/{refresh}/{limit / 2}/{count}\""
        );
        var values = new Dictionary<string, string>
        {
            ["runs"] = "2024",
            ["refresh"] = "True",
            ["limit"] = "3",
            ["count"] = "-4",
        };
        for (var i = 0; i < 2; i++)
        {
            Assert.Null((await Run(path, values)).Problem);
            var cells = Notebook.Load(path).Cells;
            Assert.Equal(3, cells.Count);
            Assert.Equal(["injected-parameters"], cells[1].Tags);
            Assert.Equal(
                "2024/True/1.5/-4",
                Assert.IsType<Output.Result>(cells[2].Outputs[0]).Data.Forms[MimeBundle.Plain]
            );
        }
        NotebookTests.AssertValid(path);
        await Run(path);
        Assert.Equal(2, Notebook.Load(path).Cells.Count);
    }

    [Theory]
    [InlineData("missing", "1", "has no parameter 'missing'; it has refresh, count.")]
    [InlineData("refresh", "maybe", "'refresh' is true or false; 'maybe' is not.")]
    [InlineData("count", "1.5", "'count' is a whole number; '1.5' is not.")]
    public async Task A_parameter_that_does_not_fit_is_named_with_those_that_do(
        string name,
        string value,
        string expected
    )
    {
        var path = _workplace.Write("n.ipynb", "@parameters\nvar refresh = false; int count = 1;");
        var result = await Run(path, new Dictionary<string, string> { [name] = value });
        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.EndsWith(expected, result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notebook_without_a_parameters_cell_takes_none()
    {
        var result = await Run(_workplace.Write("n.ipynb", "1"), new Dictionary<string, string> { ["a"] = "1" });
        Assert.EndsWith("it has no cell tagged 'parameters'.", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_returns_and_keeps_what_was_done()
    {
        var path = _workplace.Write(
            "n.ipynb",
            "Console.Write(\"done\");",
            "System.IO.File.WriteAllText(\"started\", \"\"); while (true) { await Task.Delay(10); }"
        );
        using var stop = new CancellationTokenSource();
        var running = Workplace.RunAsync(path, stop: stop.Token);
        while (!File.Exists(_workplace["started"]) && !running.IsCompleted)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await stop.CancelAsync();
        var result = await running;
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Single(Notebook.Load(path).Cells[0].Outputs);
    }

    [Fact]
    public async Task A_run_cancelled_before_its_first_cell_loses_no_output()
    {
        var path = _workplace.Write("n.ipynb", "1");
        await Run(path);
        var before = File.ReadAllText(path);
        var result = await Workplace.RunAsync(path, stop: new CancellationToken(canceled: true));
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public async Task The_working_folder_is_the_notebooks()
    {
        var path = _workplace.Write("n.ipynb", "System.IO.Directory.GetCurrentDirectory()");
        await Run(path);
        Assert.Equal(
            _workplace.Folder,
            Assert.IsType<Output.Result>(Notebook.Load(path).Cells[0].Outputs[0]).Data.Forms[MimeBundle.Plain]
        );
    }

    [Fact]
    public async Task A_broken_or_missing_notebook_is_a_result_and_not_an_exception()
    {
        File.WriteAllText(_workplace["bad.ipynb"], "no json");
        Assert.Contains(
            "bad.ipynb is not a notebook",
            (await Run(_workplace["bad.ipynb"])).Problem,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "none.ipynb cannot be read",
            (await Run(_workplace["none.ipynb"])).Problem,
            StringComparison.Ordinal
        );
    }

    private static Task<RunResult> Run(string path, Dictionary<string, string>? parameters = null) =>
        Workplace.RunAsync(path, parameters: parameters);
}
