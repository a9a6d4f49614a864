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
    private const int LimitMebibytes = 64;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SandboxFolder()
    {
        Path = Directory.CreateTempSubdirectory("sandbox-").FullName;
        foreach (var folder in new[] { Granted, Second, ReadOnly, Outside })
        {
            Directory.CreateDirectory(folder);
        }
        foreach (var file in new[] { In(Granted, "file"), In(ReadOnly, "file"), In(Outside, "secret") })
        {
            File.WriteAllText(file, "x");
        }
        File.CreateSymbolicLink(In(Granted, "link"), In(Outside, "secret"));
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Append(Path))
        {
            // A container's program belongs to nobody. File modes must not forbid what is granted, nor what is not.
            if (!OperatingSystem.IsWindows() && File.ResolveLinkTarget(entry, false) is null)
            {
                File.SetUnixFileMode(entry, (UnixFileMode)(Directory.Exists(entry) ? 0b111_111_111 : 0b110_110_110));
            }
        }
        _listener.Start();
    }

    public string Path { get; }

    public IReadOnlyList<Attempt> Attempts =>
        [
            new("read", "reads a file of its folder", Outcome.Allowed, "read", In(Granted, "file")),
            new("write", "writes a file there", Outcome.Allowed, "write", In(Granted, "new")),
            new("outside", "reads a file elsewhere", Outcome.Denied, "read", In(Outside, "secret")),
            new("dots", "reads a file elsewhere by ..", Outcome.Denied, "read", In(Granted, "..", "outside", "secret")),
            new("link", "reads a file elsewhere by a symbolic link", Outcome.Denied, "read", In(Granted, "link")),
            new("read-only", "writes to a read-only folder", Outcome.Denied, "write", In(ReadOnly, "new"))
            {
                Also = new(ReadOnly, IsReadOnly: true),
            },
            new(
                "move",
                "moves a file to a second folder of its own",
                Outcome.Allowed,
                "move",
                In(Granted, "new"),
                In(Second, "new")
            ),
            new("given", "reads a variable that it was given", Outcome.Allowed, "variable", Declared),
            new("other", "reads another variable", Outcome.Denied, "variable", Undeclared),
            new("process", "sees a process of the machine", Outcome.Denied, "list", $"/proc/{Environment.ProcessId}"),
            new(
                "port",
                "connects to a port of the machine",
                Outcome.Denied,
                "connect",
                $"{((IPEndPoint)_listener.LocalEndpoint).Port}"
            ),
            new(
                "memory",
                $"fills twice the {LimitMebibytes} MiB that it was given",
                Outcome.Denied,
                "memory",
                $"{2 * LimitMebibytes}"
            )
            {
                MemoryMebibytes = LimitMebibytes,
            },
        ];

    /// <summary>What a program is granted for an attempt.</summary>
    public Grants GrantsFor(Attempt attempt) =>
        new(
            [new(Granted), new(Second), .. attempt.Also is { } also ? (GrantedFolder[])[also] : []],
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
