using CliWrap;
using Measurement.Collecting;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Tests.Collecting;

namespace Measurement.Tests.Journals;

public sealed class JournalTests : IDisposable
{
    private readonly Bench _bench = new Bench().With("one", "noop").With("two", "echo hi", "hi");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_columns_of_samples_csv_are_the_documented_ones()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;

        Assert.Equal(
            "run,host,block,position,workload,arguments,target,phase,status,exit_code,signal,wall_ns,first_output_ns,"
                + "user_ns,system_ns,max_rss_bytes,cgroup_peak_bytes,inner_wall_ns,inner_max_rss_bytes,minor_faults,"
                + "major_faults,voluntary_switches,involuntary_switches,stdout_bytes,stdout_sha256,started_at,steal_ns,load1,"
                + "pss_bytes,private_bytes,cgroup_bytes",
            File.ReadLines(run.FileOf<Sample>()).First()
        );
    }

    [Fact]
    public async Task A_sample_survives_writing_and_reading()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;

        var samples = run.Read<Sample>();

        Assert.Equal(
            File.ReadLines(run.FileOf<Sample>()).Skip(1),
            samples.Select(sample => CsvFile<Sample>.Format(sample).TrimEnd('\n'))
        );
        var hello = samples.Single(sample => sample.Workload == "two");
        Assert.Equal(2, hello.StdoutBytes);
        Assert.InRange(hello.FirstOutputNs!.Value, 1, hello.WallNs);
    }

    [Fact]
    public async Task An_unfinished_last_line_is_reported_and_skipped_and_stays_missing_on_resume()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 2))).Run;
        var file = run.FileOf<Sample>();
        var whole = File.ReadAllText(file);
        File.WriteAllText(file, whole[..^30]);

        var frame = Frame.Load(run);
        Assert.Equal(3, frame.Rows.Count);
        Assert.Contains("unfinished", Assert.Single(frame.Notes));

        await _bench.Collector().ResumeAsync(run, default, default);
        Assert.Equal(3, run.Read<Sample>().Count);
    }

    [Theory]
    [InlineData("measured", "mesured", "'mesured' is not a valid value of phase")]
    [InlineData(",local,", ",", "30 fields instead of 31")]
    [InlineData(",native,", ",native,\"", "line 3")]
    public async Task Any_other_damage_is_an_error_with_file_and_line(string good, string bad, string said)
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 2))).Run;
        var file = run.FileOf<Sample>();
        var lines = File.ReadAllLines(file);
        lines[2] = lines[2].Replace(good, bad);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");

        var fault = Assert.Throws<MeasurementException>(() => Frame.Load(run));

        Assert.Contains($"{file}, line 3", fault.Message);
        Assert.Contains(said, fault.Message);
    }

    [Fact]
    public async Task A_changed_header_is_an_error()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;
        var file = run.FileOf<Sample>();
        File.WriteAllText(file, File.ReadAllText(file).Replace("wall_ns", "wall_ms"));

        Assert.Contains("line 1", Assert.Throws<MeasurementException>(() => Frame.Load(run)).Message);
    }

    [Fact]
    public async Task A_full_disk_stops_cleanly_and_every_completed_sample_is_kept()
    {
        await OnSmallDiskAsync(
            "32k",
            async repository =>
            {
                var fault = await Assert.ThrowsAsync<MeasurementException>(() => CollectAsync(repository));

                Assert.Contains("samples.csv", fault.Message);
                Assert.Contains("--resume", fault.Message);
                var frame = Frame.Load(new RunStore(repository).All());
                Assert.NotEmpty(frame.Rows);
                Assert.Empty(frame.Notes);
            }
        );
    }

    [Fact]
    public async Task A_disk_that_is_full_in_the_beginning_leaves_no_run_and_promises_none()
    {
        await OnSmallDiskAsync(
            "4k",
            async repository =>
            {
                var fault = await Assert.ThrowsAsync<MeasurementException>(() => CollectAsync(repository));

                Assert.Contains("Nothing was measured: make room and start again", fault.Message);
                Assert.Empty(Directory.EnumerateFileSystemEntries(repository.Runs));
            }
        );
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_named()
    {
        var file = Path.Combine(_bench.Root, "a-file");
        File.WriteAllText(file, "");
        var repository = _bench.Repository with { Runs = Path.Combine(file, "runs") };
        var collector = new Collector(new LocalHost(repository), new NeverPrecise(), _ => { });

        var fault = await Assert.ThrowsAsync<MeasurementException>(() =>
            collector.CollectAsync(Bench.Plan(blocks: 1), seed: 1, default, default)
        );

        Assert.Contains($"Cannot write {repository.Runs}", fault.Message);
    }

    private static Task<Outcome> CollectAsync(Repository repository) =>
        new Collector(new LocalHost(repository), new NeverPrecise(), _ => { }).CollectAsync(
            Bench.Plan(blocks: 1000),
            seed: 1,
            default,
            default
        );

    /// <summary>Acts with the runs on a disk of this size.</summary>
    private async Task OnSmallDiskAsync(string size, Func<Repository, Task> act)
    {
        var disk = Directory.CreateDirectory(Path.Combine(_bench.Root, "small-disk")).FullName;
        var mounted = await CliWrap
            .Cli.Wrap("mount")
            .WithArguments(["-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk])
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(mounted.IsSuccess, "needs root to mount a small disk");
        try
        {
            await act(_bench.Repository with { Runs = disk });
        }
        finally
        {
            await CliWrap.Cli.Wrap("umount").WithArguments(disk).ExecuteAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Frame_gives_a_data_frame_with_a_row_a_launch_and_typed_columns()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 3))).Run;

        var table = Frame.Load(run).Samples;

        Assert.Equal(6, table.Rows.Count);
        Assert.Equal(CsvFile<Sample>.Columns, table.Columns.Select(column => column.Name));
        Assert.Equal(typeof(long), table["wall_ns"].DataType);
        Assert.Equal(6, table["cgroup_peak_bytes"].NullCount);
        Assert.All(Enumerable.Range(0, 6), row => Assert.Equal("measured", table["phase"][row]));
    }
}
