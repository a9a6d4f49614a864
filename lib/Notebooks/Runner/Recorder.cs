using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Runner;

/// <summary>Records what a cell shows, in nbformat's form.</summary>
/// <param name="cell">The cell that is running.</param>
/// <param name="displays">Everything that the run has displayed so far, by id: a later cell may update it.</param>
internal sealed class Recorder(NotebookCell cell, Dictionary<string, JsonObject> displays) : IOutputSink
{
    private readonly StringBuilder _text = new();
    private string _stream = "";
    private bool _clears;

    public void Stream(string name, string text)
    {
        if (name != _stream)
        {
            FlushStream();
            _stream = name;
        }
        _text.Append(text);
    }

    public void Display(MimeBundle data, string displayId) => displays[displayId] = Add(new Output.Display(data));

    public void UpdateDisplay(MimeBundle data, string displayId)
    {
        if (displays.TryGetValue(displayId, out var node))
        {
            node["data"] = data.ToJson();
        }
    }

    public void Clear(bool wait)
    {
        FlushStream();
        _clears = true;
        if (!wait)
        {
            ClearNow();
        }
    }

    /// <summary>Null: there is no user to ask.</summary>
    public string? ReadLine() => null;

    public void End(CellResult result, int executionCount)
    {
        FlushStream();
        cell.ExecutionCount = executionCount;
        if (result.Value is { } value)
        {
            Add(new Output.Result(value, executionCount));
        }
        if (result.Error is { } error)
        {
            Add(new Output.Failure(error));
        }
    }

    private JsonObject Add(Output output)
    {
        FlushStream();
        ClearNow();
        var node = output.ToJson();
        cell.OutputNodes.Add(node);
        return node;
    }

    private void ClearNow()
    {
        if (_clears)
        {
            cell.OutputNodes.Clear();
            _clears = false;
        }
    }

    private void FlushStream()
    {
        if (_text.Length > 0)
        {
            ClearNow();
            cell.OutputNodes.Add(new Output.Console(_stream, _text.ToString()).ToJson());
            _text.Clear();
        }
    }
}
