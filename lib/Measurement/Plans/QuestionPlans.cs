namespace Measurement.Plans;

/// <summary>
/// The plans of the questions that the 2022 report left open, each with programs of its own that vary one thing, and of
/// one that our own way of measuring raises.
/// </summary>
public sealed partial record Plan
{
    private static Plan OfQuestion(string name, int blocks, params IReadOnlyList<string> targets) =>
        new()
        {
            Name = name,
            Size = name,
            Targets = targets,
            Blocks = new Blocks(Warmup: 1, Min: blocks, Max: blocks),
            TimeoutS = 120,
        };

    /// <summary>Each has a size of its own.</summary>
    internal static IReadOnlyList<Plan> Questions => [Writes, Trees, Growth, Work, ContainerStart, Crowd];

    /// <summary>Whether it is about a question of ours, so that it judges no claim of the report's.</summary>
    internal bool IsOfQuestion => Questions.Any(plan => plan.Size == Size) || Name == WasmtimeCli.Name;

    /// <summary>
    /// Whether a user who types <c>wasmtime run</c> gets what our small host over the same library gets, with small
    /// arguments. Some three minutes.
    /// </summary>
    internal static Plan WasmtimeCli { get; } =
        OfQuestion(
            "wasmtime-cli",
            30,
            "native",
            "wasmtime-jit",
            "wasmtime-cli-jit",
            "wasmtime-aot",
            "wasmtime-cli-aot",
            "docker-native"
        ) with
        {
            Size = "quick",
            TimeoutS = 20,
        };

    /// <summary>Programs that write: by how often, how much at a time, and where to. Some six minutes.</summary>
    internal static Plan Writes { get; } =
        OfQuestion(
            "writes",
            20,
            "native",
            "wasmtime-aot",
            "wasmedge-aot",
            "wasmer-cranelift-aot",
            "wamr-aot",
            "docker-native",
            "docker-native-no-log"
        );

    /// <summary>Programs that grow trees: by the size of a node, and where nodes come from. Some two minutes.</summary>
    internal static Plan Trees { get; } =
        OfQuestion("trees", 20, "native", "wasmtime-aot", "wasmedge-aot", "wasmer-cranelift-aot", "wamr-aot");

    /// <summary>
    /// A program that only starts, in modules that grow by code which is never called. Some five minutes, most of them for
    /// compilers that compile all of it at every start.
    /// </summary>
    internal static Plan Growth { get; } =
        OfQuestion(
            "growth",
            10,
            "native",
            "wasmtime-jit",
            "wasmtime-winch-jit",
            "wasmtime-aot",
            "wasmedge-interpreter",
            "wasmedge-aot",
            "wasmer-cranelift-jit",
            "wasmer-singlepass-jit",
            "wasmer-cranelift-aot",
            "wamr-interpreter",
            "wamr-aot",
            "wazero-compiler",
            "wasmi-interpreter",
            "node"
        ) with
        {
            Blocks = new Blocks(Warmup: 1, Min: 10, Max: 10, new SlowCells(AfterS: 20, Blocks: 1)),
        };

    /// <summary>One program from no work at all to some seconds of it. Some three minutes.</summary>
    internal static Plan Work { get; } =
        OfQuestion(
            "work",
            20,
            "native",
            "wasmtime-jit",
            "wasmtime-winch-jit",
            "wasmtime-aot",
            "wasmedge-aot",
            "wasmer-cranelift-jit",
            "wasmer-singlepass-jit",
            "wasmer-cranelift-aot",
            "wamr-aot",
            "node",
            "docker-native"
        );

    /// <summary>
    /// Many instances at once: how much memory each of them takes, and how many start in a second. Some seven
    /// minutes, most of them for containers.
    /// </summary>
    internal static Plan Crowd { get; } =
        OfQuestion(
            "crowd",
            10,
            "native",
            "wasmtime-jit",
            "wasmtime-aot",
            "wasmedge-interpreter",
            "wasmedge-aot",
            "wasmer-cranelift-jit",
            "wasmer-cranelift-aot",
            "wamr-interpreter",
            "wamr-aot",
            "docker-native"
        );

    /// <summary>A container's start, with one thing after the other taken away. About a minute.</summary>
    internal static Plan ContainerStart { get; } =
        OfQuestion(
            "container-start",
            30,
            "native",
            "runc",
            "docker-exec",
            "docker-native-no-log",
            "docker-native",
            "docker-native-network"
        );
}
