using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Notebooks.Document;

namespace Notebooks.Kernel;

/// <summary>What was executed in this session, with what it gave.</summary>
internal sealed class History
{
    /// <summary>The protocol numbers sessions. A kernel knows its own alone, which is the current one.</summary>
    private const int Session = 0;

    private readonly List<Entry> _entries = [];

    internal sealed record Entry(int Number, string Code)
    {
        /// <summary>The cell's value as text; null: it has none.</summary>
        public string? Output { get; set; }
    }

    public Entry Add(int number, string code)
    {
        var entry = new Entry(number, code);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The entries that a request asks for: the last ones, a range, or those like a pattern.</summary>
    /// <param name="request">The content of a <c>history_request</c>.</param>
    public JsonArray Of(JsonObject request)
    {
        var count = (int?)request["n"] is > 0 and var n ? n : int.MaxValue;
        var chosen = (string?)request["hist_access_type"] switch
        {
            "range" => (int?)request["session"] is null or Session
                ? _entries.Where(entry =>
                    entry.Number >= ((int?)request["start"] ?? 0)
                    && entry.Number < ((int?)request["stop"] ?? int.MaxValue)
                )
                : [],
            "search" => Like(JupyterJson.Text(request["pattern"]) ?? "*", (bool?)request["unique"] ?? false)
                .TakeLast(count),
            _ => _entries.TakeLast(count),
        };
        var withOutput = (bool?)request["output"] ?? false;
        return new JsonArray([
            .. chosen.Select(entry => new JsonArray(
                Session,
                entry.Number,
                withOutput ? new JsonArray(entry.Code, entry.Output) : entry.Code
            )),
        ]);
    }

    /// <param name="unique">Whether only the newest of several equal codes is wanted.</param>
    private IEnumerable<Entry> Like(string pattern, bool unique)
    {
        var found = _entries.Where(entry =>
            FileSystemName.MatchesSimpleExpression(pattern, entry.Code, ignoreCase: false)
        );
        return unique ? found.Reverse().DistinctBy(entry => entry.Code).Reverse() : found;
    }
}
