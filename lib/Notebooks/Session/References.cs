using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Notebooks.Session;

/// <summary>Finds assemblies for the compiler: <c>#r "path"</c>, and what a referenced assembly needs itself.</summary>
internal sealed class References(AssemblyLocator locator, string folder) : MetadataReferenceResolver
{
    /// <summary>
    /// One reference for each file and session. The compiler keeps symbols with a reference. Sessions that shared
    /// references would get each other's symbols, which are not those of their own earlier cells.
    /// </summary>
    private readonly Dictionary<string, PortableExecutableReference> _read = new(StringComparer.Ordinal);

    public PortableExecutableReference To(string path)
    {
        if (!_read.TryGetValue(path, out var reference))
        {
            _read[path] = reference = MetadataReference.CreateFromFile(path);
        }
        return reference;
    }

    /// <summary>As in .NET Interactive, a cell can use types that only a library's signatures mention.</summary>
    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition,
        AssemblyIdentity referenceIdentity
    ) => locator.Find(new AssemblyName(referenceIdentity.GetDisplayName())) is { } path ? To(path) : null;

    /// <returns>Empty if the file is missing or no assembly: the compiler then names it and the line.</returns>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference,
        string? baseFilePath,
        MetadataReferenceProperties properties
    )
    {
        var path = Path.GetFullPath(reference, folder);
        try
        {
            return File.Exists(path) ? [To(locator.AddLibrary(path))]
                : locator.Find(new AssemblyName(reference)) is { } known ? [To(known)]
                : [];
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
