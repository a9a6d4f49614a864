using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Journals;

/// <summary>Every format that was ever committed stays readable. <c>Fixtures</c> has a run of each.</summary>
public sealed class RunFormatTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(
        Repository.Find().Root,
        "tests",
        "Measurement",
        "Journals",
        "Fixtures"
    );

    private readonly string _scratch = Directory.CreateTempSubdirectory("formats-").FullName;

    public static TheoryData<string> Formats =>
        [.. Directory.EnumerateDirectories(Fixtures).Select(folder => Path.GetFileName(folder)!)];

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_run_of_each_format_is_read(string format)
    {
        var frame = Frame.Load(Run(format));

        Assert.Equal(6, frame.Rows.Count(row => row.Workload == "startup"));
        Assert.NotEmpty(frame.Artifacts);
        Assert.Empty(frame.Notes);
        var run = Assert.Single(frame.Runs);
        Assert.Equal(Suite.Startup, run.Suites["startup"]);
        Assert.Equal(["docker-native", "native"], run.Targets.Select(target => target.Name).Order());
        Assert.True(run.Targets.Single(target => target.Name == "docker-native").Container);
        Assert.NotEmpty(frame.Observe(Metric.StartupTime, "startup", "native"));
    }

    [Fact]
    public void There_is_a_run_of_every_format_up_to_the_one_that_is_written() =>
        Assert.Equal(
            Enumerable.Range(1, new RunFolder(Run("format-3").Path).Info().Format).Select(format => $"format-{format}"),
            Formats.Select(row => row.Data).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("\"format\": 3", "\"format\": 4", "has format 4")]
    [InlineData("\"format\": 3,", "", "has no valid format number")]
    public void A_newer_format_or_none_is_refused(string good, string bad, string said)
    {
        var run = Copied("format-3");
        var file = Path.Combine(run.Path, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(good, bad));

        var fault = Assert.Throws<UsageException>(() => Frame.Load(run)).Message;

        Assert.StartsWith($"{file} {said}", fault);
    }

    [Fact]
    public void A_run_from_before_a_column_was_added_is_read_and_not_gone_on_with()
    {
        var run = Copied("format-3");
        var file = run.FileOf<Sample>();
        File.WriteAllLines(file, File.ReadAllLines(file).Select(line => line[..line.LastIndexOf(',')]));

        var samples = run.Read<Sample>();

        Assert.Equal(9, samples.Count);
        Assert.All(samples, sample => Assert.Null(sample.Load1));
        using var journal = Journal.Resume(run);
        Assert.Contains(
            "start a new run",
            Assert.Throws<MeasurementException>(() => journal.Append(samples[0])).Message
        );
    }

    [Theory]
    [InlineData("\"seed\": 7", "\"seed\": null", "has no seed in its plan")]
    [InlineData("\"max\": 2", "\"max\": 0", "blocks.max must not be below blocks.min")]
    [InlineData("\"cores\": 2", "\"cores\": \"two\"", "is malformed")]
    public void What_a_run_cannot_be_is_damage_with_what_to_do(string good, string bad, string said)
    {
        var run = Copied("format-3");
        var text = File.ReadAllText(run.InfoFile);
        Assert.Contains(good, text);
        File.WriteAllText(run.InfoFile, text.Replace(good, bad));

        var fault = Assert.Throws<UsageException>(() => run.Info()).Message;

        Assert.StartsWith(run.InfoFile, fault);
        Assert.Contains(said, fault);
        Assert.EndsWith("Restore the file; a damaged run can also be deleted with its folder.", fault);
    }

    [Fact]
    public void A_sample_of_a_cell_that_the_run_does_not_have_is_damage()
    {
        var run = Copied("format-3");
        var lines = File.ReadAllLines(run.FileOf<Sample>());
        lines[3] = lines[3].Replace(",startup,", ",another,");
        File.WriteAllLines(run.FileOf<Sample>(), lines);

        Assert.Contains(
            $"{run.FileOf<Sample>()}, line 4: run.json has no cell of another on ",
            Assert.Throws<MeasurementException>(() => Frame.Load(run)).Message
        );
    }

    [Fact]
    public void A_line_of_another_run_is_damage()
    {
        var run = Copied("format-3");
        var lines = File.ReadAllLines(run.FileOf<Sample>());
        lines[3] = lines[3].Replace(run.Id, "another");
        File.WriteAllLines(run.FileOf<Sample>(), lines);

        Assert.Contains(
            $"{run.FileOf<Sample>()}, line 4: the line belongs to run 'another'",
            Assert.Throws<MeasurementException>(() => Frame.Load(run)).Message
        );
    }

    [Fact]
    public void A_launch_that_stands_twice_is_damage()
    {
        var run = Copied("format-3");
        File.AppendAllLines(run.FileOf<Sample>(), [File.ReadLines(run.FileOf<Sample>()).ElementAt(2)]);

        Assert.Contains(
            $"{run.FileOf<Sample>()}, lines 3 and 11: both are the launch at position",
            Assert.Throws<MeasurementException>(() => Frame.Load(run)).Message
        );
    }

    private static RunFolder Run(string format) =>
        new(Assert.Single(Directory.EnumerateDirectories(Path.Combine(Fixtures, format))));

    private RunFolder Copied(string format)
    {
        var source = Run(format);
        var copy = Directory.CreateDirectory(Path.Combine(_scratch, source.Id)).FullName;
        foreach (var file in Directory.EnumerateFiles(source.Path))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        return new RunFolder(copy);
    }
}
