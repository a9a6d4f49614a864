using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Measurement;

/// <summary>The JSON of plans, workloads and run.json: snake_case, units in names, unknown names refused.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            WriteIndented = true,
            IndentSize = 2,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        };

    /// <exception cref="MeasurementException">The text is not what our tools write.</exception>
    public static T Parse<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options)!;
        }
        catch (JsonException fault)
        {
            throw new MeasurementException($"Expected a {typeof(T).Name} in JSON, got: {text}", fault);
        }
    }

    /// <exception cref="UsageException">It is missing or malformed; the message says which file and where.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return Checked(path, () => JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Cannot read {path}: {fault.Message}");
        }
    }

    /// <summary>Reads JSON that came from a file and has been changed since.</summary>
    /// <exception cref="UsageException">It does not have the expected shape; the message says where.</exception>
    public static T Read<T>(JsonNode content, string path) => Checked(path, () => content.Deserialize<T>(Options));

    private static T Checked<T>(string path, Func<T?> read)
    {
        try
        {
            return read() ?? throw new UsageException($"{path} holds null where an object belongs.");
        }
        catch (JsonException fault)
        {
            var where = fault.LineNumber is { } line ? $", line {line + 1}" : "";
            throw new UsageException($"{path}{where} is malformed: {fault.Message.Split(" Path:")[0]}");
        }
    }
}
