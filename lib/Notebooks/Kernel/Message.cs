using System.Globalization;
using System.Text.Json.Nodes;
using Notebooks.Document;

namespace Notebooks.Kernel;

/// <summary>One message of the Jupyter protocol.</summary>
/// <param name="Header">With <c>msg_id</c>, <c>msg_type</c>, <c>session</c>, <c>username</c>, <c>date</c>, <c>version</c>.</param>
/// <param name="Parent">The header of the request that it answers; empty where there is none.</param>
/// <param name="Route">The frames before the delimiter: whom a router socket sends it to, or the topic of a publication.</param>
internal sealed record Message(JsonObject Header, JsonObject Parent, JsonObject Content, IReadOnlyList<byte[]> Route)
{
    /// <summary>Of the messages that this kernel sends.</summary>
    public const string ProtocolVersion = "5.3";

    public string Type => JupyterJson.Text(Header["msg_type"]) ?? "";

    /// <summary>A message of this kernel.</summary>
    /// <param name="session">The same for everything that one kernel sends.</param>
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
