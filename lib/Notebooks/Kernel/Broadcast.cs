using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Kernel;

/// <summary>
/// Publishes what a cell shows. Pieces of text that follow each other are sent together; otherwise a loop that prints
/// would send one message for each word.
/// </summary>
internal sealed class Broadcast : IOutputSink, IDisposable
{
    private const int LongestPiece = 16_384;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);
    private readonly Action<string, JsonObject> _publish;
    private readonly bool _silent;
    private readonly Func<string?> _ask;
    private readonly StringBuilder _text = new();
    private readonly Lock _turn = new();
    private readonly Timer _flush;
    private string _stream = "";

    /// <param name="publish">Sends a message of this type and content.</param>
    /// <param name="silent">Whether to publish nothing.</param>
    /// <param name="ask">Gets a line from the user.</param>
    public Broadcast(Action<string, JsonObject> publish, bool silent, Func<string?> ask)
    {
        (_publish, _silent, _ask) = (publish, silent, ask);
        _flush = new Timer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Stream(string name, string text)
    {
        lock (_turn)
        {
            if (name != _stream)
            {
                Flush();
                _stream = name;
            }
            if (_text.Length == 0)
            {
                _flush.Change(LongestWait, Timeout.InfiniteTimeSpan);
            }
            _text.Append(text);
            if (_text.Length >= LongestPiece)
            {
                Flush();
            }
        }
    }

    public void Display(MimeBundle data, string displayId) => Show("display_data", data, displayId);

    public void UpdateDisplay(MimeBundle data, string displayId) => Show("update_display_data", data, displayId);

    public void Clear(bool wait) => Send("clear_output", new() { ["wait"] = wait });

    public string? ReadLine()
    {
        // The question was printed before, so it has to be on the screen first.
        Flush();
        return _ask();
    }

    public void Dispose()
    {
        _flush.Dispose();
        Flush();
    }

    /// <summary>The content of a message that shows something.</summary>
    public static JsonObject Shown(MimeBundle data, params (string Name, JsonNode Value)[] fields) =>
        new(
            fields
                .Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value))
                .Append(new("data", Data(data)))
                .Append(new("metadata", new JsonObject()))
        );

    /// <summary>On the wire text is one string. Only in files it is a list of lines.</summary>
    public static JsonObject Data(MimeBundle data) =>
        new(
            data.Forms.Select(form =>
                KeyValuePair.Create(form.Key, MimeBundle.IsJson(form.Key) ? JsonNode.Parse(form.Value) : form.Value)
            )
        );

    private void Show(string type, MimeBundle data, string displayId) =>
        Send(type, Shown(data, ("transient", new JsonObject { ["display_id"] = displayId })));

    private void Send(string type, JsonObject content)
    {
        lock (_turn)
        {
            Flush();
            if (!_silent)
            {
                _publish(type, content);
            }
        }
    }

    private void Flush()
    {
        lock (_turn)
        {
            if (_text.Length > 0 && !_silent)
            {
                _publish("stream", new() { ["name"] = _stream, ["text"] = _text.ToString() });
            }
            _text.Clear();
        }
    }
}
