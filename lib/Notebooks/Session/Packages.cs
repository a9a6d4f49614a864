using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>The files that a restore found, as absolute paths.</summary>
internal sealed record RestoredPackages(IReadOnlyList<string> Managed, IReadOnlyList<string> Native);

/// <summary>
/// The packages that a session asked for by <c>#r "nuget: Id, Version"</c>. NuGet itself resolves them: a generated
/// project is restored once for each distinct set, in the user's cache folder.
/// </summary>
/// <param name="folder">The notebook's folder; its NuGet.config applies.</param>
internal sealed class Packages(string folder)
{
    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".cache",
        "analysis-notebooks"
    );

    private readonly SortedDictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _sources = new(StringComparer.Ordinal);

    /// <returns>Whether there is something to restore.</returns>
    /// <exception cref="NotebookException">A source is a folder that does not exist.</exception>
    public bool Add(Directives directives)
    {
        _sources.UnionWith([.. directives.Sources.Select(Existing)]);
        foreach (var (id, version) in directives.Packages)
        {
            _versions[id] = version.Length == 0 ? "*" : version;
        }
        return directives.Packages.Count > 0;
    }

    /// <exception cref="NotebookException">A package or version is missing, or no source can be reached.</exception>
    public async Task<RestoredPackages> RestoreAsync(CancellationToken cancellation)
    {
        var project = Project();
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16];
        var assets = Path.Combine(Cache, $"{key}.json");
        if (!_versions.ContainsValue("*") && Read(assets) is { } known)
        {
            return known;
        }
        // In a folder of its own, since two notebooks may restore the same set at once.
        var scratch = Directory.CreateDirectory(Path.Combine(Cache, Path.GetRandomFileName())).FullName;
        try
        {
            var file = Path.Combine(scratch, "packages.csproj");
            await File.WriteAllTextAsync(file, project, cancellation);
            if (await RestoreProjectAsync(file, cancellation) is { } problem)
            {
                var wanted = string.Join(", ", _versions.Select(package => $"{package.Key} {package.Value}"));
                throw new NotebookException($"NuGet cannot restore {wanted}: {problem}");
            }
            File.Move(Path.Combine(scratch, "obj", "project.assets.json"), assets, overwrite: true);
            return Read(assets)
                ?? throw new NotebookException(
                    "Restored packages are missing from NuGet's folder: run the cell again."
                );
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>
    /// A source, if it exists. As in .NET Interactive it is used in addition to the sources of the user's NuGet
    /// configuration. It is an address, or a folder relative to the notebook. NuGet reports a missing folder only where
    /// it has to look for a package.
    /// </summary>
    private string Existing(string source)
    {
        if (source.Contains("://", StringComparison.Ordinal))
        {
            return source;
        }
        var path = Path.GetFullPath(source, folder);
        return Directory.Exists(path)
            ? path
            : throw new NotebookException(
                $"#i \"nuget:{source}\": there is no folder {path}; give a folder with packages or the address of a package source."
            );
    }

    private string Project()
    {
        var references = _versions.Select(package =>
            $"""<PackageReference Include="{SecurityElement.Escape(package.Key)}" Version="{SecurityElement.Escape(package.Value)}" />"""
        );
        // With the runtime identifier NuGet itself picks the native files. Without an app host
        // it needs no runtime pack.
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.ToString(2)}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <RestoreRootConfigDirectory>{SecurityElement.Escape(folder)}</RestoreRootConfigDirectory>
                <RestoreAdditionalProjectSources>{SecurityElement.Escape(Sources)}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>{string.Concat(references)}</ItemGroup>
            </Project>
            """;
    }

    private string Sources => string.Join(';', _sources);

    /// <returns>What went wrong; null when nothing did.</returns>
    private static async Task<string?> RestoreProjectAsync(string project, CancellationToken cancellation)
    {
        // The user's home may hold a Directory.Build.props of its own, which must not affect this project.
        const string Alone =
            "-p:ImportDirectoryBuildProps=false;ImportDirectoryBuildTargets=false;ImportDirectoryPackagesProps=false";
        var start = new ProcessStartInfo("dotnet", ["restore", project, "--nologo", "--verbosity", "quiet", Alone])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(project),
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return "the .NET SDK's dotnet is not on PATH.";
        }
        using (process)
        await using (cancellation.Register(() => process.Kill(entireProcessTree: true)))
        {
            var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? null : FirstError(output);
        }
    }

    /// <returns>Null where nothing was restored, or where its files have been removed since.</returns>
    private static RestoredPackages? Read(string assets)
    {
        if (!File.Exists(assets))
        {
            return null;
        }
        var root = JsonNode.Parse(File.ReadAllText(assets))!;
        var folders = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToArray();
        var target = root["targets"]!
            .AsObject()
            .First(t => t.Key.EndsWith($"/{RuntimeInformation.RuntimeIdentifier}", StringComparison.Ordinal));
        string?[] Files(string kind) =>
            [
                .. from package in target.Value!.AsObject()
                from asset in package.Value![kind]?.AsObject() ?? []
                where Path.GetFileName(asset.Key) != "_._"
                let file = Path.Combine((string)root["libraries"]![package.Key]!["path"]!, asset.Key)
                select folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists),
            ];
        var (managed, native) = (Files("runtime"), Files("native"));
        return managed.Contains(null) || native.Contains(null) ? null : new RestoredPackages(managed!, native!);
    }

    private static string FirstError(string output)
    {
        var error = output.IndexOf("error ", StringComparison.Ordinal);
        return output[Math.Max(0, error)..].Split('\n')[0].Trim();
    }
}
