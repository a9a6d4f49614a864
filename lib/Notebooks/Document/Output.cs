using System.Text.Json.Nodes;

namespace Notebooks.Document;

/// <summary>One output of a cell, in one of nbformat's four forms.</summary>
internal abstract record Output
{
    private Output() { }

    /// <summary>nbformat's stream.</summary>
    /// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="Text">All text that was written to it in a row.</param>
    public sealed record Console(string Name, string Text) : Output;

    /// <summary>nbformat's display_data.</summary>
    public sealed record Display(MimeBundle Data) : Output;

    /// <summary>nbformat's execute_result: the value of a trailing expression.</summary>
    public sealed record Result(MimeBundle Data, int? ExecutionCount) : Output;

    public sealed record Failure(CellError Error) : Output;

    internal JsonObject ToJson() =>
        this switch
        {
            Console s => new()
            {
                ["name"] = s.Name,
                ["output_type"] = "stream",
                ["text"] = JupyterJson.Lines(s.Text),
            },
            Display d => new()
            {
                ["data"] = d.Data.ToJson(),
                ["metadata"] = new JsonObject(),
                ["output_type"] = "display_data",
            },
            Result r => new()
            {
                ["data"] = r.Data.ToJson(),
                ["execution_count"] = r.ExecutionCount,
                ["metadata"] = new JsonObject(),
                ["output_type"] = "execute_result",
            },
            Failure { Error: var e } => new()
            {
                ["ename"] = e.Name,
                ["evalue"] = e.Message,
                ["output_type"] = "error",
                ["traceback"] = new JsonArray([.. e.Traceback.Select(line => (JsonNode)line)]),
            },
            _ => throw new NotSupportedException(),
        };

    internal static Output Read(JsonNode? node, string notebook)
    {
        var output = Notebook.Shape<JsonObject>(node, "an output", notebook);
        string Field(string key) => JupyterJson.Text(output[key]) ?? "";
        MimeBundle Data() =>
            MimeBundle.FromJson(Notebook.Shape<JsonObject>(output["data"], "an output's data", notebook));
        return Field("output_type") switch
        {
            "stream" => new Console(Field("name"), Field("text")),
            "display_data" => new Display(Data()),
            "execute_result" => new Result(Data(), JupyterJson.Number(output["execution_count"])),
            "error" => new Failure(
                new CellError(
                    Field("ename"),
                    Field("evalue"),
                    output["traceback"] is JsonArray lines ? [.. lines.Select(JupyterJson.Text).OfType<string>()] : []
                )
            ),
            var other => throw new NotebookException(
                $"{notebook} is not a valid notebook: an output has the type '{other}'."
            ),
        };
    }
}
