using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks.Document;

/// <summary>
/// JSON as Jupyter and VS Code write it in a notebook, so that saving there changes nothing. It is what Python's
/// json.dumps(indent=1, sort_keys=True, ensure_ascii=False) writes. System.Text.Json's own writer escapes emoji,
/// no-break spaces and DEL with every encoder.
/// </summary>
internal static class JupyterJson
{
    public static string Write(JsonNode root)
    {
        var json = new StringBuilder();
        Append(json, root, 0);
        return json.Append('\n').ToString();
    }

    /// <summary>nbformat's multiline string: a list of lines that keep their newline.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = text.IndexOf('\n', start) + 1;
            end = end == 0 ? text.Length : end;
            lines.Add(text[start..end]);
        }
        return lines;
    }

    /// <summary>A string, or a list of lines joined; null when the node is neither.</summary>
    public static string? Text(JsonNode? node) =>
        node switch
        {
            JsonValue value when value.TryGetValue(out string? text) => text,
            JsonArray lines
                when lines.All(line => line is JsonValue value && value.GetValueKind() == JsonValueKind.String) =>
                string.Concat(lines.Select(line => (string?)line)),
            _ => null,
        };

    /// <summary>A whole number; null when the node is something else.</summary>
    public static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static void Append(StringBuilder json, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                AppendItems(
                    json,
                    '{',
                    members.OrderBy(member => member.Key, StringComparer.Ordinal),
                    '}',
                    depth,
                    member =>
                    {
                        AppendString(json, member.Key);
                        json.Append(": ");
                        Append(json, member.Value, depth + 1);
                    }
                );
                break;
            case JsonArray { Count: > 0 } items:
                AppendItems(json, '[', items, ']', depth, item => Append(json, item, depth + 1));
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                AppendString(json, text);
                break;
            default:
                json.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void AppendItems<T>(
        StringBuilder json,
        char open,
        IEnumerable<T> items,
        char close,
        int depth,
        Action<T> append
    )
    {
        var separator = open;
        foreach (var item in items)
        {
            json.Append(separator).Append('\n').Append(' ', depth + 1);
            append(item);
            separator = ',';
        }
        json.Append('\n').Append(' ', depth).Append(close);
    }

    private static void AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }
        json.Append('"');
    }
}
