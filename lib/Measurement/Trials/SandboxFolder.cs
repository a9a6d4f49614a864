using System.Net;
using System.Net.Sockets;
using Measurement.Targets;

namespace Measurement.Trials;

/// <summary>
/// What the attempts are about: a temporary folder with folders that are granted and one that is not, and a port of this
/// machine that answers.
/// </summary>
internal sealed class SandboxFolder : IDisposable
{
    public const string Declared = "DECLARED";
    public const string Undeclared = "UNDECLARED";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SandboxFolder()
    {
        Path = Directory.CreateTempSubdirectory("sandbox-").FullName;
        foreach (var folder in new[] { Granted, Second, ReadOnly, Outside })
        {
            Directory.CreateDirectory(folder);
        }
        foreach (var file in new[] { File, In(ReadOnly, "file"), Secret })
        {
            System.IO.File.WriteAllText(file, "x");
        }
        System.IO.File.CreateSymbolicLink(LinkToSecret, Secret);
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Append(Path))
        {
            // A container's program belongs to nobody. File modes must not forbid what is granted, nor what is not.
            if (!OperatingSystem.IsWindows() && System.IO.File.ResolveLinkTarget(entry, false) is null)
            {
                System.IO.File.SetUnixFileMode(
                    entry,
                    (UnixFileMode)(Directory.Exists(entry) ? 0b111_111_111 : 0b110_110_110)
                );
            }
        }
        _listener.Start();
    }

    public string Path { get; }

    /// <summary>A file of the folder that is granted.</summary>
    public string File => In(Granted, "file");

    /// <summary>A file there that an attempt makes.</summary>
    public string NewFile => In(Granted, "new");

    /// <summary>Where that file is moved to, in a second folder that is granted.</summary>
    public string NewPlace => In(Second, "new");
    public string NewReadOnlyFile => In(ReadOnly, "new");

    /// <summary>A file of the folder that is not granted; the other two are ways to it from the one that is.</summary>
    public string Secret => In(Outside, "secret");
    public string SecretByDots => In(Granted, "..", "outside", "secret");
    public string LinkToSecret => In(Granted, "link");

    /// <summary>A port of this machine that answers.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What a program is granted for an attempt.</summary>
    public Grants GrantsFor(Attempt attempt) =>
        new(
            [
                new(Granted),
                new(Second),
                .. attempt.NeedsReadOnlyFolder ? (GrantedFolder[])[new(ReadOnly, IsReadOnly: true)] : [],
            ],
            new Dictionary<string, string> { [Declared] = "1" },
            attempt.MemoryMebibytes
        );

    private string Granted => In(Path, "granted");
    private string Second => In(Path, "second");
    private string ReadOnly => In(Path, "read-only");
    private string Outside => In(Path, "outside");

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private static string In(params string[] parts) => string.Join('/', parts);
}
