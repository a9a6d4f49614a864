using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks.Kernel;

/// <summary>The frames are not a message of the protocol, or are not signed with the connection's key.</summary>
internal sealed class WireException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Messages as ZeroMQ frames: route, delimiter, signature, header, parent header, metadata, content
/// (https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol).
/// </summary>
/// <param name="key">The key that signs the frames; empty: they are not signed.</param>
internal sealed class Wire(string key)
{
    private const int Parts = 4;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A message that is sent again after so many others is not known any more.</summary>
    private const int Remembered = 65_536;

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public IReadOnlyList<byte[]> Pack(Message message)
    {
        byte[][] parts = [Json(message.Header), Json(message.Parent), Json([]), Json(message.Content)];
        return [.. message.Route, Delimiter, Encoding.ASCII.GetBytes(Sign(parts)), .. parts];
    }

    private static byte[] Json(JsonObject part)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(part, Plain);
        }
        catch (ArgumentException)
        {
            // .NET has text with half of a character in it, and UTF-8 has not.
            return JsonSerializer.SerializeToUtf8Bytes(Repaired(part), Plain);
        }
    }

    /// <summary>A copy with U+FFFD in place of every half of a character.</summary>
    private static JsonNode? Repaired(JsonNode? node) =>
        node switch
        {
            JsonObject fields => new JsonObject(
                fields.Select(field => KeyValuePair.Create(Repaired(field.Key), Repaired(field.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Repaired(item))]),
            JsonValue value when value.TryGetValue<string>(out var text) => Repaired(text),
            _ => node?.DeepClone(),
        };

    private static string Repaired(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <exception cref="WireException">The frames are wrong; the message says how.</exception>
    public Message Unpack(IReadOnlyList<byte[]> frames)
    {
        var delimiter = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (frames.Count < delimiter + 2 + Parts)
        {
            throw new WireException($"{frames.Count} frames are not a message");
        }
        byte[][] parts = [.. frames.Skip(delimiter + 2).Take(Parts)];
        // Compared in constant time, so that a signature cannot be guessed byte by byte.
        if (!CryptographicOperations.FixedTimeEquals(frames[delimiter + 1], Encoding.ASCII.GetBytes(Sign(parts))))
        {
            throw new WireException("the signature is not the connection's");
        }
        if (_key.Length > 0 && !IsNew(Encoding.ASCII.GetString(frames[delimiter + 1])))
        {
            throw new WireException("it was received before");
        }
        return new Message(Object(parts[0]), Object(parts[1]), Object(parts[3]), [.. frames.Take(delimiter)]);
    }

    /// <summary>Whether nothing was received with this signature. Every message has an id, so no two are alike.</summary>
    private bool IsNew(string signature)
    {
        if (!_seen.Add(signature))
        {
            return false;
        }
        _order.Enqueue(signature);
        if (_order.Count > Remembered)
        {
            _seen.Remove(_order.Dequeue());
        }
        return true;
    }

    private string Sign(byte[][] parts)
    {
        if (_key.Length == 0)
        {
            return "";
        }
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
        {
            hmac.AppendData(part);
        }
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    private static JsonObject Object(byte[] part)
    {
        try
        {
            var node = JsonNode.Parse(part) as JsonObject ?? throw new WireException("a part is not a JSON object");
            Check(node);
            return node;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new WireException("a part is not JSON", fault);
        }
    }

    /// <summary>Reads everything once: only reading notices a key that is there twice, or half of a character.</summary>
    private static void Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (_, value) in fields)
                {
                    Check(value);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Check(item);
                }
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }
}
