using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Trials;

/// <summary>How large one form of a program is: a line of <c>data/trials/sizes.csv</c>.</summary>
public sealed record FileSize
{
    public required DateTimeOffset At { get; init; }

    /// <summary>System and architecture of the machine.</summary>
    public required string Machine { get; init; }
    public required string Program { get; init; }

    /// <summary>In which form it is, such as <c>module</c>.</summary>
    public required string Form { get; init; }
    public required long Bytes { get; init; }

    /// <summary>What made it, with its version.</summary>
    public required string Tool { get; init; }
}

/// <summary>
/// Makes every form of the report's programs that no measurement needs, and looks how large each is: linked dynamically,
/// with symbols, and optimised once more.
/// </summary>
internal sealed class FileSizes(Repository repository)
{
    public const string Source = "C source";
    public const string Module = "module";
    public const string ModuleWithSymbols = "module with symbols";
    public const string ModuleOptimised = "module after wasm-opt -Oz";
    public const string Dynamic = "native, dynamic";
    public const string Static = "native, static";

    private const string Strip = "-Wl,--strip-all";

    /// <summary>Where a link optimises, clang runs wasm-opt by itself, as <c>workloads/CMakeLists.txt</c> says.</summary>
    private static readonly string[] WithoutOptimiser = ["-O0"];

    private readonly Recording<FileSize> _recording = new(repository, "sizes.csv");

    /// <summary>What was recorded last.</summary>
    public IReadOnlyList<FileSize> Recorded() => _recording.Read();

    /// <summary>Makes everything once more, and keeps the sizes.</summary>
    /// <exception cref="MeasurementException">A tool is missing or failed; the message says which, and what to do.</exception>
    public async Task<IReadOnlyList<FileSize>> RecordAsync(CancellationToken cancel)
    {
        return await _recording.KeepAsync(await MeasureAsync(cancel), cancel);
    }

    public async Task<IReadOnlyList<FileSize>> MeasureAsync(CancellationToken cancel)
    {
        var host = new LocalHost(repository);
        var optimiser =
            Tool.OnPath("wasm-opt") ?? throw new MeasurementException("No wasm-opt on PATH: apt-get install binaryen.");
        var version = await host.VersionAsync(optimiser, ["--version"], cancel);
        var native = Toolchain.Load(host.Built.WorkloadsBuild);
        var wasm = Toolchain.Load(repository.Built("wasm32").WorkloadsBuild);
        var folder = Directory.CreateTempSubdirectory("analysis-sizes-");
        try
        {
            List<FileSize> sizes = [];
            foreach (var workload in Workload.All(repository).Where(each => each.Suite == Suite.Games))
            {
                // Says what to do where it is not built.
                await host.PlaceAsync(host.Built.Workload(workload.Program), cancel);
                var source = Path.Combine(workload.Folder, workload.Program + ".c");
                var module = repository.Module(workload.Program);
                var made = Path.Combine(folder.FullName, workload.Name);
                Add(workload, Source, source, "-");
                Add(workload, Static, host.Built.Workload(workload.Program), native.Compiler);
                Add(workload, Module, module, wasm.Compiler);
                await CompileAsync(source, made, native.Flags.Replace("-static", "", StringComparison.Ordinal), [], []);
                Add(workload, Dynamic, made, native.Compiler);
                await CompileAsync(
                    source,
                    made,
                    wasm.Flags.Replace(Strip, "", StringComparison.Ordinal),
                    ["--target=wasm32-wasi"],
                    WithoutOptimiser
                );
                Add(workload, ModuleWithSymbols, made, wasm.Compiler);
                await RunAsync(optimiser, ["-Oz", module, "-o", made]);
                Add(workload, ModuleOptimised, made, version);
            }
            return sizes;

            void Add(Workload workload, string form, string file, string tool) =>
                sizes.Add(
                    new FileSize
                    {
                        At = Clock.UtcNow,
                        Machine = $"{host.Facts.System}, {host.Architecture}",
                        Program = workload.Name,
                        Form = form,
                        Bytes = new FileInfo(file).Length,
                        Tool = tool,
                    }
                );
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task CompileAsync(
            string source,
            string made,
            string flags,
            IReadOnlyList<string> target,
            IReadOnlyList<string> link
        )
        {
            string[] options = [.. target, .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
            var compiled = made + ".o";
            await RunAsync(
                "clang",
                [.. options, "-std=c11", $"-I{repository.Workloads}", "-c", source, "-o", compiled]
            );
            await RunAsync("clang", [.. options, .. link, compiled, "-lm", "-o", made]);
        }

        async Task RunAsync(string program, IReadOnlyList<string> arguments)
        {
            var (ok, said) = await host.AskAsync(program, arguments, cancel);
            if (!ok)
            {
                throw new MeasurementException($"{program} failed: {said}");
            }
        }
    }
}
