using System.Security.Cryptography;

namespace Measurement;

internal static class Files
{
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    public static Product Product(ArtifactKind kind, string path, long? prepareNs = null) =>
        new(kind, Path.GetFileName(path), new FileInfo(path).Length, Sha256(path), prepareNs);

    /// <exception cref="MeasurementException">The workload is not built.</exception>
    public static string Built(string path) =>
        File.Exists(path) ? path : throw new MeasurementException($"{path} is not built: run `./analysis setup`.");
}
