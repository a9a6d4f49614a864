using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Tests.Targets;

/// <summary>Starts every runtime of this machine. A runtime that is not installed is skipped with its reason.</summary>
public sealed class RuntimeTests : IDisposable
{
    private static readonly LocalHost Host = new(Repository.Find());
    private static readonly Workload Startup = Workload.All(Host.Repository).Single(each => each.Name == "startup");
    private readonly string _folder = Directory.CreateTempSubdirectory("runtime-").FullName;

    private string Home => Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Runtimes => [.. Names(_ => true)];

    public static TheoryData<string> AotRuntimes => [.. Names(runtime => runtime.Mode == Mode.Aot)];

    [Theory]
    [MemberData(nameof(Runtimes))]
    public async Task A_runtime_says_its_version_and_what_it_takes_on_disk(string name)
    {
        var (_, found) = await FindAsync(name);

        Assert.Matches(@"^\d+(\.\d+)+$", found.Version);
        Assert.Matches("^[0-9a-f]{64}$", found.Sha256);
        Assert.Equal(found.Path, found.Files[0]);
        Assert.All(found.Files, file => Assert.True(File.Exists(file), file));
        Assert.DoesNotContain(
            found.Files,
            file => Path.GetFileName(file).StartsWith("libc.so", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Runtimes))]
    public async Task A_launch_leaves_no_compiled_code_behind_for_the_next(string name)
    {
        await LaunchAsync(name, command => command);

        Assert.Empty(FilesAtHome());
    }

    /// <summary>Shows that the test above would see a cache.</summary>
    [Theory]
    [InlineData("wasmer-cranelift-jit", "--disable-cache")]
    [InlineData("wasmtime-cli-jit", "cache=n")]
    public async Task Without_its_flag_a_runtime_with_a_cache_leaves_one(string name, string flag)
    {
        await LaunchAsync(
            name,
            command => [.. command.Select(word => word == "cache=n" ? "cache=y" : word).Where(word => word != flag)]
        );

        Assert.NotEmpty(FilesAtHome());
    }

    [Theory]
    [MemberData(nameof(AotRuntimes))]
    public async Task Compiling_ahead_of_time_is_measured_in_time_and_bytes(string name)
    {
        var (runtime, found) = await FindAsync(name);
        await using var probe = Probe.Start(Host.Built.Probe);

        var prepared = await runtime.PrepareAsync(found, Startup, Bench(probe), default);

        var artifact = prepared.Products.Single(product => product.Kind == ArtifactKind.AotArtifact);
        Assert.Equal(new FileInfo(prepared.Subject).Length, artifact.Bytes);
        Assert.True(artifact.PrepareNs > 0);
        Assert.Contains(prepared.Products, product => product.Kind == ArtifactKind.Module);
        Assert.Distinct(prepared.Products.Select(product => product.Name));
        Assert.Equal(
            found.Files.Select(Path.GetFileName),
            prepared.Products.Where(product => product.Kind == ArtifactKind.Runtime).Select(product => product.Name)
        );
    }

    private static IEnumerable<string> Names(Func<Target, bool> which) =>
        Target
            .All.OfType<WasmRuntime>()
            .Where(each => each.GetType().Assembly == typeof(Target).Assembly && which(each))
            .Select(each => each.Name);

    private static async Task<(Target Runtime, Found Found)> FindAsync(string name)
    {
        var state = await Target.All.Single(each => each.Name == name).FindAsync(Host, default);
        Assert.SkipUnless(state.Available, $"{name} is unavailable: {state.Reason}; get it with: {state.Remedy}");
        return (state.Target, state.Found!);
    }

    /// <summary>Launches the start-up program with a home folder that is empty.</summary>
    private async Task LaunchAsync(string name, Func<IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        var (runtime, found) = await FindAsync(name);
        await using var probe = Probe.Start(Host.Built.Probe);
        var prepared = await runtime.PrepareAsync(found, Startup, Bench(probe), default);
        var command = change(runtime.Command(found, prepared, [], name));
        string[] environment = [$"HOME={Home}", $"PATH={Environment.GetEnvironmentVariable("PATH")}"];
        var timeoutNs = (long)TimeSpan.FromSeconds(20).TotalNanoseconds;

        var result = await probe.RunAsync(new ProbeJob(name, command, environment, timeoutNs), default);

        Assert.Equal((ProbeStatus.Exited, 0), (result.Status, result.ExitCode));
        Assert.Equal(Startup.Outputs[0].Sha256, result.StdoutSha256);
    }

    private Workbench Bench(Probe probe) => new(Host, probe, "test") { Artifacts = Path.Combine(_folder, "artifacts") };

    private IEnumerable<string> FilesAtHome() => Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories);
}
