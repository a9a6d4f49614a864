using System.Security.Cryptography;
using System.Text;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;

namespace Measurement.Scale;

/// <summary>
/// A run of a million samples that never happened. The same seed gives the same files. It has six programs and a start
/// on 24 targets in 7,000 blocks. Interpreters are slow and leave early, one cell reaches the timeout, and some
/// launches crash. Numbers have the orders of magnitude of a 2-core virtual machine; none of them means anything.
/// </summary>
internal sealed class BigRun(RunFolder folder)
{
    private const int Samples = 1_000_000;
    private const int Blocks = 7_000;
    private const int BlocksOfInterpreters = 2_040;
    private const double TimeoutMs = 20_000;

    private static readonly (string Name, string Arguments, double NativeMs, double Mib)[] Programs =
    [
        ("binary-trees", "15", 82, 5.2),
        ("fannkuch-redux", "10", 174, 0.8),
        ("fasta", "500000", 66, 0.8),
        ("n-body", "1000000", 79, 0.8),
        ("simple", "50000000", 91, 0.8),
        ("spectral-norm", "300", 58, 0.9),
        ("startup", "", 0.1, 0.6),
    ];

    private static readonly TargetFacts[] Targets = [.. Target.All.Take(24).Select(target => target.Facts)];

    private readonly DateTimeOffset _started = new(2026, 1, 17, 9, 30, 0, TimeSpan.Zero);
    private SplitMix64 _random = new(2022);
    private double _ms;

    public void Write()
    {
        Journal.Create(folder, Info()).Dispose();
        var samples = Append<Sample>();
        var lives = Append<Lifecycle>();
        var written = 0;
        for (var block = 0; written < Samples; block++)
        {
            foreach (var (program, target, position) in Launches(block).Take(Samples - written))
            {
                samples.Write(CsvFile<Sample>.Format(Of(block, position, program, target)));
                if (target.Container && program.Name == "startup")
                {
                    lives.Write(CsvFile<Lifecycle>.Format(Life(block, position, target)));
                }
                written++;
            }
        }
        samples.Dispose();
        lives.Dispose();
        using var artifacts = Append<Artifact>();
        foreach (var target in Targets)
        {
            foreach (var program in Programs)
            {
                foreach (var artifact in Of(program.Name, target))
                {
                    artifacts.Write(CsvFile<Artifact>.Format(artifact));
                }
            }
        }
    }

    private StreamWriter Append<TRecord>()
        where TRecord : class
    {
        var file = new StreamWriter(folder.FileOf<TRecord>());
        file.Write(CsvFile<TRecord>.Header);
        return file;
    }

    /// <summary>A block's launches in random order.</summary>
    private IEnumerable<(
        (string Name, string Arguments, double NativeMs, double Mib),
        TargetFacts,
        int Position
    )> Launches(int block)
    {
        var cells = (
            from program in Programs
            from target in Targets
            where block <= (target.Mode == Mode.Interpreter ? BlocksOfInterpreters : Blocks)
            where block == 0 || !IsTooSlow(program.Name, target)
            select (program, target)
        ).ToArray();
        for (var left = cells.Length; left > 0; left--)
        {
            var drawn = _random.NextBelow(left);
            yield return (cells[drawn].program, cells[drawn].target, cells.Length - left);
            cells[drawn] = cells[left - 1];
        }
    }

