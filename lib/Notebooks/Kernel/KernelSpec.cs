using System.Text.Json;
using System.Text.Json.Nodes;
using Notebooks.Document;

namespace Notebooks.Kernel;

/// <summary>
/// The folder by which front ends find the kernel. It has a kernel.json, and the name that notebooks give for their
/// kernel (https://jupyter-client.readthedocs.io/en/stable/kernels.html).
/// </summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Folder">The folder's path.</param>
public sealed record KernelSpec(string Name, string Folder)
{
    /// <summary>The name of .NET Interactive's C# kernel in notebooks, and of ours.</summary>
    public const string Shared = ".net-csharp";

    /// <summary>Our own name, used where another kernel has the shared one.</summary>
    public const string Own = "analysis-csharp";

    private const string Marker = "analysis";

    /// <summary>Writes the spec under the shared name, or under our own where another kernel has that.</summary>
    /// <param name="prefix">An environment to install into (PREFIX/share/jupyter); null: the user's own folder.</param>
    /// <param name="command">The command that starts the kernel; the connection file is added.</param>
    public static KernelSpec Install(string? prefix, IReadOnlyList<string> command)
    {
        var kernels = KernelsFolder(prefix);
        var taken = SearchPath(kernels).Select(folder => Path.Combine(folder, Shared)).Any(HoldsAnother);
        var spec = new KernelSpec(taken ? Own : Shared, Path.Combine(kernels, taken ? Own : Shared));
        Directory.CreateDirectory(spec.Folder);
        var kernel = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Append("{connection_file}").Select(word => (JsonNode)word)]),
            ["display_name"] = taken ? "C# (analysis)" : ".NET (C#)",
            ["language"] = "csharp",
            // Front ends that run on another machine, or on Windows, cannot send a signal.
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { [Marker] = true },
        };
        File.WriteAllText(FileIn(spec.Folder), JupyterJson.Write(kernel));
        return spec;
    }

    /// <returns>The specs that were removed; empty where none was installed.</returns>
    public static IReadOnlyList<KernelSpec> Uninstall(string? prefix)
    {
        var kernels = KernelsFolder(prefix);
        KernelSpec[] ours =
        [
            .. new[] { Shared, Own }
                .Select(name => new KernelSpec(name, Path.Combine(kernels, name)))
                .Where(spec => IsOurs(spec.Folder)),
        ];
        foreach (var spec in ours)
        {
            Directory.Delete(spec.Folder, recursive: true);
        }
        return ours;
    }

    private static string KernelsFolder(string? prefix) =>
        prefix is null ? UserFolder() : Path.Combine(prefix, "share", "jupyter", "kernels");

    /// <summary>The folders that <c>jupyter --paths</c> lists, but not those of a Python installation.</summary>
    private static IEnumerable<string> SearchPath(string kernels) =>
        (Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "kernels"))
            .Append(kernels)
            .Append(UserFolder())
            .Append("/usr/local/share/jupyter/kernels")
            .Append("/usr/share/jupyter/kernels");

    private static string UserFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var data =
            OperatingSystem.IsMacOS() ? Path.Combine(home, "Library")
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
            : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } folder ? folder
            : Path.Combine(home, ".local", "share");
        return Path.Combine(data, OperatingSystem.IsMacOS() ? "Jupyter" : "jupyter", "kernels");
    }

    private static bool HoldsAnother(string folder) => File.Exists(FileIn(folder)) && !IsOurs(folder);

    private static bool IsOurs(string folder)
    {
        try
        {
            return File.Exists(FileIn(folder))
                && JsonNode.Parse(File.ReadAllText(FileIn(folder)))?["metadata"]?[Marker] is not null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string FileIn(string folder) => Path.Combine(folder, "kernel.json");
}
