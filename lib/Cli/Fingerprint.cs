using System.Security.Cryptography;
using Measurement;

namespace Cli;

/// <summary>
/// Identifies what the pages of a report come from: the library, the published numbers and every run. A notebook that
/// was executed on the same fingerprint would show the same again.
/// </summary>
internal sealed class Fingerprint(Repository repository)
{
    private readonly Lazy<byte[]> _shared = new(() => Hash(Shared(repository)));

    public string Of(string notebook) =>
        Convert.ToHexStringLower(SHA256.HashData([.. _shared.Value, .. Hash([notebook])]));

    private static IEnumerable<string> Shared(Repository repository)
    {
        string[] libraries = ["Analysis.dll", "Cli.deps.json", "Cli.dll", "Measurement.dll", "Notebooks.dll"];
        return
        [
            .. libraries.Select(library => Path.Combine(AppContext.BaseDirectory, library)),
            .. FilesIn(repository.Report2022),
            .. FilesIn(repository.Runs),
            // This file says which runs are of this host.
            .. new[] { repository.HostId }.Where(File.Exists),
        ];
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder)
            // A run that is being measured is locked by a file, which nobody else can read.
            ? Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != FileLock.Name)
                .Order(StringComparer.Ordinal)
            : [];

    private static byte[] Hash(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return hash.GetHashAndReset();
    }
}
