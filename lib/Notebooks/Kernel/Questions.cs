using System.Text.Json.Nodes;
using Notebooks.Session;

namespace Notebooks.Kernel;

/// <summary>
/// Answers what a front end asks without running anything: what the language is, how code could
/// go on, what a name means.
/// </summary>
internal sealed class Questions(IInterpreter interpreter)
{
    public JsonObject Info()
    {
        var language = interpreter.Language;
        return Reply.Ok(
            ("protocol_version", Message.ProtocolVersion),
            ("implementation", "analysis"),
            ("implementation_version", typeof(JupyterKernel).Assembly.GetName().Version!.ToString(3)),
            (
                "language_info",
                new JsonObject
                {
                    ["file_extension"] = language.FileExtension,
                    ["mimetype"] = language.MimeType,
                    ["name"] = language.Name,
                    ["pygments_lexer"] = language.PygmentsLexer,
                    ["version"] = language.Version,
                }
            ),
            ("banner", $"C# {language.Version} on .NET {Environment.Version}"),
            ("help_links", new JsonArray())
        );
    }

    public async Task<JsonObject> CompleteAsync(JsonObject content, CancellationToken cancellation)
    {
        var code = Reply.Code(content);
        var found = await interpreter.CompleteAsync(code, Units(code, (int?)content["cursor_pos"] ?? 0), cancellation);
        var (start, end) = (Characters(code, found.Start), Characters(code, found.End));
        return Reply.Ok(
            ("matches", new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)])),
            ("cursor_start", start),
            ("cursor_end", end),
            (
                "metadata",
                new JsonObject
                {
                    // JupyterLab and VS Code show this beside a match.
                    ["_jupyter_types_experimental"] = new JsonArray([
                        .. found.Items.Select(item => new JsonObject
                        {
                            ["text"] = item.Text,
                            ["type"] = item.Kind,
                            ["start"] = start,
                            ["end"] = end,
                        }),
                    ]),
                }
            )
        );
    }

    public async Task<JsonObject> InspectAsync(JsonObject content, CancellationToken cancellation)
    {
        var code = Reply.Code(content);
        var found = await interpreter.InspectAsync(code, Units(code, (int?)content["cursor_pos"] ?? 0), cancellation);
        return Reply.Ok(
            ("found", found is not null),
            ("data", found is null ? new JsonObject() : Broadcast.Data(found)),
            ("metadata", new JsonObject())
        );
    }

    public JsonObject IsComplete(JsonObject content) =>
        interpreter.IsComplete(Reply.Code(content)) switch
        {
            Completeness.Complete => new() { ["status"] = "complete" },
            Completeness.Incomplete => new() { ["status"] = "incomplete", ["indent"] = "    " },
            _ => new() { ["status"] = "invalid" },
        };

    /// <summary>
    /// Characters as UTF-16 units. The protocol counts characters, .NET counts units: an emoji is one
    /// character and two units.
    /// </summary>
    private static int Units(string code, int characters) =>
        code.EnumerateRunes().Take(characters).Sum(rune => rune.Utf16SequenceLength);

    private static int Characters(string code, int units) => code[..units].EnumerateRunes().Count();
}
