using Analysis.Published;
using Measurement;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tests.Fixtures;

/// <summary>A program of a made-up run: time natively, factor compiled ahead of time, and memory.</summary>
internal sealed record MadeUpProgram(
    string Name,
    string Arguments,
    double NativeMs,
    double Aot,
    double Mib,
    string Suite = Measurement.Plans.Suite.Games
);

/// <summary>
/// A run that never happened, written through the real journal. The same seed gives the same run. Numbers have the
/// orders of magnitude of a 2-core virtual machine; none of them means anything.
/// </summary>
internal sealed class MadeUpRun : IDisposable
{
    /// <summary>The 2022 report as the checkout has it.</summary>
    public static PublishedReport Published { get; } = PublishedReport.Load(Repository.Find().Report2022);

    public static readonly string[] Targets = ["native", "wasmtime-jit", "wasmtime-aot", "docker-native"];

    /// <summary>As many targets as there are to show: every runtime in every mode.</summary>
    public static readonly string[] ManyTargets =
    [
        .. Targets,
        "wasmtime-cli-jit",
        "wasmtime-cli-aot",
        "wasmtime-winch-jit",
        "wasmedge-interpreter",
        "wasmedge-aot",
        "wasmer-singlepass-jit",
        "wasmer-singlepass-aot",
        "wasmer-cranelift-jit",
        "wasmer-cranelift-aot",
        "wasmer-llvm-jit",
        "wasmer-llvm-aot",
        "wamr-interpreter",
        "wamr-aot",
        "wazero-interpreter",
        "wazero-compiler",
        "wasmi-interpreter",
        "node",
        "wabt-interpreter",
        "wasm2c-aot",
        "docker-wasmtime-aot",
        "docker-wasmedge-aot",
    ];

    private static readonly MadeUpProgram[] Report2022 =
    [
        new("binary-trees", "15", 82, 1.21, 5.2),
        new("fannkuch-redux", "9", 74, 1.62, 0.8),
        new("fasta", "500000", 66, 1.31, 0.8),
        new("n-body", "1000000", 79, 1.24, 0.8),
        new("simple", "50000000", 91, 1.02, 0.8),
        new("spectral-norm", "300", 58, 1.05, 0.9),
        new("startup", "", 0.45, 1, 0.6, Suite.Startup),
    ];

    private static readonly MadeUpProgram[] FurtherSuites =
    [
        new("gemm", "480", 30, 2.1, 2.6, "polybench"),
        new("trmm", "480", 24, 1.9, 2.6, "polybench"),
        new("speedtest1", "--size 25", 410, 1.6, 19, "sqlite"),
        .. new[] { 0, 1000, 4000, 16000 }.Select(writes => Of("write-count", 2 + (writes * WriteMs), "61", writes)),
        .. new[] { 1, 61, 1024 }.Select(bytes => Of("write-bytes", 10 + (bytes * 0.01), bytes, 4000)),
        Of("write-to-file", 20, "61", 4000),
        Of("write-to-null", 9, "61", 4000),
        Of("fasta-as-is", 60, 100000),
        Of("fasta-buffered", 30, 100000),
        .. new[] { "tree-malloc", "tree-dlmalloc", "tree-pool", "tree-narrow" }.SelectMany(suite =>
            (MadeUpProgram[])[Of($"{suite}-empty", 1, 0, 0), Of(suite, 130, 0, 17)]
        ),
        Of("tree-malloc", 140, 8, 17),
        .. new[] { 0, 70, 700, 7000 }.Select(functions => new MadeUpProgram(
            $"grown-{functions}",
            "",
            0.5 + (functions * 0.001),
            1,
            1,
            "growth"
        )),
        .. new[] { 1, 2, 4, 8 }.Select(instances => Of("crowd-waiting", 5, instances)),
        .. new[] { 1, 2, 4 }.Select(atATime => Of("crowd-starting", 50, 24, atATime)),
        .. new[] { 0, 200000, 1000000, 5000000 }.Select(steps => Of("work", 1 + (steps * 8e-5), steps)),
    ];

    /// <summary>What a write takes in the made-up series, in milliseconds.</summary>
    public const double WriteMs = 0.01;

    /// <summary>A program of a series, named as a workload of it.</summary>
    private static MadeUpProgram Of(string suite, double nativeMs, params object[] arguments) =>
        new(string.Join('-', [suite, .. arguments]), string.Join(' ', arguments), nativeMs, 1.2, 5, suite);

    private Random _random = new(2022);

    /// <summary>The run's id. Runs of one frame need ids of their own.</summary>
    public string Id { get; init; } = "20260117-093000-made-up";

    public RunFolder Folder => field ??= new(Path.Combine(Path.GetTempPath(), $"made-up-{Guid.NewGuid():N}", Id));

