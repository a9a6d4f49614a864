using Analysis.Published;
using Analysis.Tests.Fixtures;
using Measurement;
using Measurement.Journals;

namespace Analysis.Tests.Published;

public sealed class PublishedReportTests
{
    private readonly PublishedReport _published = MadeUpRun.Published;

    [Fact]
    public void The_reports_targets_stand_beside_the_same_ones_of_today_alone()
    {
        Assert.Equal("wasmedge-aot", _published.Counterpart("T2", "wasmedge-aot"));
        Assert.Null(_published.Counterpart("T2", "wasmtime-aot"));
    }

    [Fact]
    public void The_reports_Wasmer_stands_beside_todays_Cranelift_and_no_other_compiler()
    {
        Assert.Equal("wasmer-jit", _published.Counterpart("T6", "wasmer-cranelift-jit"));
        Assert.Equal("wasmer-aot", _published.Counterpart("T6", "wasmer-cranelift-aot"));
        Assert.Null(_published.Counterpart("T6", "wasmer-llvm-aot"));
        Assert.Null(_published.Counterpart("T6", "wasmtime-cli-aot"));
    }

    [Fact]
    public void A_program_of_ours_over_a_runtimes_library_is_told_apart_from_the_vendors_command()
    {
        Assert.Equal("Wasmtime in our small host (compiled ahead of time)", InWords("wasmtime-aot", "built by setup"));
        Assert.Equal("Wasmtime (compiled ahead of time)", InWords("wasmtime-cli-aot", "in ~/.wasmtime/bin"));
        Assert.Equal("Wasmtime in a container", InWords("docker-wasmtime-aot", "built by setup"));

        string InWords(string target, string packaging) =>
            _published.InWords(new MeasuredTarget(MadeUpRun.Facts(target)) { Packaging = packaging });
    }

    [Theory]
    [InlineData("about", "", "", "", "is about a range and needs low and high")]
    [InlineData("at-least", "", "2", "", "needs a low end")]
    [InlineData("at-most", "2", "", "", "needs a high end")]
    [InlineData("order", "", "", "", "needs a chain such as a < b = c")]
    [InlineData("about", "1", "2", "min", "has the unit 'min'")]
    public void A_claim_that_says_too_little_is_named(string kind, string low, string high, string unit, string fault)
    {
        var folder = Directory.CreateTempSubdirectory("published-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Repository.Find().Report2022))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }
            var claims = Path.Combine(folder.FullName, "claims.csv");
            File.WriteAllLines(
                claims,
                [
                    File.ReadLines(claims).First(),
                    $"C99,1,{kind},x,{low},{high},{unit},ours,text,sentence,translation,run time,launch,games,,,,a > b,,,,source,",
                ]
            );

            var message = Assert.Throws<MeasurementException>(() => PublishedReport.Load(folder.FullName)).Message;

            Assert.StartsWith($"{claims}: claim C99 {fault}", message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_missing_file_says_how_to_get_it_back() =>
        Assert.Contains(
            "git checkout",
            Assert.Throws<MeasurementException>(() => PublishedReport.Load("nowhere")).Message,
            StringComparison.Ordinal
        );
}
