using System.Text.RegularExpressions;
using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>A runtime's program, and the places where it is looked for.</summary>
/// <param name="Remedy">The command that would install it.</param>
/// <param name="Home">The vendor's variable that names the folder above its <c>bin</c>.</param>
/// <param name="Folder">Where the vendor's installer puts it, below the user's home.</param>
internal sealed partial record Installation(string Program, string Remedy, string? Home = null, string? Folder = null)
{
    /// <summary>The variable that names the program's path. If it is set, no other place is looked at.</summary>
    public string Variable => "ANALYSIS_" + Program.ToUpperInvariant().Replace('-', '_');

    /// <summary>Files of lib/bin that a program of ours needs beside it; empty for programs of others.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>
    /// Finds the program on a host. These places are looked at, in this order: its own variable, the vendor's variable,
    /// the vendor's folder, PATH, what setup built or unpacked.
    /// </summary>
    /// <returns>The program without version and digest; null where it is in none of these places.</returns>
    public async Task<Found?> FindAsync(Host host, CancellationToken cancel)
    {
        var candidates = Candidates(host).ToList();
        if (await host.FirstFileAsync([.. candidates.Select(candidate => candidate.Path)], cancel) is { } path)
        {
            return new Found("", path, "")
            {
                Packaging = candidates.First(candidate => candidate.Path == path).Packaging,
                Loader = path.StartsWith(Path.Combine(host.Built.Unpacked(Program), "usr"), StringComparison.Ordinal)
                    ? host.Built.LoaderOf(Program)
                    : [],
            };
        }
        var ours = host.Built.Program(Program);
        if (IsNamed(host) || !File.Exists(ours))
        {
            return null;
        }
        // For another architecture set-up puts them beside the program.
        var folder =
            host.Architecture == Repository.ThisArchitecture ? host.Repository.Library : Path.GetDirectoryName(ours)!;
        string[] libraries = [.. Libraries.Select(name => Path.Combine(folder, name))];
        return new Found("", await host.PlaceAsync(ours, cancel, libraries), "")
        {
            Packaging = TargetFacts.BuiltBySetup,
        };
    }

    /// <summary>The version of the package that setup unpacked.</summary>
    public string UnpackedVersion(Host host) =>
        File.ReadAllText(Path.Combine(host.Built.Unpacked(Program), "version")).Trim();

    /// <summary>A sentence that says that the program was not found.</summary>
    public string Absence(Host host) =>
        IsNamed(host)
            ? $"{Variable} names {host.Variables[Variable]}, which is not there"
            : $"no {Program} {(Folder is null ? "" : $"in ~/{Folder} or ")}on PATH";

    /// <summary>The shared libraries of a program, as its loader finds them; none if it is static.</summary>
    public static async Task<IReadOnlyList<string>> LibrariesAsync(Host host, Found found, CancellationToken cancel)
    {
        string[] command = found.Loader.Count == 0 ? ["ldd", found.Path] : [.. found.Loader, "--list", found.Path];
        var (ok, text) = await host.AskAsync(command[0], command[1..], cancel);
        return ok ? [.. LibraryLine().Matches(text).Select(line => line.Groups["path"].Value)] : [];
    }

    /// <summary>Whether a library is the loader or belongs to the C library itself.</summary>
    public static bool IsOfTheSystem(string library) => SystemLibrary().IsMatch(Path.GetFileName(library));

    private bool IsNamed(Host host) => host.Variables.GetValueOrDefault(Variable, "").Length > 0;

    private IEnumerable<(string Path, string Packaging)> Candidates(Host host)
    {
        if (IsNamed(host))
        {
            yield return (host.Variables[Variable], $"named by {Variable}");
            yield break;
        }
        if (Home is not null && host.Variables.GetValueOrDefault(Home) is { Length: > 0 } home)
        {
            yield return (Path.Combine(home, "bin", Program), $"named by {Home}");
        }
        if (Folder is not null && host.Variables.GetValueOrDefault("HOME") is { Length: > 0 } user)
        {
            yield return (Path.Combine(user, Folder, Program), $"in ~/{Folder}");
        }
        foreach (var folder in host.PathFolders)
        {
            var packaged = folder is "/usr/bin" or "/bin";
            yield return (Path.Combine(folder, Program), packaged ? "the system's package" : $"in {folder}");
        }
        if (host is LocalHost)
        {
            yield return (
                Path.Combine(host.Built.Unpacked(Program), "usr", "bin", Program),
                "a newer Debian's package, unpacked"
            );
        }
    }

    [GeneratedRegex(@"^\s*(?:\S+ => )?(?<path>/.+) \(0x[0-9a-f]+\)$", RegexOptions.Multiline)]
    private static partial Regex LibraryLine();

    [GeneratedRegex(@"^(ld-linux.*|lib(c|m|dl|rt|pthread))\.so\.\d+$")]
    private static partial Regex SystemLibrary();
}
