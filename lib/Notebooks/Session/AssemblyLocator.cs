using System.Reflection;
using System.Runtime.Loader;

namespace Notebooks.Session;

/// <summary>
/// Where the assemblies of a session lie, the same for compiling and for loading. The host's own copy is used unless
/// another one is newer. The reason: a library that a cell loads by path must register its formatters with the very
/// Formatter that the session formats with. That works only when both are one assembly in one load context.
/// </summary>
internal sealed class AssemblyLocator
{
    private static readonly Dictionary<string, string> Host = (
        (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? ""
    )
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> _managed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _native = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AssemblyDependencyResolver> _neighbours = new(StringComparer.Ordinal);

    /// <summary>The framework, and what a cell sees of this library: formatters, HTML content, display.</summary>
    public static IEnumerable<string> DefaultReferences { get; } =
    [
        .. Host.Values.Where(path =>
            Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)
        ),
        Host["Microsoft.DotNet.Interactive.Formatting"],
        Host["Microsoft.AspNetCore.Html.Abstractions"],
        typeof(AssemblyLocator).Assembly.Location,
    ];

    /// <summary>Adds a library by path, with the libraries that lie beside it or are named in its .deps.json.</summary>
    /// <returns>The path to use in place of the given one.</returns>
    public string AddLibrary(string path)
    {
        var name = AssemblyName.GetAssemblyName(path);
        if (IsHostsJob(name))
        {
            return Host[name.Name!];
        }
        if (_managed.TryAdd(name.Name!, path))
        {
            _neighbours.TryAdd(path, new AssemblyDependencyResolver(path));
        }
        return _managed[name.Name!];
    }

    /// <summary>Adds a restored package.</summary>
    /// <returns>The paths to reference.</returns>
    public IReadOnlyList<string> AddPackages(RestoredPackages packages)
    {
        foreach (var path in packages.Native)
        {
            _native.TryAdd(Path.GetFileName(path), path);
        }
        var references = new List<string>();
        foreach (var path in packages.Managed)
        {
            var name = AssemblyName.GetAssemblyName(path);
            references.Add(IsHostsJob(name) ? Host[name.Name!] : path);
            _managed.TryAdd(name.Name!, path);
        }
        return references;
    }

    /// <returns>The file; null where none of that name is known.</returns>
    public string? Find(AssemblyName name) =>
        IsHostsJob(name) ? Host[name.Name!]
        : _managed.TryGetValue(name.Name!, out var path) ? path
        : _neighbours
            .Values.Select(resolver => resolver.ResolveAssemblyToPath(name))
            .FirstOrDefault(found => found is not null);

    /// <param name="name">The name as in DllImport: with or without prefix and suffix.</param>
    public string? FindNative(string name)
    {
        string[] spellings = [name, $"{name}.so", $"lib{name}.so", $"{name}.dylib", $"lib{name}.dylib", $"{name}.dll"];
        return spellings
                .Select(spelling => _native.GetValueOrDefault(spelling))
                .FirstOrDefault(path => path is not null)
            ?? _neighbours
                .Values.Select(resolver => resolver.ResolveUnmanagedDllToPath(name))
                .FirstOrDefault(path => path is not null)
            ?? _neighbours
                .Keys.SelectMany(library =>
                    spellings.Select(spelling => Path.Combine(Path.GetDirectoryName(library)!, spelling))
                )
                .FirstOrDefault(File.Exists);
    }

    public static bool IsHostsJob(AssemblyName name) =>
        Host.TryGetValue(name.Name!, out var path)
        && (name.Version is null || AssemblyName.GetAssemblyName(path).Version >= name.Version);
}

/// <summary>Loads cells, and the libraries that the host does not have.</summary>
internal sealed class SessionLoadContext(AssemblyLocator locator) : AssemblyLoadContext("notebook session")
{
    protected override Assembly? Load(AssemblyName assemblyName) =>
        !AssemblyLocator.IsHostsJob(assemblyName) && locator.Find(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        locator.FindNative(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
