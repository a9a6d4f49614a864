using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Notebooks.Session;

/// <summary>Answers the compiler's questions for assemblies: <c>#r "path"</c>, and what a referenced assembly needs itself.</summary>
internal sealed class References(AssemblyLocator locator, string folder) : MetadataReferenceResolver
{
    /// <summary>
    /// One per file and session: the compiler keeps symbols with a reference, and sessions that shared them would
    /// get each other's, which then are no longer those of their own earlier cells.
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

    /// <summary>As in .NET Interactive: types reached through a library's signatures just work.</summary>
    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition,
        AssemblyIdentity referenceIdentity
    ) => locator.Find(new AssemblyName(referenceIdentity.GetDisplayName())) is { } path ? To(path) : null;

    /// <returns>Nothing for a file that is missing or no assembly: the compiler then names it and the line.</returns>
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
