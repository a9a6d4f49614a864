using System.Text.Json.Nodes;

namespace Notebooks.Document;

/// <summary>One thing to show in several forms, by MIME type. JSON types hold JSON text, images base64.</summary>
internal sealed class MimeBundle(IReadOnlyDictionary<string, string> forms)
{
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Plain = "text/plain";
    public const string Png = "image/png";
    public const string Svg = "image/svg+xml";

    public IReadOnlyDictionary<string, string> Forms { get; } = forms;

    internal static MimeBundle FromJson(JsonObject data) =>
        new(
            data.ToDictionary(
                form => form.Key,
                form => IsJson(form.Key) ? form.Value?.ToJsonString() ?? "null" : JupyterJson.Text(form.Value) ?? ""
            )
        );

    internal JsonObject ToJson() =>
        new(
            Forms.Select(form =>
                KeyValuePair.Create(
                    form.Key,
                    IsJson(form.Key) ? JsonNode.Parse(form.Value) : JupyterJson.Lines(form.Value)
                )
            )
        );

    internal static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
