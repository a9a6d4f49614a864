using System.Text.RegularExpressions;
using Measurement.Hosts;

namespace Measurement.Targets;

/// <summary>A runtime's program, and where it is looked for.</summary>
/// <param name="Remedy">The command that would install it.</param>
/// <param name="Home">The vendor's variable that names the folder above its <c>bin</c>.</param>
/// <param name="Folder">Where the vendor's installer puts it, below the user's home.</param>
public sealed partial record Installation(string Program, string Remedy, string? Home = null, string? Folder = null)
{
    /// <summary>Names the program's path outright; nowhere else is looked then.</summary>
    public string Variable => "ANALYSIS_" + Program.ToUpperInvariant().Replace('-', '_');

    /// <summary>
    /// The program, from: its own variable, the vendor's variable, the vendor's folder, PATH, what setup built or
    /// unpacked below <c>.tools</c>.
    /// </summary>
    /// <returns>Without version and digest; null where it is in none of them.</returns>
    public Found? Find(Repository repository)
    {
        var unpacked = Path.Combine(repository.Tools, Program, "usr");
        var path = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? new[] { given }.FirstOrDefault(File.Exists)
            : Candidates(repository, unpacked).FirstOrDefault(File.Exists);
        return path is null ? null : new Found("", Path.GetFullPath(path), "") { Loader = LoaderOf(path, unpacked) };
    }

    /// <summary>The version of the package that setup unpacked.</summary>
    public string UnpackedVersion(Repository repository) =>
        File.ReadAllText(Path.Combine(repository.Tools, Program, "version")).Trim();

    /// <summary>A sentence for where it was not found.</summary>
    public string Absence =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? $"{Variable} names {given}, which is not there"
            : $"no {Program} {(Folder is null ? "" : $"in ~/{Folder} or ")}on PATH";

    /// <summary>The shared libraries that a program is linked with, as its loader finds them; none for a static one.</summary>
    public static async Task<IReadOnlyList<string>> LibrariesAsync(Found found, CancellationToken cancel)
    {
        string[] command = found.Loader.Count == 0 ? ["ldd", found.Path] : [.. found.Loader, "--list", found.Path];
        var (ok, text) = await Tool.AskAsync(command[0], command[1..], cancel);
        return ok ? [.. LibraryLine().Matches(text).Select(line => line.Groups["path"].Value)] : [];
    }

    /// <summary>The loader and the libraries that belong to the C library itself.</summary>
    public static bool IsOfTheSystem(string library) => SystemLibrary().IsMatch(Path.GetFileName(library));

    /// <summary>What Debian's newer releases link against an older one's C library can't run: setup unpacks theirs along.</summary>
    private static IReadOnlyList<string> LoaderOf(string path, string unpacked)
    {
        var libraries = Path.Combine(unpacked, "lib");
        var loader =
            path.StartsWith(unpacked, StringComparison.Ordinal) && Directory.Exists(libraries)
                ? Directory.EnumerateFiles(libraries, "ld-linux*.so.*", SearchOption.AllDirectories).FirstOrDefault()
                : null;
        return loader is null ? [] : [loader, "--library-path", Path.GetDirectoryName(loader)!];
    }

    private IEnumerable<string> Candidates(Repository repository, string unpacked)
    {
        if (Home is not null && Environment.GetEnvironmentVariable(Home) is { Length: > 0 } home)
        {
            yield return Path.Combine(home, "bin", Program);
        }
        if (Folder is not null)
        {
            var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            yield return Path.Combine(user, Folder, Program);
        }
        if (Tool.OnPath(Program) is { } onPath)
        {
            yield return onPath;
        }
        yield return Path.Combine(repository.Tools, "bin", Program);
        yield return Path.Combine(unpacked, "bin", Program);
    }

    [GeneratedRegex(@"^\s*(?:\S+ => )?(?<path>/.+) \(0x[0-9a-f]+\)$", RegexOptions.Multiline)]
    private static partial Regex LibraryLine();

    [GeneratedRegex(@"^(ld-linux.*|lib(c|m|dl|rt|pthread))\.so\.\d+$")]
    private static partial Regex SystemLibrary();
}
