namespace Measurement.Trials;

/// <summary>Something that the program <c>sandbox</c> attempts.</summary>
/// <param name="Words">What it attempts.</param>
/// <param name="Expected">What a sandbox that holds what it promises does.</param>
/// <param name="Arguments">The program's arguments, with paths of the folder that the attempts are about.</param>
internal sealed record Attempt(
    string Name,
    string Words,
    Outcome Expected,
    Func<SandboxFolder, IReadOnlyList<string>> Arguments
)
{
    private const int LimitMebibytes = 64;

    /// <summary>Whether a further folder is granted, for reading alone.</summary>
    public bool NeedsReadOnlyFolder { get; init; }

    /// <summary>
    /// Whether WASI preview 1 has no call for it. A program that is built for WASI then attempts nothing, and says that
    /// the function is not implemented (ENOSYS).
    /// </summary>
    public bool HasNoWasiCall { get; init; }

    /// <summary>The limit of memory that is set for it; null: none.</summary>
    public int? MemoryMebibytes { get; init; }

    public static IReadOnlyList<Attempt> All { get; } =
    [
        new("read", "reads a file of its folder", Outcome.Allowed, at => ["read", at.File]),
        new("write", "writes a file there", Outcome.Allowed, at => ["write", at.NewFile]),
        new("outside", "reads a file elsewhere", Outcome.Denied, at => ["read", at.Secret]),
        new("dots", "reads a file elsewhere by ..", Outcome.Denied, at => ["read", at.SecretByDots]),
        new("link", "reads a file elsewhere by a symbolic link", Outcome.Denied, at => ["read", at.LinkToSecret]),
        new("read-only", "writes to a read-only folder", Outcome.Denied, at => ["write", at.NewReadOnlyFile])
        {
            NeedsReadOnlyFolder = true,
        },
        new(
            "move",
            "moves a file to a second folder of its own",
            Outcome.Allowed,
            at => ["move", at.NewFile, at.NewPlace]
        ),
        new("given", "reads a variable that it was given", Outcome.Allowed, _ => ["variable", SandboxFolder.Declared]),
        new("other", "reads another variable", Outcome.Denied, _ => ["variable", SandboxFolder.Undeclared]),
        new(
            "process",
            "sees a process of the machine",
            Outcome.Denied,
            _ => ["list", $"/proc/{Environment.ProcessId}"]
        ),
        new("port", "connects to a port of the machine", Outcome.Denied, at => ["connect", $"{at.Port}"])
        {
            HasNoWasiCall = true,
        },
        new(
            "memory",
            $"fills twice the {LimitMebibytes} MiB that it was given",
            Outcome.Denied,
            _ => ["memory", $"{2 * LimitMebibytes}"]
        )
        {
            MemoryMebibytes = LimitMebibytes,
        },
    ];
}
