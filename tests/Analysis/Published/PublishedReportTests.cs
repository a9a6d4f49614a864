using Analysis.Published;
using Analysis.Tests.Fixtures;
using Measurement;

namespace Analysis.Tests.Published;

public sealed class PublishedReportTests
{
    private readonly PublishedReport _published = MadeUpRun.Published;

    [Fact]
    public void The_reports_wasm_aot_stands_beside_ours_until_its_own_runtime_is_measured()
    {
        Assert.Equal("wasmedge-aot", _published.Counterpart("T2", "wasmtime-aot", ["native", "wasmtime-aot"]));
        Assert.Null(_published.Counterpart("T2", "wasmtime-aot", ["wasmtime-aot", "wasmedge-aot"]));
        Assert.Equal("wasmedge-aot", _published.Counterpart("T2", "wasmedge-aot", ["wasmtime-aot", "wasmedge-aot"]));
        Assert.Null(_published.Counterpart("T2", "wasmtime-jit", ["native", "wasmtime-jit"]));
    }

    [Fact]
    public void The_reports_Wasmer_stands_beside_todays_Cranelift_and_no_other_compiler()
    {
        string[] measured = ["wasmer-cranelift-jit", "wasmer-llvm-aot", "wasmtime-cli-aot"];
        Assert.Equal("wasmer-jit", _published.Counterpart("T6", "wasmer-cranelift-jit", measured));
        Assert.Equal("wasmer-aot", _published.Counterpart("T6", "wasmer-cranelift-aot", measured));
        Assert.Null(_published.Counterpart("T6", "wasmer-llvm-aot", measured));
        Assert.Null(_published.Counterpart("T6", "wasmtime-cli-aot", measured));
    }

    [Fact]
    public void A_missing_file_says_how_to_get_it_back() =>
        Assert.Contains(
            "git checkout",
            Assert.Throws<MeasurementException>(() => PublishedReport.Load("nowhere")).Message,
            StringComparison.Ordinal
        );
}
