namespace Measurement.Plans;

/// <summary>The compiler and flags that made the workloads for one platform.</summary>
public sealed record Toolchain(string Target, string Compiler, string Flags)
{
    /// <param name="path">The <c>build.json</c> that the build of the workloads writes beside them.</param>
    public static Toolchain Load(string path) => Json.Read<Toolchain>(path);

    /// <summary>The toolchains of an architecture's native programs and of the modules.</summary>
    internal static IEnumerable<Toolchain> All(Repository repository, string architecture) =>
        new[] { architecture, "wasm32" }
            .Select(each => repository.Built(each).WorkloadsBuild)
            .Where(File.Exists)
            .Select(Load);
}
