namespace Measurement.Plans;

/// <summary>The compiler and flags that made the workloads for one platform.</summary>
public sealed record Toolchain(string Target, string Compiler, string Flags)
{
    /// <param name="path">The <c>build.json</c> that the build of the workloads leaves beside them.</param>
    public static Toolchain Load(string path) => Json.Read<Toolchain>(path);

    public static IEnumerable<Toolchain> All(Repository repository) =>
        Directory
            .EnumerateFiles(Path.Combine(repository.Tools, "workloads"), "build.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(Load);
}
