using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// WABT's wasm2c translates a module to C, and clang compiles that with the flags of the native programs. The
/// remaining distance to native is due to Wasm itself. wasm2c brings no WASI; <c>lib/native/wasm2c-host</c> provides
/// what the workloads call.
/// </summary>
internal sealed class Wasm2cAot() : WasmRuntime("wasm2c-aot", "wasm2c", Mode.Aot)
{
    /// <summary>The compile script. $0 is wasm2c. The names in the C that it writes depend on its release.</summary>
    private const string Script = """
        module=$1 artifact=$2 host=$3
        shift 3
        mkdir -p "$artifact.d"
        "$0" -n program "$module" -o "$artifact.d/program.c"
        if grep -q Z_program_instance_t "$artifact.d/program.h"; then set -- "$@" -DNAMES_BEFORE_1_0_33; fi
        clang "$@" -I"$artifact.d" "$host" "$artifact.d/program.c" -lwasm-rt-impl -lm -o "$artifact"
        """;

    public override int Place => 8;
    public override string? Compiler => "Clang";

    protected override Installation Installation => new("wasm2c", "apt-get install wabt");
    protected override string ArtifactSuffix => "";

    /// <summary>wasm2c is a compiler: no launch of a workload loads it.</summary>
    public override IReadOnlyList<string>? LoadingOptions => null;

    protected override async Task<string?> LackAsync(Host host, Found found, CancellationToken cancel) =>
        await host.OnPathAsync("clang", cancel) is null ? "no clang on PATH for the C that wasm2c makes" : null;

    public override IReadOnlyList<string> Options(Found found, string subject) => [];

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    ) => [prepared.Subject, .. arguments];

    protected override async Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) =>
        [
            "/bin/sh",
            "-euc",
            Script,
            found.Path,
            wasm,
            artifact,
            await host.PlaceAsync(Path.Combine(host.Repository.Native, "wasm2c-host", "wasm2c-host.c"), cancel),
            .. Toolchain.Load(host.Built.WorkloadsBuild).Flags.Split(' '),
        ];
}
