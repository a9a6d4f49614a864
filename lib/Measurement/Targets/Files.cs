using System.Collections.Concurrent;
using System.Security.Cryptography;
using Measurement.Plans;

namespace Measurement.Targets;

internal static class Files
{
    private static readonly ConcurrentDictionary<(string, long, DateTime), Lazy<string>> Digests = new();

    /// <summary>Remembered while the file is as it was: several targets share programs of more than 100 MB.</summary>
    public static string Sha256(string path)
    {
        var file = new FileInfo(path);
        file = (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        return Digests
            .GetOrAdd(
                (file.FullName, file.Length, file.LastWriteTimeUtc),
                _ => new Lazy<string>(() =>
                {
                    using var content = file.OpenRead();
                    return Convert.ToHexStringLower(SHA256.HashData(content));
                })
            )
            .Value;
    }

    public static Product Product(ArtifactKind kind, string path, long? prepareNs = null) =>
        new(kind, Path.GetFileName(path), Bytes(path), Sha256(path), prepareNs);

    /// <summary>Length of the file that is meant, also where the path is a link to it.</summary>
    private static long Bytes(string path)
    {
        using var content = File.OpenRead(path);
        return content.Length;
    }

    /// <exception cref="MeasurementException">The workload is not built.</exception>
    public static string Built(string path) =>
        File.Exists(path) ? path : throw new MeasurementException($"{path} is not built: run `./analysis setup`.");
}
