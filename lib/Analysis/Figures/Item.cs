using Measurement.Frames;
using Measurement.Plans;

namespace Analysis;

/// <summary>
/// What a table and its figure compare: one quantity of some targets, on one workload or on every program. The report's
/// own items have its ids and stand beside its numbers.
/// </summary>
public sealed record Item
{
    private static readonly string[] Containers =
    [
        "native",
        "wasmtime-jit",
        "wasmtime-aot",
        "wasmedge-aot",
        "docker-native",
        "docker-wasmtime-aot",
        "docker-wasmedge-aot",
    ];

    private static readonly string[] SixTargets =
    [
        "native",
        "wasmtime-jit",
        "wasmtime-aot",
        "wasmedge-aot",
        "wasmer-cranelift-jit",
        "wasmer-cranelift-aot",
    ];

    private static readonly string[] SevenTargets = [.. SixTargets, "wasmedge-interpreter"];

    private Item(string id, Func<Frame, IEnumerable<string>> targets) =>
        (Id, TargetsIn) = (id, frame => Palette.Sort(targets(frame)));

    public string Id { get; }
    public Metric Metric { get; private init; } = Metric.ExecutionTime;

    /// <summary>Null: every program.</summary>
    public string? Workload { get; private init; }

    /// <summary>The report's tables that have such numbers; the first that has a target counts.</summary>
    public IReadOnlyList<string> Published { get; private init; } = [];

    /// <summary>Whether the table has peak memory beside the time, as in the report.</summary>
    public bool WithMemory { get; private init; }

    /// <summary>The targets to show, measured or not, in the order of all figures.</summary>
    internal Func<Frame, IReadOnlyList<string>> TargetsIn { get; }

    /// <summary>Containers beside native and Wasm, as far as the runs have them.</summary>
    public static Item T2 { get; } =
        new("T2", frame => frame.Targets.Intersect(Containers)) { Workload = "binary-trees", Published = ["T2"] };

    /// <summary>T2 for all programs. T6 has the report's six; containers it measured on binary-trees alone.</summary>
    public static Item T2AllPrograms { get; } = new("T2-all", T2.TargetsIn) { Published = ["T6", "T2"] };
    public static Item T3 { get; } = new("T3", T2.TargetsIn) { Metric = Metric.StartupTime, Published = ["T3"] };
    public static Item T4 { get; } =
        new("T4", _ => SevenTargets) { Workload = "binary-trees", Published = ["T4", "T6"] };
    public static Item T5 { get; } =
        new("T5", _ => SevenTargets)
        {
            Workload = "n-body",
            Published = ["T5", "T6"],
            WithMemory = true,
        };
    public static Item T6 { get; } = new("T6", _ => SixTargets) { Published = ["T6"] };
    public static Item T7 { get; } = new("T7", _ => SixTargets) { Metric = Metric.PeakMemory, Published = ["T7"] };

    /// <summary>Interpreters, all of them.</summary>
    public static Item Interpreters { get; } = new("T6-interpreters", frame => Others(frame, Mode.Interpreter));

    /// <summary>What compiles at every start and is not in the report.</summary>
    public static Item OtherJits { get; } = new("T6-jit", frame => Others(frame, Mode.Jit));

    /// <summary>What compiles ahead of time and is not in the report.</summary>
    public static Item OtherAots { get; } = new("T6-aot", frame => Others(frame, Mode.Aot));

    private static IEnumerable<string> Others(Frame frame, Mode mode) =>
        frame
            .Targets.Where(target => Palette.IsWasm(target) && Palette.ModeOf(target) == mode)
            .Except(SixTargets)
            .Prepend("native");
}