    /// <summary>How the launches of a cell end; by default well.</summary>
    public Func<string, string, Status> Ending { get; init; } = (_, _) => Status.Ok;
    public int Blocks { get; init; } = 20;
    public string[] Unavailable { get; init; } = [];
    public string Reason { get; init; } = "the Docker engine does not answer; ./analysis setup starts it.";
    public string[] Available { get; init; } = Targets;
    public SystemCosts? Costs { get; init; }

    /// <summary>Whether there are programs of all other suites, too.</summary>
    public bool WithFurtherSuites { get; init; }

    /// <summary>A program in a suite of its own, after all others.</summary>
    public MadeUpProgram? Own { get; init; }

    /// <summary>The emulator of its machine; null: it is a real one.</summary>
    public string? EmulatedBy { get; init; }

    /// <summary>A target that none of our files names.</summary>
    public TargetFacts? OwnTarget { get; init; }

    private IReadOnlyList<MadeUpProgram> Programs =>
        [.. Report2022, .. WithFurtherSuites ? FurtherSuites : [], .. Own is null ? (MadeUpProgram[])[] : [Own]];

    /// <summary>What a notebook would open on a frame.</summary>
    public static Report Report(Frame frame) => new(frame, Published);

    public Frame Write()
    {
        var started = new DateTimeOffset(2026, 1, 17, 9, 30, 0, TimeSpan.Zero);
        string[] targets = [.. Available.Except(Unavailable), .. OwnTarget is null ? [] : (string[])[OwnTarget.Name]];
        using (var journal = Journal.Create(Folder, Info(started, targets)))
        {
            for (var block = 0; block <= Blocks; block++)
            {
                var position = 0;
                foreach (var program in Programs)
                {
                    foreach (var target in targets)
                    {
                        journal.Append(Sample(block, position++, program, target, started.AddSeconds(block)));
                    }
                }
                if (targets.Contains("docker-native"))
                {
                    journal.Append(Life(block, position));
                }
            }
            foreach (var program in Programs)
            {
                AddArtifacts(journal, program.Name, targets);
            }
        }
        return Frame.Load(Folder);
    }

    /// <summary>Changes every line of a file of a run.</summary>
    public static void Rewrite<T>(RunFolder run, Func<T, T> change)
        where T : class => Rewrite(run, run.Read<T>().Select(change));