    private Sample Of(
        int block,
        int position,
        (string Name, string Arguments, double NativeMs, double Mib) program,
        TargetFacts target
    )
    {
        var status =
            IsTooSlow(program.Name, target) ? Status.Timeout
            : _random.NextBelow(20_000) == 0 ? Status.Crash
            : Status.Ok;
        var start = target.Container ? 395 * Noise(0.08) : (0.4 + (target.Place % 10)) * Noise(0.05);
        var slower = target.Mode switch
        {
            Mode.Native => 1,
            Mode.Interpreter => 14,
            _ => 1.05 + (target.Name.Length / 100.0),
        };
        var wall = status == Status.Timeout ? TimeoutMs : start + (program.NativeMs * slower * Noise(0.015));
        var bytes = (long)((program.Mib + (target.Mode == Mode.Native ? 0 : 9)) * (1 << 20) * Noise(0.01)) & ~4095;
        _ms += wall + 1;
        return new Sample
        {
            Run = folder.Id,
            Host = "local",
            Block = block,
            Position = position,
            Workload = program.Name,
            Arguments = program.Arguments,
            Target = target.Name,
            Phase = block == 0 ? Phase.Warmup : Phase.Measured,
            Status = status,
            ExitCode = status == Status.Ok ? 0 : null,
            Signal = status == Status.Crash ? 11 : null,
            WallNs = (long)(wall * 1e6),
            FirstOutputNs = status == Status.Ok ? (long)(Math.Min(start, wall) * 1e6) : null,
            UserNs = (long)(wall * 900) * 1000,
            SystemNs = (long)(wall * 50) * 1000,
            MaxRssBytes = target.Container ? (long)(27 * (1 << 20) * Noise(0.02)) & ~4095 : bytes,
            CgroupPeakBytes = target.Container ? bytes + (2 << 20) : null,
            InnerWallNs = target.Container ? (long)(program.NativeMs * slower * 1e6 * Noise(0.015)) : null,
            InnerMaxRssBytes = target.Container ? bytes : null,
            MinorFaults = bytes / 4096,
            MajorFaults = 0,
            VoluntarySwitches = 2 + _random.NextBelow(30),
            InvoluntarySwitches = _random.NextBelow(10),
            StdoutBytes = 10 + program.Name.Length,
            StdoutSha256 = Sha256(program.Name),
            StartedAt = _started.AddMilliseconds(_ms),
            StealNs = _random.NextBelow(50) == 0 ? 10_000_000 : 0,
            Load1 = (50 + _random.NextBelow(150)) / 100.0,
        };
    }

    private Lifecycle Life(int block, int position, TargetFacts target)
    {
        long now = 0;
        long After(double ms) => now += (long)(ms * 1e6 * Noise(0.08));
        return new Lifecycle
        {
            Run = folder.Id,
            Block = block,
            Position = position,
            Phase = block == 0 ? Phase.Warmup : Phase.Measured,
            Workload = "startup",
            Target = target.Name,
            CreatedNs = After(41),
            StartedNs = After(86),
            FirstOutputNs = After(3.1),
            ExitedNs = After(38),
            RemovedNs = After(52),
        };
    }

    private IEnumerable<Artifact> Of(string program, TargetFacts target)
    {
        yield return Artifact(
            target.Container ? ArtifactKind.Image
                : target.Mode == Mode.Native ? ArtifactKind.NativeBinary
                : ArtifactKind.Module,
            program,
            20 + _random.NextBelow(20)
        );
        if (target.Mode == Mode.Aot)
        {
            yield return Artifact(ArtifactKind.AotArtifact, program, 92 + _random.NextBelow(9));
        }
        if (target.Mode != Mode.Native && program == "startup")
        {
            yield return Artifact(ArtifactKind.Runtime, "", 25_600);
        }

        Artifact Artifact(ArtifactKind kind, string of, long kib) =>
            new()
            {
                Run = folder.Id,
                Target = target.Name,
                Workload = of,
                Kind = kind,
                Name = $"{target.Name}-{program}",
                Bytes = kib << 10,
                Sha256 = Sha256(target.Name + program),
                PrepareNs = kind == ArtifactKind.AotArtifact ? kib * 1_000_000 : null,
            };
    }

    private RunInfo Info() =>
        new()
        {
            Id = folder.Id,
            StartedAt = _started,
            Plan = Plan.Quick with { Name = "made-up", Blocks = new Blocks(1, Blocks, Blocks), Seed = 2022 },
            Host = new HostFacts
            {
                Id = "made-up",
                Name = "local",
                Architecture = "x86-64",
                System = "Debian GNU/Linux 12",
                Kernel = "6.18.0",
                CpuModel = "Made-Up CPU 3000",
                Cores = 2,
                MemoryBytes = 8L << 30,
                Virtualization = "kvm",
                CgroupVersion = "v2",
            },
            Commit = "0000000",
            ClockSource = "tsc",
            Cells =
            [
                .. from program in Programs
                from target in Targets
                select new Cell(program.Name, program.Arguments, target.Name),
            ],
            Suites = Programs.ToDictionary(
                program => program.Name,
                program => program.Name == "startup" ? Suite.Startup : Suite.Games
            ),
            Targets = [.. Targets.Select(target => new MeasuredTarget(target) { Version = "1.0" })],
            Toolchains = [new("native", "clang 14.0.6", "-O3"), new("wasm32-wasi", "clang 14.0.6", "-O3")],
            Unavailable = [],
        };

    private static bool IsTooSlow(string program, TargetFacts target) =>
        target.Name == "wasmi-interpreter" && program == "fannkuch-redux";

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Log-normal noise around 1.</summary>
    private double Noise(double sigma) =>
        Math.Exp(
            sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble())
        );
}
