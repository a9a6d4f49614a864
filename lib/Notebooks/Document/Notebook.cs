using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks.Document;

/// <summary>
/// A Jupyter notebook, nbformat 4.5. Everything that this class does not know (metadata, attachments,
/// foreign fields) stays as it was read. Keys are written in the order of Jupyter and VS Code, so that
/// saving in either changes nothing.
/// </summary>
internal sealed class Notebook
{
    private readonly JsonObject _root;
    private readonly List<NotebookCell> _cells;

    private Notebook(JsonObject root, string name)
    {
        _root = root;
        Name = name;
        var cells = Array(root, "cells", name);
        _cells =
        [
            .. cells.Select(
                (node, index) => new NotebookCell(Shape<JsonObject>(node, $"cells[{index}]", name), name, index)
            ),
        ];
        UpgradeTo45();
    }

    /// <summary>The file's name as messages show it.</summary>
    public string Name { get; }

    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <exception cref="NotebookException">It is missing, is not JSON, or is not a notebook of nbformat 4.</exception>
    public static Notebook Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Load"/>
    public static Notebook Parse(string json, string name)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
        }
        catch (JsonException e)
        {
            throw new NotebookException(
                $"{name} is not a notebook: its JSON is broken at line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}.",
                e
            );
        }
        var document = Shape<JsonObject>(root, "the document", name);
        var major =
            JupyterJson.Number(document["nbformat"])
            ?? throw new NotebookException($"{name} is not a notebook: it has no nbformat number.");
        if (major != 4)
        {
            throw new NotebookException(
                $"{name} is a notebook of nbformat {major}; only 4 is supported: open and save it in JupyterLab or VS Code to convert it."
            );
        }
        return new Notebook(document, name);
    }

    /// <summary>Replaces the file at <paramref name="path"/> in one step: nobody reads half a notebook.</summary>
    /// <exception cref="NotebookException">The file cannot be written.</exception>
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        try
        {
            File.WriteAllText(temporary, ToJson());
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path} cannot be written: {e.Message}", e);
        }
    }

    public string ToJson() => JupyterJson.Write(_root);

    /// <summary>Adds a code cell after <paramref name="after"/>.</summary>
    public NotebookCell InsertCode(NotebookCell after, string id, string source, string tag)
    {
        var node = new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = id,
            ["metadata"] = new JsonObject { ["tags"] = new JsonArray(tag) },
            ["outputs"] = new JsonArray(),
            ["source"] = JupyterJson.Lines(source),
        };
        var index = _cells.IndexOf(after) + 1;
        var cell = new NotebookCell(node, Name, index);
        _cells.Insert(index, cell);
        Array(_root, "cells", Name).Insert(index, node);
        return cell;
    }

    public void Remove(NotebookCell cell)
    {
        var index = _cells.IndexOf(cell);
        _cells.RemoveAt(index);
        Array(_root, "cells", Name).RemoveAt(index);
    }

    internal static T Shape<T>(JsonNode? node, string what, string notebook)
        where T : JsonNode =>
        node as T
        ?? throw new NotebookException(
            $"{notebook} is not a valid notebook: {what} is not {(typeof(T) == typeof(JsonArray) ? "a list" : "an object")}."
        );

    private static JsonArray Array(JsonObject node, string key, string notebook) =>
        Shape<JsonArray>(node[key], key, notebook);

    /// <summary>Adds cell ids, which minor versions below 5 do not have. Jupyter adds them on saving, too.</summary>
    private void UpgradeTo45()
    {
        _root["nbformat_minor"] = Math.Max(JupyterJson.Number(_root["nbformat_minor"]) ?? 0, 5);
        foreach (var (index, cell) in _cells.Index())
        {
            cell.AddMissingId($"cell-{index + 1}");
        }
    }
}
