using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks.Document;

namespace Notebooks.Tests;

/// <summary>Rules that every notebook of the report must keep, so that different kernels can open it.</summary>
public sealed partial class ReportNotebooksTests
{
    private const int LongestCell = 8;

    public static TheoryData<string> Paths =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Workplace.Checkout, "notebooks"), "*.ipynb")
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_says_that_it_is_csharp_in_each_place_where_an_editor_looks(string path)
    {
        var metadata = JsonNode.Parse(File.ReadAllText(path))!["metadata"]!;
        Assert.Equal(".net-csharp", (string?)metadata["kernelspec"]!["name"]);
        Assert.Equal("csharp", (string?)metadata["kernelspec"]!["language"]);
        Assert.Equal("csharp", (string?)metadata["language_info"]!["name"]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Its_first_cell_loads_the_library_and_one_cell_holds_the_parameters(string path)
    {
        var code = Code(path);
        Assert.Equal("#r \"../lib/bin/Analysis.dll\"", code[0].Source.Trim());
        Assert.Single(code, cell => cell.Tags.Contains("parameters"));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Its_cells_are_thin_plain_csharp(string path) =>
        Assert.All(
            Code(path),
            cell =>
            {
                Assert.InRange(cell.Source.Split('\n').Length, 1, LongestCell);
                Assert.DoesNotMatch(Magic(), cell.Source);
            }
        );

    [Theory]
    [MemberData(nameof(Paths))]
    public void Its_outputs_are_kept_and_come_from_one_run_from_top_to_bottom(string path) =>
        Assert.Equal(Enumerable.Range(1, Code(path).Count), Code(path).Select(cell => cell.ExecutionCount ?? 0));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Saving_it_in_VS_Code_changes_nothing(string path) =>
        Assert.Equal(File.ReadAllText(path), Notebook.Load(path).ToJson());

    private static IReadOnlyList<NotebookCell> Code(string path) =>
        [.. Notebook.Load(path).Cells.Where(cell => cell.Kind == CellKind.Code)];

    /// <summary>Commands that only some kernels understand: #load, #!magic, %magic.</summary>
    [GeneratedRegex(@"^\s*(?:#load|#!|%)", RegexOptions.Multiline)]
    private static partial Regex Magic();
}
