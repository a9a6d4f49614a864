using System.Globalization;
using System.Text.Json.Nodes;
using Notebooks.Document;

namespace Notebooks.Kernel;

/// <summary>One message of the Jupyter protocol.</summary>
/// <param name="Header">
/// <c>msg_id</c>, <c>msg_type</c>, <c>session</c>, <c>username</c>, <c>date</c>, <c>version</c>.
/// </param>
/// <param name="Parent">The header of the request that it answers; empty where there is none.</param>
/// <param name="Route">Frames before the delimiter: a router socket's receiver, or a publication's topic.</param>
internal sealed record Message(JsonObject Header, JsonObject Parent, JsonObject Content, IReadOnlyList<byte[]> Route)
{
    /// <summary>The protocol version of the messages that this kernel sends.</summary>
    public const string ProtocolVersion = "5.3";

    public string Type => JupyterJson.Text(Header["msg_type"]) ?? "";

    /// <summary>A message that this kernel sends.</summary>
    /// <param name="session">The session's id, the same for everything that one kernel sends.</param>
    public static Message Of(
        string type,
        string session,
        JsonObject content,
        JsonObject? parent,
        IReadOnlyList<byte[]> route
    ) =>
        new(
            new JsonObject
            {
                ["msg_id"] = Guid.NewGuid().ToString("N"),
                ["msg_type"] = type,
                ["session"] = session,
                ["username"] = "kernel",
                ["date"] = TimeProvider
                    .System.GetUtcNow()
                    .ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
                ["version"] = ProtocolVersion,
            },
            (JsonObject?)parent?.DeepClone() ?? [],
            content,
            route
        );
}
