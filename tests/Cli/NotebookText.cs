using System.Text.Json.Nodes;

namespace Cli.Tests;

/// <summary>Notebooks written by tests.</summary>
internal static class NotebookText
{
    /// <summary>A C# notebook with these cells, after one tagged <c>parameters</c> if there is any.</summary>
    public static string Of(IReadOnlyList<string> cells, string? parameters = null)
    {
        static JsonObject Cell(string source, string id, params IEnumerable<string> tags) =>
            new()
            {
                ["cell_type"] = "code",
                ["id"] = id,
                ["metadata"] = new JsonObject
                {
                    ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
                },
                ["execution_count"] = null,
                ["outputs"] = new JsonArray(),
                ["source"] = source,
            };
        var all = cells.Select((source, index) => Cell(source, $"cell-{index}"));
        var notebook = new JsonObject
        {
            ["cells"] = new JsonArray([
                .. parameters is null ? all : all.Prepend(Cell(parameters, "parameters", "parameters")),
            ]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject
                {
                    ["name"] = ".net-csharp",
                    ["display_name"] = ".NET (C#)",
                    ["language"] = "C#",
                },
                ["language_info"] = new JsonObject { ["name"] = "csharp" },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return notebook.ToJsonString();
    }
}
