using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>What a restore found, as absolute paths.</summary>
internal sealed record RestoredPackages(IReadOnlyList<string> Managed, IReadOnlyList<string> Native);

/// <summary>
/// The packages a session asked for by <c>#r "nuget: Id, Version"</c>. NuGet itself resolves them: a generated
/// project, restored once per distinct set in the user's cache folder.
/// </summary>
/// <param name="folder">The notebook's: its NuGet.config applies.</param>
internal sealed class Packages(string folder)
{
    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache",
        "analysis-notebooks"
    );

    private readonly SortedDictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);

    public void AddSource(string source) => _sources.Add(source);

    /// <param name="id">The package's name.</param>
    /// <param name="version">Empty: the newest.</param>
    public void Add(string id, string version) => _versions[id] = version.Length == 0 ? "*" : version;

    /// <exception cref="NotebookException">A package or version does not exist, or no source can be reached.</exception>
    public async Task<RestoredPackages> RestoreAsync(CancellationToken cancellation)
    {
        var project = Project();
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{folder}\n{project}")))[..16];
        var home = Directory.CreateDirectory(Path.Combine(Cache, key)).FullName;
        var assets = Path.Combine(home, "obj", "project.assets.json");
        if (!_versions.Values.Any(version => version.Contains('*')) && Read(assets) is { } known)
        {
            return known;
        }
        var file = Path.Combine(home, "packages.csproj");
        await File.WriteAllTextAsync(file, project, cancellation);
        var output = await RunDotnetAsync(file, cancellation);
        return Read(assets)
            ?? throw new NotebookException(
                $"The packages {string.Join(", ", _versions.Select(p => $"{p.Key} {p.Value}"))} cannot be restored: {FirstError(output)}"
            );
    }

    private string Project()
    {
        var references = _versions.Select(p =>
            $"""<PackageReference Include="{SecurityElement.Escape(p.Key)}" Version="{SecurityElement.Escape(p.Value)}" />"""
        );
        // With the runtime identifier NuGet itself picks the native files; without an app host it needs no runtime pack.
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.{Environment.Version.Minor}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestoreRootConfigDirectory>{SecurityElement.Escape(folder)}</RestoreRootConfigDirectory>
                <RestoreAdditionalProjectSources>{SecurityElement.Escape(
                string.Join(';', _sources)
            )}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """;
    }

    private static async Task<string> RunDotnetAsync(string project, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(project),
        };
        // The user's home may hold a Directory.Build.props of its own; it must not reach this project.
        string[] arguments =
        [
            "restore",
            project,
            "--nologo",
            "--verbosity",
            "quiet",
            "-p:ImportDirectoryBuildProps=false",
            "-p:ImportDirectoryBuildTargets=false",
            "-p:ImportDirectoryPackagesProps=false",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var errors = process.StandardError.ReadToEndAsync(cancellation);
                var output = await process.StandardOutput.ReadToEndAsync(cancellation);
                await process.WaitForExitAsync(cancellation);
                return output + await errors;
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new NotebookException(
                """#r "nuget: .." needs the .NET SDK's dotnet on PATH, and it cannot be started.""",
                e
            );
        }
    }

    /// <returns>Null where there is no successful restore, or its files have been cleaned away since.</returns>
    private static RestoredPackages? Read(string assets)
    {
        if (!File.Exists(assets))
        {
            return null;
        }
        var root = JsonNode.Parse(File.ReadAllText(assets))!;
        var libraries = root["libraries"]!.AsObject();
        var folders = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToArray();
        var target = root["targets"]!
            .AsObject()
            .First(t => t.Key.EndsWith(RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal))
            .Value!;
        if (root["logs"] is JsonArray logs && logs.Any(log => (string?)log!["level"] == "Error"))
        {
            return null;
        }
        string Find(string package, string file)
        {
            var relative = Path.Combine((string)libraries[package]!["path"]!, file);
            var candidates = folders.Select(folder => Path.Combine(folder, relative)).ToArray();
            return candidates.FirstOrDefault(File.Exists) ?? candidates[0];
        }
        string[] Files(string kind) =>
            [
                .. target
                    .AsObject()
                    .SelectMany(package =>
                        (package.Value![kind]?.AsObject() ?? []).Select(asset => Find(package.Key, asset.Key))
                    )
                    .Where(path => Path.GetFileName(path) != "_._"),
            ];
        var found = new RestoredPackages(Files("runtime"), Files("native"));
        return found.Managed.Concat(found.Native).All(File.Exists) ? found : null;
    }

    private static string FirstError(string output)
    {
        var line =
            output.Split('\n').FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal))
            ?? output.Trim();
        return line[Math.Max(0, line.IndexOf("error ", StringComparison.Ordinal))..].Trim();
    }
}
