using Measurement.Plans;

namespace Analysis.Tests;

public sealed class PaletteTests
{
    [Fact]
    public void Targets_stand_in_the_order_of_family_and_mode_with_containers_last() =>
        Assert.Equal(
            [
                "native",
                "wasmtime-jit",
                "wasmtime-aot",
                "wasmedge-interpreter",
                "wasmedge-aot",
                "wazero-jit",
                "zzz-jit",
                "docker-native",
                "docker-wasmtime-aot",
            ],
            Palette.Sort([
                "docker-wasmtime-aot",
                "wasmedge-aot",
                "docker-native",
                "zzz-jit",
                "wazero-jit",
                "wasmtime-aot",
                "wasmedge-interpreter",
                "native",
                "wasmtime-jit",
            ])
        );

    [Theory]
    [InlineData("wasmtime-jit", "wasmtime-aot")]
    [InlineData("wasmtime-aot", "wasmtime-cli-aot")]
    [InlineData("wasmtime-aot", "docker-wasmtime-aot")]
    [InlineData("wasmer-jit", "wasmer-llvm-aot")]
    public void A_runtime_keeps_its_colour_in_every_mode_and_in_a_container(string one, string other) =>
        Assert.Equal(Palette.Of(one).Color, Palette.Of(other).Color);

    [Theory]
    [InlineData("wasmedge-interpreter", "wasmer-interpreter")]
    [InlineData("wasmedge-aot", "wasmer-aot")]
    [InlineData("docker-native", "docker-wasmtime-aot")]
    public void A_mode_keeps_its_marker_in_every_runtime(string one, string other)
    {
        Assert.Equal(Palette.Of(one).Shape, Palette.Of(other).Shape);
        Assert.Equal(Palette.Of(one).Filled, Palette.Of(other).Filled);
    }

    [Theory]
    [InlineData("native", Mode.Native)]
    [InlineData("wasmtime-winch-jit", Mode.Jit)]
    [InlineData("node", Mode.Jit)]
    [InlineData("wazero-compiler", Mode.Jit)]
    [InlineData("wazero-interpreter", Mode.Interpreter)]
    [InlineData("wasm2c-aot", Mode.Aot)]
    [InlineData("docker-wasmedge-aot", Mode.Aot)]
    public void The_mode_follows_from_the_name(string target, Mode mode) => Assert.Equal(mode, Palette.ModeOf(target));

    [Fact]
    public void Jit_is_open_where_aot_is_filled() =>
        Assert.NotEqual(Palette.Of("node-jit").Filled, Palette.Of("node-aot").Filled);
}
