namespace Measurement.Targets;

/// <summary>A folder that a program is granted, by the same path outside and inside.</summary>
internal sealed record GrantedFolder(string Path, bool IsReadOnly = false);

/// <summary>What a program is granted. A target that has no sandbox grants everything, whatever stands here.</summary>
/// <param name="MemoryMebibytes">How much memory it may have; null: nothing is said.</param>
internal sealed record Grants(
    IReadOnlyList<GrantedFolder> Folders,
    IReadOnlyDictionary<string, string> Variables,
    int? MemoryMebibytes = null
);

/// <summary>How a runtime's command line grants something; null: it has no option for it.</summary>
/// <param name="Folder">The options for a folder to read and write.</param>
/// <param name="Variable">The options for a variable of the environment, its name and its value.</param>
internal sealed record GrantSyntax(
    Func<string, IReadOnlyList<string>> Folder,
    Func<string, string, IReadOnlyList<string>> Variable
)
{
    /// <summary>The options for a folder to read.</summary>
    public Func<string, IReadOnlyList<string>>? ReadOnlyFolder { get; init; }

    /// <summary>The options for a limit of memory, in MiB.</summary>
    public Func<int, IReadOnlyList<string>>? Memory { get; init; }

    /// <summary>What of these grants the runtime has no option for; null: nothing.</summary>
    public string? Lack(Grants grants) =>
        ReadOnlyFolder is null && grants.Folders.Any(folder => folder.IsReadOnly) ? "no option for a read-only folder"
        : Memory is null && grants.MemoryMebibytes is not null ? "no option for a limit of memory"
        : null;

    public IReadOnlyList<string> Options(Grants grants) =>
        [
            .. grants.Folders.SelectMany(folder =>
                folder.IsReadOnly ? ReadOnlyFolder!(folder.Path) : Folder(folder.Path)
            ),
            .. grants.Variables.SelectMany(variable => Variable(variable.Key, variable.Value)),
            .. grants.MemoryMebibytes is { } mebibytes ? Memory!(mebibytes) : [],
        ];
}