    public static void Rewrite<T>(RunFolder run, IEnumerable<T> records)
        where T : class
    {
        string[] lines = [.. records.Select(CsvFile<T>.Format)];
        File.WriteAllText(run.FileOf<T>(), CsvFile<T>.Header + string.Concat(lines));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder.Path)!, recursive: true);

    private Sample Sample(int block, int position, MadeUpProgram program, string target, DateTimeOffset at)
    {
        _random = For($"{program.Name} on {target}, {block}");
        var facts = FactsOf(target);
        var (container, wasm) = (facts.Container, facts.IsWasm);
        var status = Ending(program.Name, target);
        var start = target switch
        {
            "wasmtime-jit" => 3.2 * Noise(0.05),
            "native" => 0,
            "wasmtime-aot" => 1.7 * Noise(0.05),
            _ when container => 395 * Noise(0.08),
            _ => Start(target) * Noise(0.05),
        };
        var slower =
            !wasm ? 1
            : facts.Mode == Mode.Interpreter ? program.Aot * 14
            : program.Aot * (1 + (target.Length / 100.0));
        var first = start + (0.4 * Noise(0.06));
        var wall =
            status == Status.Timeout
                ? 20_000
                : start + (program.NativeMs * slower * Noise(0.015)) + (container ? 48 * Noise(0.1) : 0.02);
        var memory = wasm ? (Start(target) + 9 + program.Mib) * Noise(0.004) : program.Mib * Noise(0.01);
        int? crowd = program.Suite == "crowd-waiting" ? int.Parse(program.Arguments) : null;
        return new Sample
        {
            Run = Folder.Id,
            Host = "local",
            Block = block,
            Position = position,
            Workload = program.Name,
            Arguments = program.Arguments,
            Target = target,
            Phase = block == 0 ? Phase.Warmup : Phase.Measured,
            Status = status,
            ExitCode = status == Status.Ok ? 0 : null,
            WallNs = (long)(wall * 1e6),
            FirstOutputNs = (long)(Math.Min(first, wall) * 1e6),
            UserNs = (long)(wall * 0.9e6),
            SystemNs = (long)(wall * 0.05e6),
            MaxRssBytes = Mebibytes(container ? 27.5 * Noise(0.02) : memory),
            CgroupPeakBytes = container ? Mebibytes(memory + 1.9) : null,
            InnerWallNs = container ? (long)(program.NativeMs * 1e6 * Noise(0.015)) : null,
            InnerMaxRssBytes = container ? Mebibytes(memory) : null,
            MinorFaults = 120,
            MajorFaults = 0,
            VoluntarySwitches = 2,
            InvoluntarySwitches = 1,
            StdoutBytes = 10,
            StdoutSha256 = new string('0', 64),
            StartedAt = at,
            StealNs = 0,
            Load1 = 0.9,
            PssBytes = crowd is { } many ? Mebibytes(2 + (many * memory)) : null,
            PrivateBytes = crowd is { } alone ? Mebibytes(alone * memory * 0.75) : null,
            CgroupBytes = crowd is { } charged ? Mebibytes(charged * memory * 0.8) : null,
        };
    }

    /// <summary>A runtime with a longer name takes longer to start, and more memory.</summary>
    private static double Start(string target) => 1.4 + (target.Length * 0.2);

    private Lifecycle Life(int block, int position)
    {
        _random = For($"{block}");
        long now = 0;
        long After(double ms) => now += (long)(ms * 1e6 * Noise(0.08));
        return new Lifecycle
        {
            Run = Folder.Id,
            Block = block,
            Position = position,
            Phase = block == 0 ? Phase.Warmup : Phase.Measured,
            Workload = "startup",
            Target = "docker-native",
            CreatedNs = After(41),
            StartedNs = After(186),
            FirstOutputNs = After(3.1),
            ExitedNs = After(38),
            RemovedNs = After(52),
        };
    }

    private void AddArtifacts(Journal journal, string workload, string[] targets)
    {
        _random = For(workload);
        void Add(string target, ArtifactKind kind, string name, double kib, string? of = null) =>
            journal.Append(
                new Artifact
                {
                    Run = Folder.Id,
                    Target = target,
                    Workload = of ?? workload,
                    Kind = kind,
                    Name = name,
                    Bytes = (long)(kib * 1024),
                    Sha256 = new string('0', 64),
                    PrepareNs = kind == ArtifactKind.AotArtifact ? (long)(kib * 1e6) : null,
                }
            );
        Add("native", ArtifactKind.NativeBinary, workload, 780 + _random.Next(40));
        foreach (var target in targets.Where(target => FactsOf(target).IsWasm))
        {
            Add(
                target,
                ArtifactKind.Module,
                $"{workload}.wasm",
                workload.StartsWith("grown-", StringComparison.Ordinal) ? 24 + int.Parse(workload[6..]) : 24
            );
            if (workload == "startup")
            {
                Add(target, ArtifactKind.Runtime, $"lib{FactsOf(target).Runtime}.so", 25_600, of: "");
            }
            if (FactsOf(target).Mode == Mode.Aot)
            {
                Add(target, ArtifactKind.AotArtifact, $"{workload}.aot", 92 + _random.Next(9));
            }
        }
        if (targets.Contains("docker-native"))
        {
            Add("docker-native", ArtifactKind.Image, $"analysis/{workload}", 1620 + _random.Next(40));
        }
    }

    private RunInfo Info(DateTimeOffset started, string[] targets) =>
        new()
        {
            Id = Folder.Id,
            StartedAt = started,
            Plan = Plan.Quick with { Seed = 1 },
            Host = new HostFacts
            {
                Id = "made-up",
                Name = "local",
                Architecture = EmulatedBy is null ? "x86-64" : "arm64",
                EmulatedBy = EmulatedBy,
                System = "Debian GNU/Linux 12",
                Kernel = "6.18.0",
                CpuModel = "Made-Up CPU 3000",
                Cores = 2,
                MemoryBytes = 8L << 30,
                Virtualization = "kvm",
                CgroupVersion = "v2",
                Costs = Costs,
            },
            Commit = "0000000",
            ClockSource = "tsc",
            Cells =
            [
                .. Programs.SelectMany(program =>
                    targets.Select(target => new Cell(program.Name, program.Arguments, target))
                ),
            ],
            Suites = Programs.ToDictionary(program => program.Name, program => program == Own ? "own" : program.Suite),
            Targets = [.. targets.Select(Target)],
            Toolchains = [new("native", "clang 14.0.6", "-O3"), new("wasm32-wasi", "clang 14.0.6", "-O3")],
            Unavailable = [.. Unavailable.Select(target => new UnavailableTarget(Facts(target)) { Reason = Reason })],
        };

    private MeasuredTarget Target(string name) =>
        new(FactsOf(name))
        {
            Version = name switch
            {
                "native" => "",
                "docker-native" => "docker 20.10.24",
                _ => "50.0.1",
            },
        };

    private TargetFacts FactsOf(string target) => target == OwnTarget?.Name ? OwnTarget : Facts(target);

    /// <summary>Random numbers of the cell's own: they do not depend on what else the run holds.</summary>
    private static Random For(string cell) => new(cell.Aggregate(2022, (seed, letter) => (seed * 31) + letter));

    /// <summary>The facts that the target itself states.</summary>
    internal static TargetFacts Facts(string target) =>
        Measurement.Targets.Target.All.Single(each => each.Name == target).Facts;

    /// <summary>Log-normal noise around 1.</summary>
    private double Noise(double sigma) =>
        Math.Exp(
            sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble())
        );

    private static long Mebibytes(double value) => (long)(value * (1 << 20));
}
