using System.Text.Json;
using Measurement;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;

namespace Analysis.Tests.Fixtures;

/// <summary>A run on disk whose numbers a test chooses: a real journal in a folder of its own.</summary>
internal sealed class MeasuredRun : IDisposable
{
    private static readonly Dictionary<string, string> Suites = new()
    {
        ["startup"] = Suite.Startup,
        ["binary-trees"] = Suite.Games,
        ["fannkuch-redux"] = Suite.Games,
        ["fasta"] = Suite.Games,
        ["n-body"] = Suite.Games,
        ["simple"] = Suite.Games,
        ["spectral-norm"] = Suite.Games,
        ["gemm"] = "polybench",
        ["lu"] = "polybench",
        ["mvt"] = "polybench",
        ["nussinov"] = "polybench",
        ["trmm"] = "polybench",
        ["speedtest1"] = "sqlite",
    };

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RunFolder _folder = new(Directory.CreateTempSubdirectory("run-").FullName);
    private readonly Journal _journal;
    private RunInfo _info;
    private readonly HashSet<Cell> _cells = [];
    private int _position;

    public MeasuredRun(
        string size = "quick",
        double confidence = 0.95,
        string? warmupSize = null,
        double? precision = null,
        params IReadOnlyList<UnavailableTarget> unavailable
    )
    {
        _info = new RunInfo
        {
            Id = _folder.Id,
            StartedAt = Start,
            Plan = Plan.Quick with
            {
                Size = size,
                Confidence = confidence,
                Precision = precision,
                Blocks = Plan.Quick.Blocks with { WarmupSize = warmupSize },
                Seed = 1,
            },
            Host = new HostFacts
            {
                Id = "test",
                Name = "local",
                Architecture = "x86-64",
                System = "Debian 12",
                Kernel = "6.18",
                CpuModel = "any",
                Cores = 2,
                MemoryBytes = 1L << 34,
                Virtualization = "none",
                CgroupVersion = "1",
            },
            Commit = "0",
            ClockSource = "tsc",
            Cells = [],
            Suites = Suites,
            Targets =
            [
                .. Target
                    .All.Select(target => new MeasuredTarget(target.Facts))
                    .ExceptBy(unavailable.Select(missing => missing.Name), target => target.Name),
            ],
            Toolchains = [],
            Unavailable = unavailable,
        };
        _journal = Journal.Create(_folder, _info);
    }

    public string Id => _folder.Id;

    /// <summary>The cells and suites of the run are those that have samples by now.</summary>
    public RunInfo Info =>
        _info with
        {
            Cells = [.. _cells],
            Suites = Suites.Where(suite => _cells.Any(cell => cell.Workload == suite.Key)).ToDictionary(),
        };

    public Frame Frame
    {
        get
        {
            File.WriteAllText(_folder.InfoFile, JsonSerializer.Serialize(Info, Json.Options));
            return Frame.Load(_folder);
        }
    }

    /// <summary>Makes it a run of another machine.</summary>
    public MeasuredRun On(string architecture, string? emulatedBy = null)
    {
        _info = _info with { Host = _info.Host with { Architecture = architecture, EmulatedBy = emulatedBy } };
        return this;
    }

    /// <summary>Makes it a run of a plan of this name, and of this size.</summary>
    public MeasuredRun Of(string plan, string? size = null)
    {
        _info = _info with { Plan = _info.Plan with { Name = plan, Size = size ?? _info.Plan.Size } };
        return this;
    }

    /// <summary>One measured sample a block.</summary>
    public MeasuredRun With(
        string workload,
        string target,
        IEnumerable<double> wallNs,
        Func<Sample, Sample>? change = null
    )
    {
        foreach (var (block, wall) in wallNs.Index())
        {
            var sample = new Sample
            {
                Run = _folder.Id,
                Host = "local",
                Block = block,
                Position = _position++,
                Workload = workload,
                Arguments = "1",
                Target = target,
                Phase = Phase.Measured,
                Status = Status.Ok,
                WallNs = (long)wall,
                FirstOutputNs = (long)wall,
                UserNs = 0,
                SystemNs = 0,
                MaxRssBytes = (long)wall,
                MinorFaults = 0,
                MajorFaults = 0,
                VoluntarySwitches = 0,
                InvoluntarySwitches = 0,
                StdoutBytes = 1,
                StdoutSha256 = "",
                StartedAt = Start.AddSeconds(block),
                StealNs = 0,
                Load1 = 0,
            };
            sample = change?.Invoke(sample) ?? sample;
            _cells.Add(sample.Cell);
            _journal.Append(sample);
        }
        return this;
    }

    public MeasuredRun WithSize(string workload, string target, ArtifactKind kind, long bytes, string? name = null)
    {
        _journal.Append(
            new Artifact
            {
                Run = _folder.Id,
                Target = target,
                Workload = workload,
                Kind = kind,
                Name = name ?? kind.ToString(),
                Bytes = bytes,
                Sha256 = "",
            }
        );
        return this;
    }

    public void Dispose()
    {
        _journal.Dispose();
        Directory.Delete(_folder.Path, recursive: true);
    }
}
