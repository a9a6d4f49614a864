using Analysis.Published;
using Analysis.Tests.Fixtures;
using Measurement;

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
    public void A_missing_file_says_how_to_get_it_back() =>
        Assert.Contains(
            "git checkout",
            Assert.Throws<MeasurementException>(() => PublishedReport.Load("nowhere")).Message,
            StringComparison.Ordinal
        );
}
