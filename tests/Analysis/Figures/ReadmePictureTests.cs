using Analysis.Published;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;

namespace Analysis.Tests.Figures;

public sealed class ReadmePictureTests
{
    private static readonly Repository Checkout = Repository.Find();

    /// <summary>With UPDATE_PICTURES=1 in the environment the picture is drawn again first.</summary>
    [Fact]
    public void The_picture_in_the_readme_is_drawn_from_the_reference_runs()
    {
        var needs = new Needs(["startup", "binary-trees"], ["native", "wasmtime-aot", "docker-native"]);
        var frame = Frame.Load(new RunStore(Checkout).Choose(RunStore.Reference, needs));
        var report = new Report(frame, PublishedReport.Load(Checkout.Report2022));
        var drawn = report.Chapter("2.1").Figure("F4").Svg + "\n";
        var path = Path.Combine(Checkout.Root, "data", "claims.svg");
        if (Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1")
        {
            File.WriteAllText(path, drawn);
        }
        Assert.Equal(drawn, File.ReadAllText(path));
        Assert.Contains(
            "](data/claims.svg)",
            File.ReadAllText(Path.Combine(Checkout.Root, "README.md")),
            StringComparison.Ordinal
        );
    }
}
