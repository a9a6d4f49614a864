using Analysis.Tests.Fixtures;
using Analysis.Verdicts;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;

namespace Analysis.Tests.Verdicts;

/// <summary>Everything that is said follows from the data: other data say something else everywhere.</summary>
public sealed class ChangedDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("runs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Containers_that_take_three_times_as_long_change_verdicts_answers_titles_and_the_readme()
    {
        var needs = new Needs(["startup", "binary-trees"], ["native", "wasmedge-aot", "docker-native"]);
        var reference = new RunStore(Repository.Find()).Choose(RunStore.Reference, needs)[0];
        var before = Said(reference.Path);
        var changed = Said(Tripled(reference));

        Assert.NotEqual(before.Verdicts["C08a"], changed.Verdicts["C08a"]);
        Assert.Equal(before.Verdicts["C10"], changed.Verdicts["C10"]);
        Assert.NotEqual(before.Answers, changed.Answers);
        Assert.NotEqual(before.Readme, changed.Readme);
        Assert.All(["T2", "T3"], item => Assert.NotEqual(before.Titles[item], changed.Titles[item]));
        Assert.Equal(before.Titles["T4"], changed.Titles["T4"]);
    }

    private static (
        Dictionary<string, Verdict> Verdicts,
        string Answers,
        string Readme,
        Dictionary<string, string> Titles
    ) Said(string path)
    {
        var report = MadeUpRun.Report(Frame.Load(new RunFolder(path)));
        string[] items = ["T2", "T3", "T4"];
        return (
            report.Claims.Results.ToDictionary(result => result.Claim.Id, result => result.Verdict),
            report.Answers.ToString(),
            report.Answers.Markdown,
            items.ToDictionary(item => item, item => report.Figure(item).Title)
        );
    }

    /// <summary>A copy of a run in which every launch of a container takes three times as long.</summary>
    private string Tripled(RunFolder run)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder, run.Id)).FullName;
        foreach (var file in Directory.EnumerateFiles(run.Path))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        var samples = run.FileOf<Sample>();
        File.WriteAllText(
            Path.Combine(copy, Path.GetFileName(samples)),
            string.Concat(
                run.Read<Sample>()
                    .Select(sample =>
                        sample.Target.StartsWith("docker", StringComparison.Ordinal)
                            ? sample with
                            {
                                WallNs = sample.WallNs * 3,
                                FirstOutputNs = sample.FirstOutputNs * 3,
                            }
                            : sample
                    )
                    .Select(CsvFile<Sample>.Format)
                    .Prepend(CsvFile<Sample>.Header)
            )
        );
        return copy;
    }
}
