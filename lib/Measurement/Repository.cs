using System.Runtime.InteropServices;

namespace Measurement;

/// <summary>Where things are in a checkout. <c>ANALYSIS_RUNS</c> in the environment moves the runs.</summary>
internal sealed record Repository(string Root)
{
    /// <summary>The architecture of the machine that this process runs on, as in <c>run.json</c>.</summary>
    public static string ThisArchitecture { get; } =
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86-64";

    /// <summary>What set-up builds and unpacks, with a folder for each architecture.</summary>
    public string Tools => Path.Combine(Root, ".tools");

    /// <summary>What <c>lib/</c> is built into, with the native libraries for this machine's architecture.</summary>
    public string Library => Path.Combine(Root, "lib", "bin");
    public string Native => Path.Combine(Root, "lib", "native");
    public string Workloads => Path.Combine(Root, "workloads");
    public string Notebooks => Path.Combine(Root, "notebooks");
    public string Report2022 => Path.Combine(Root, "data", "published");
    public string Runs { get; init; } =
        Environment.GetEnvironmentVariable("ANALYSIS_RUNS") is { Length: > 0 } runs
            ? runs
            : Path.Combine(Root, "data", "runs");

    /// <summary>
    /// The folder of the lock by which this machine's collections wait for each other, whichever checkout and user they
    /// belong to. It does not depend on the user's <c>TMPDIR</c>. <c>ANALYSIS_LOCK_FOLDER</c> moves it, for tests.
    /// </summary>
    public string MachineWide { get; init; } =
        Environment.GetEnvironmentVariable("ANALYSIS_LOCK_FOLDER") is { Length: > 0 } folder ? folder
        : Directory.Exists(LockFolder) ? LockFolder
        : "/tmp";

    /// <summary>Where Linux systems keep locks that all users share.</summary>
    private const string LockFolder = "/run/lock";

    /// <summary>The folder that keeps the id of this user's machine, for all checkouts.</summary>
    public string State { get; init; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
                ? state
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
            "analysis"
        );

    /// <summary>The file with the id of this user's machine.</summary>
    public string HostId => Path.Combine(State, "host-id");

    /// <summary>The programs that set-up built for an architecture.</summary>
    public BuiltPrograms Built(string architecture) => new(Path.Combine(Tools, architecture));

    /// <summary>A workload's module for WASI, the same on every architecture.</summary>
    public string Module(string workload) => Built("wasm32").Workload(workload + ".wasm");

    /// <summary>The checkout that holds <paramref name="start"/>; if none does, the one of this library.</summary>
    public static Repository Find(string? start = null)
    {
        string[] candidates = [start ?? Environment.CurrentDirectory, AppContext.BaseDirectory];
        return candidates.Select(Above).FirstOrDefault(found => found is not null)
            ?? throw new MeasurementException(
                $"No Analysis.sln in {candidates[0]} or above it: start from inside a checkout of the project."
            );
    }

    private static Repository? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Analysis.sln")))
            {
                return new Repository(folder.FullName);
            }
        }
        return null;
    }
}

/// <summary>What set-up built for one architecture, below <c>.tools/ARCHITECTURE</c>.</summary>
internal sealed record BuiltPrograms(string Folder)
{
    public string Probe => Program("probe");

    /// <summary>The compiler and flags that the workloads were built with.</summary>
    public string WorkloadsBuild => Path.Combine(Folder, "workloads", "build.json");

    /// <summary>The folder for files that runtimes compile from modules ahead of time.</summary>
    public string Artifacts => Path.Combine(Folder, "artifacts");

    /// <summary>The static native binary of a workload.</summary>
    public string Workload(string name) => Path.Combine(Folder, "workloads", name);

    /// <summary>A program of ours, such as the probe.</summary>
    public string Program(string name) => Path.Combine(Folder, "bin", name);

    /// <summary>The unpacked package of another Debian release that holds this program, with its libraries.</summary>
    public string Unpacked(string program) => Path.Combine(Folder, program);

    /// <summary>
    /// The beginning of a command line that starts an unpacked program: the loader of the C library that was unpacked
    /// with it. A newer Debian release needs a newer one than this system has. Empty: nothing is unpacked.
    /// </summary>
    public IReadOnlyList<string> LoaderOf(string program)
    {
        var libraries = Path.Combine(Unpacked(program), "usr", "lib");
        var loader = Directory.Exists(libraries)
            ? Directory.EnumerateFiles(libraries, "ld-linux*.so.*", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        return loader is null ? [] : [loader, "--library-path", Path.GetDirectoryName(loader)!];
    }
}
