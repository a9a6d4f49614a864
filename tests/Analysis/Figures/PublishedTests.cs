using Measurement;

namespace Analysis.Tests;

public sealed class PublishedTests
{
    private readonly Published _published = Published.Load(Repository.Find().Published);

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
    public void A_value_below_the_clocks_resolution_is_a_bound() =>
        Assert.Equal("< 10 ms", Numbers.Text(_published.Find("T3", "binary-trees", "wasmedge-aot", "wall_s")!));

    [Fact]
    public void Ratios_are_to_the_reports_own_native_time() =>
        Assert.Equal("1.30x", Numbers.Text(_published.Ratio("T2", "binary-trees", "docker-native")!));

    [Fact]
    public void A_missing_file_says_how_to_get_it_back() =>
        Assert.Contains(
            "git checkout",
            Assert.Throws<MeasurementException>(() => Published.Load("nowhere")).Message,
            StringComparison.Ordinal
        );
}
