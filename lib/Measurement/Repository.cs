namespace Measurement;

/// <summary>Where things lie in a checkout. <c>ANALYSIS_RUNS</c> in the environment moves the runs elsewhere.</summary>
public sealed record Repository(string Root)
{
    public string Tools => Path.Combine(Root, ".tools");
    public string Probe => Path.Combine(Tools, "bin", "probe");
    public string WasmtimeHost => Path.Combine(Tools, "bin", "wasmtime-host");
    public string Libwasmtime => Path.Combine(Root, "lib", "bin", "libwasmtime.so");
    public string Workloads => Path.Combine(Root, "workloads");
    public string Notebooks => Path.Combine(Root, "notebooks");
    public string Published => Path.Combine(Root, "data", "published");
    public string Runs { get; init; } =
        Environment.GetEnvironmentVariable("ANALYSIS_RUNS") ?? Path.Combine(Root, "data", "runs");

    /// <summary>Where this machine's collections keep out of each other's way, whichever checkout they belong to.</summary>
    public string MachineWide { get; init; } = Path.GetTempPath();

    /// <summary>The compiler and flags that the native binaries were built with.</summary>
    public string NativeBuild => Path.Combine(Tools, "workloads", "native", "build.json");

    /// <summary>The native binary of a workload, static; and its module for WASI.</summary>
    public string NativeBinary(string workload) => Path.Combine(Tools, "workloads", "native", workload);

    public string Module(string workload) => Path.Combine(Tools, "workloads", "wasm", workload + ".wasm");

    /// <summary>The checkout that holds the folder <paramref name="start"/>, or else this library.</summary>
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
