using Microsoft.CodeAnalysis;

namespace Notebooks.Session;

/// <summary>
/// Finds the doc comments of a referenced assembly: the XML file beside it, or for the framework the one that comes
/// with the SDK's reference assemblies.
/// </summary>
internal static class Documentation
{
    private static readonly string? FrameworkDocs = FindFrameworkDocs();

    public static DocumentationProvider Of(string assembly)
    {
        var name = Path.GetFileNameWithoutExtension(assembly);
        // System.Private.CoreLib implements what System.Runtime documents.
        var documented = name == "System.Private.CoreLib" ? "System.Runtime" : name;
        string?[] places =
        [
            Path.ChangeExtension(assembly, ".xml"),
            FrameworkDocs is null ? null : Path.Combine(FrameworkDocs, $"{documented}.xml"),
        ];
        return places.FirstOrDefault(File.Exists) is { } file
            ? XmlDocumentationProvider.CreateFromFile(file)
            : DocumentationProvider.Default;
    }

    /// <summary>
    /// dotnet/shared/NAME/VERSION holds the framework, dotnet/packs/NAME.Ref/VERSION/ref/netX its reference assemblies.
    /// </summary>
    private static string? FindFrameworkDocs()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var framework = Path.GetFileName(Path.GetDirectoryName(runtime)!);
        var packs = Path.Combine(runtime, "..", "..", "..", "packs", $"{framework}.Ref");
        return Directory.Exists(packs)
            ? Directory
                .EnumerateDirectories(packs)
                .Select(version => Path.Combine(version, "ref", $"net{Environment.Version.ToString(2)}"))
                .LastOrDefault(Directory.Exists)
            : null;
    }
}
