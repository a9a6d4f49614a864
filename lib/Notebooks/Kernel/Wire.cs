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
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public IReadOnlyList<byte[]> Pack(Message message)
    {
        byte[][] parts = [Json(message.Header), Json(message.Parent), Json([]), Json(message.Content)];
        return [.. message.Route, Delimiter, Encoding.ASCII.GetBytes(Sign(parts)), .. parts];

        static byte[] Json(JsonObject part) => JsonSerializer.SerializeToUtf8Bytes(part, Plain);
    }

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
        return new Message(Object(parts[0]), Object(parts[1]), Object(parts[3]), [.. frames.Take(delimiter)]);
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
            // The object is read once here, because only reading notices a key that is there twice.
            _ = node.Count;
            return node;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new WireException("a part is not JSON", fault);
        }
    }
}
