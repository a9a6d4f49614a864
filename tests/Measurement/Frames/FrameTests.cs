using FsCheck.Xunit;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Frames;

/// <summary>A frame finds by its index exactly what a search through all lines of the files finds.</summary>
public sealed class FrameTests : IDisposable
{
    private const string Id = "20261125-033429-fixture-0809acef";
    private static readonly string[] Workloads = ["one", "two"];
    private static readonly string[] Targets = ["native", "node", "wazero-compiler"];

    private readonly RunFolder _run = new(Path.Combine(Directory.CreateTempSubdirectory("frames-").FullName, Id));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_run.Path)!, recursive: true);

    [Property(MaxTest = 50)]
    public void Cells_are_the_rows_of_the_files_in_their_order(int seed, bool smallWarmups)
    {
        var (samples, frame) = Written((ulong)seed, smallWarmups);
        var ofCells = samples.Where(row => row.Phase == Phase.Measured || !smallWarmups).ToList();

        foreach (var seen in (Frame[])[frame, frame.Only("native", "node"), frame.Only("node").Only("node")])
        {
            var targets =
                seen == frame ? Targets : [.. Targets.Where(target => seen.Rows.Any(row => row.Target == target))];
            Assert.Equal(samples.Where(row => targets.Contains(row.Target)), seen.Rows);
            Assert.Equal(
                seen.Rows.Select(row => (row.Workload, row.Target)).ToHashSet(),
                seen.MeasuredCells.ToHashSet()
            );
            foreach (var workload in Workloads)
            {
                Assert.Equal(
                    ofCells
                        .Where(row => row.Workload == workload && targets.Contains(row.Target))
                        .Select(row => row.Arguments)
                        .ToHashSet(),
                    seen.ArgumentsOf(workload).ToHashSet()
                );
                foreach (var target in targets)
                {
                    var rows = samples.Where(row => row.Workload == workload && row.Target == target).ToList();
                    Assert.Equal(rows, seen.RowsOf(workload, target));
                    Assert.Equal(
                        from row in rows
                        where ofCells.Contains(row)
                        where row.Status == Status.Timeout || row is { Status: Status.Ok, Phase: Phase.Measured }
                        where row.FirstOutputNs is not null
                        select new Observation(Id, row.Block, (double)row.FirstOutputNs!, row.Status == Status.Timeout),
                        seen.Observe(Metric.StartupTime, workload, target)
                    );
                }
            }
        }
    }

    [Property(MaxTest = 20)]
    public void The_data_frame_has_the_values_of_the_rows(int seed)
    {
        var (samples, frame) = Written((ulong)seed, smallWarmups: false);

        var table = frame.Samples;

        Assert.Equal(CsvFile<Sample>.Columns, table.Columns.Select(column => column.Name));
        Assert.Equal(samples.Count, table.Rows.Count);
        for (var row = 0; row < samples.Count; row++)
        {
            Assert.Equal(samples[row].WallNs, table["wall_ns"][row]);
            Assert.Equal(samples[row].FirstOutputNs, table["first_output_ns"][row]);
            Assert.Equal(samples[row].ExitCode, table["exit_code"][row]);
            Assert.Equal(samples[row].Block, table["block"][row]);
            Assert.Equal(samples[row].Load1, table["load1"][row]);
            Assert.Equal(samples[row].StartedAt.UtcDateTime, table["started_at"][row]);
            Assert.Equal(samples[row].Target, table["target"][row]);
            Assert.Equal($"{samples[row].Phase}".ToLowerInvariant(), table["phase"][row]);
        }
        Assert.Equal(samples.Count(row => row.Load1 is null), table["load1"].NullCount);
        Assert.Equal(samples.Sum(row => (double)row.WallNs), Convert.ToDouble(table["wall_ns"].Sum()), 1e-3);
    }

    private (List<Sample> Samples, Frame Frame) Written(ulong seed, bool smallWarmups)
    {
        var random = new SplitMix64(seed);
        var fixture = new RunFolder(
            Path.Combine(Repository.Find().Root, "tests", "Measurement", "Journals", "Fixtures", "format-2", Id)
        );
        var info = fixture.Info();
        Directory.CreateDirectory(_run.Path);
        File.Delete(Path.Combine(_run.Path, "run.json"));
        File.Delete(_run.FileOf<Sample>());
        var samples = new List<Sample>();
        var like = fixture.Read<Sample>()[0];
        using (
            var journal = Journal.Create(
                _run,
                info with
                {
                    Cells =
                    [
                        .. from workload in Workloads from target in Targets select new Cell(workload, "few", target),
                    ],
                    Plan = info.Plan with
                    {
                        Blocks = info.Plan.Blocks with { WarmupSize = smallWarmups ? "tiny" : null },
                    },
                }
            )
        )
        {
            for (var block = 0; block < 4; block++)
            {
                for (var position = 0; position < 5; position++)
                {
                    var sample = like with
                    {
                        Block = block,
                        Position = position,
                        Workload = Workloads[random.NextBelow(2)],
                        Target = Targets[random.NextBelow(3)],
                        Arguments = random.NextBelow(9) == 0 ? "more" : "few",
                        Phase = block == 0 ? Phase.Warmup : Phase.Measured,
                        Status = (Status)random.NextBelow(5),
                        WallNs = (long)(random.Next() >> 20),
                        FirstOutputNs = random.NextBelow(3) == 0 ? null : random.NextBelow(1000),
                        ExitCode = random.NextBelow(2) == 0 ? null : random.NextBelow(200),
                        Load1 = random.NextBelow(2) == 0 ? null : random.NextDouble(),
                    };
                    samples.Add(sample);
                    journal.Append(sample);
                }
            }
        }
        return (samples, Frame.Load(new RunFolder(_run.Path)));
    }
}
