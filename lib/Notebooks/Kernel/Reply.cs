using System.Text.Json.Nodes;

namespace Notebooks.Kernel;

/// <summary>The content of replies.</summary>
internal static class Reply
{
    public static JsonObject Ok(params (string Name, JsonNode Value)[] fields) =>
        new(
            fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)).Prepend(new("status", "ok"))
        );

    public static JsonObject Failed(string name, string message, IReadOnlyList<string> traceback) =>
        new()
        {
            ["status"] = "error",
            ["ename"] = name,
            ["evalue"] = message,
            ["traceback"] = new JsonArray([.. traceback.Select(line => (JsonNode)line)]),
        };

    /// <exception cref="FormatException">The request has no code.</exception>
    public static string Code(JsonObject content) =>
        (string?)content["code"] ?? throw new FormatException("the request has no code.");

    /// <summary>A sentence of an error as lines that fit, since VS Code cuts longer ones off. Code stays as it is.</summary>
    public static IEnumerable<string> Wrapped(string line)
    {
        const int widest = 100;
        var isCode = line.StartsWith("    ", StringComparison.Ordinal);
        while (!isCode && line.Length > widest && line.LastIndexOf(' ', widest) is > 0 and var end)
        {
            yield return line[..end];
            line = line[(end + 1)..];
        }
        yield return line;
    }
}
