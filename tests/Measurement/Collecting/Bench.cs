using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Measurement.Collecting;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Collecting;

/// <summary>
/// A small checkout in a temporary folder. Its workloads are the misbehaving child under different names. Its probe and
/// Wasmtime host are the real ones.
/// </summary>
internal sealed class Bench : IDisposable
{
    private static readonly Repository Real = Repository.Find();

    public Bench()
    {
        Root = Directory.CreateTempSubdirectory("bench-").FullName;
        File.WriteAllText(Path.Combine(Root, "Analysis.sln"), "");
        Repository = new Repository(Root)
        {
            Runs = Path.Combine(Root, "data", "runs"),
            MachineWide = Root,
            State = Path.Combine(Root, "state"),
        };
        Directory.CreateDirectory(Path.Combine(Root, "lib", "bin"));
        Directory.CreateDirectory(Path.GetDirectoryName(Built.WorkloadsBuild)!);
        Directory.CreateDirectory(Path.GetDirectoryName(Built.Probe)!);
        Link("probe");
        File.WriteAllText(Built.WorkloadsBuild, """{"compiler": "of the tests", "flags": "", "target": "native"}""");
    }

    public string Root { get; }
    public Repository Repository { get; }
    public BuiltPrograms Built => Repository.Built(Repository.ThisArchitecture);
    public List<string> Messages { get; } = [];

    /// <summary>
    /// Adds a workload that runs the child with these arguments and must print this text. Its size
    /// <c>tiny</c> does nothing.
    /// </summary>
    public Bench With(string name, string arguments, string prints = "")
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var bytes = Encoding.UTF8.GetBytes(prints);
        Directory.CreateDirectory(Path.Combine(Repository.Workloads, name));
        File.WriteAllText(
            Path.Combine(Repository.Workloads, name, "workload.json"),
            JsonSerializer.Serialize(
                new
                {
                    suite = name == "startup" ? Suite.Startup : "test",
                    description = "a child of the tests",
                    language = "C",
                    sizes = new { quick = words, tiny = new[] { "noop" } },
                    outputs = new[] { Output(words, bytes), Output(["noop"], []) },
                }
            )
        );
        File.Copy(Real.Built(Repository.ThisArchitecture).Program("dummy"), Built.Workload(name));
        return this;
    }

    /// <summary>Adds crowds of a real program.</summary>
    public Bench WithCrowd(string program, Crowd crowd, params string[][] arguments)
    {
        Directory.CreateDirectory(Path.Combine(Repository.Workloads, program));
        File.WriteAllText(
            Path.Combine(Repository.Workloads, program, "workload.json"),
            JsonSerializer.Serialize(
                new
                {
                    suite = "test",
                    description = "a program of the checkout",
                    language = "C",
                    sizes = new { alone = Array.Empty<string>() },
                    outputs = new[] { Output([], [(byte)'\n']) },
                    series = new[]
                    {
                        new
                        {
                            suite = "crowd",
                            size = "quick",
                            arguments,
                            crowd = crowd.ToString().ToLowerInvariant(),
                        },
                    },
                }
            )
        );
        File.Copy(Real.Built(Repository.ThisArchitecture).Workload(program), Built.Workload(program));
        return this;
    }

    private static object Output(string[] arguments, byte[] prints) =>
        new
        {
            arguments,
            bytes = prints.Length,
            sha256 = Convert.ToHexStringLower(SHA256.HashData(prints)),
        };

    public static Plan Plan(int blocks, int warmup = 0, double timeoutS = 20) =>
        new()
        {
            Name = "test",
            Size = "quick",
            Targets = ["native"],
            Blocks = new Blocks(warmup, blocks, blocks),
            TimeoutS = timeoutS,
            Seed = 7,
        };

    public Task<Outcome> CollectAsync(
        Plan plan,
        CancellationToken stop = default,
        CancellationToken kill = default,
        Action<CollectionProgress>? report = null
    ) => Collector(report).CollectAsync(plan, seed: 1, stop, kill);

    public Collector Collector(Action<CollectionProgress>? report = null) =>
        Collector(new LocalHost(Repository), report);

    public Collector Collector(Host host, Action<CollectionProgress>? report = null) =>
        new(
            host,
            new NeverPrecise(),
            progress =>
            {
                if ((progress.Message ?? progress.Forecast) is { } message)
                {
                    Messages.Add(message);
                }
                report?.Invoke(progress);
            }
        );

    public static IReadOnlyList<Sample> SamplesOf(Outcome outcome) => outcome.Run.Read<Sample>();

    private void Link(string tool)
    {
        var real = Real.Built(Repository.ThisArchitecture).Program(tool);
        Assert.True(File.Exists(real), $"{real} is missing: run ./analysis setup");
        File.CreateSymbolicLink(Built.Program(tool), real);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>Keeps every cell in the run to its last block.</summary>
internal sealed class NeverPrecise : IPrecision
{
    public double OfRatio(IReadOnlyList<(double Numerator, double Denominator)> pairs, double confidence) =>
        double.PositiveInfinity;

    public double OfMedian(IReadOnlyList<double> values, double confidence) => double.PositiveInfinity;

    public int FewestForInterval(double confidence) => 6;
}
