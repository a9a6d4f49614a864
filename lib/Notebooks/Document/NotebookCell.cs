using System.Text.Json.Nodes;

namespace Notebooks.Document;

/// <summary>One cell of a notebook, as a view of its JSON. Fields that are not named here stay untouched.</summary>
internal sealed class NotebookCell
{
    private readonly JsonObject _node;
    private readonly string _notebook;

    internal NotebookCell(JsonObject node, string notebook, int index)
    {
        _node = node;
        _notebook = notebook;
        var where = $"cells[{index}]";
        Kind = JupyterJson.Text(node["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            var other => throw new NotebookException(
                $"{notebook} is not a valid notebook: {where} has the cell_type '{other}', not code, markdown or raw."
            ),
        };
        Source =
            JupyterJson.Text(node["source"])
            ?? throw new NotebookException($"{notebook} is not a valid notebook: the source of {where} is not text.");
        if (Kind == CellKind.Code)
        {
            Notebook.Shape<JsonArray>(node["outputs"], $"{where}.outputs", notebook);
        }
    }

    public CellKind Kind { get; }

    public string Source { get; }

    /// <summary>Whether the cell is empty. Such a cell is neither executed nor shown.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Source);

    public string? Id => JupyterJson.Text(_node["id"]);

    public IReadOnlyList<string> Tags =>
        (_node["metadata"] as JsonObject)?["tags"] is JsonArray tags
            ? [.. tags.Select(JupyterJson.Text).OfType<string>()]
            : [];

    /// <summary>The number in a code cell's brackets; null when it has not been executed.</summary>
    public int? ExecutionCount
    {
        get => JupyterJson.Number(_node["execution_count"]);
        set => _node["execution_count"] = value;
    }

    public IReadOnlyList<Output> Outputs =>
        Kind == CellKind.Code ? [.. OutputNodes.Select(node => Output.Read(node, _notebook))] : [];

    internal JsonArray OutputNodes => (JsonArray)_node["outputs"]!;

    /// <summary>Makes it a cell that was never executed.</summary>
    public void Clear()
    {
        if (Kind == CellKind.Code)
        {
            ExecutionCount = null;
            OutputNodes.Clear();
        }
    }

    internal void AddMissingId(string id)
    {
        if (Id is null)
        {
            _node["id"] = id;
        }
    }
}

internal enum CellKind
{
    Code,
    Markdown,
    Raw,
}
