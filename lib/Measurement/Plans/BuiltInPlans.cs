namespace Measurement.Plans;

/// <summary>The plans that have a name.</summary>
public sealed partial record Plan
{
    /// <summary>
    /// What <c>./analysis report</c> measures when there is no run: about a minute, with small arguments
    /// and the few targets that the report's claims are about. All targets do not fit into a minute: one
    /// block of them takes several.
    /// </summary>
    public static Plan Headline { get; } =
        new()
        {
            Name = "headline",
            Size = "quick",
            Targets = ["native", "wasmedge-aot", "wasmtime-jit", "wasmtime-aot", "docker-native"],
            Blocks = new Blocks(Warmup: 1, Min: 10, Max: 30),
            TimeoutS = 20,
            Precision = 0.02,
            BudgetS = 75,
            BudgetGrows = true,
        };

    /// <summary>
    /// Small arguments, all targets: about ten minutes. Interpreters take seconds and are
    /// measured once after the warm-up.
    /// </summary>
    public static Plan Quick { get; } =
        Headline with
        {
            Name = "quick",
            Targets = [],
            Blocks = Headline.Blocks with { Slow = new SlowCells(AfterS: 2, Blocks: 1) },
            BudgetS = 15 * 60,
            BudgetGrows = false,
        };

    /// <summary>
    /// The arguments of the 2022 report on the report's own targets, which its claims are about: some three hours, of
    /// which fasta under Wasmer takes more than half. WasmEdge's interpreter is launched once, for at most 100 s as in
    /// 2022.
    /// </summary>
    public static Plan Report { get; } =
        new()
        {
            Name = "report",
            Size = "report",
            Targets =
            [
                "native",
                "wasmtime-jit",
                "wasmtime-aot",
                "wasmedge-interpreter",
                "wasmedge-aot",
                "wasmer-cranelift-jit",
                "wasmer-cranelift-aot",
                "docker-native",
            ],
            Blocks = new Blocks(Warmup: 1, Min: 10, Max: 10, WarmupSize: "quick"),
            TimeoutS = 15 * 60,
            Once = new Once(TimeoutS: 100),
            BudgetS = 4 * 60 * 60,
        };

    /// <summary>
    /// The same arguments on all other targets, beside native: some two hours. A cell that takes minutes,
    /// which is fasta under Wasmer again, leaves after one block. Targets far from native's speed are launched once;
    /// the plan <see cref="Interpreters"/> gives their ratios.
    /// </summary>
    public static Plan Runtimes { get; } =
        Report with
        {
            Name = "runtimes",
            Targets = [],
            Without = [.. Report.Targets.Where(target => target != Report.Baseline)],
            Blocks = Report.Blocks with { Slow = new SlowCells(AfterS: 90, Blocks: 1) },
        };

    /// <summary>
    /// The ratios of the targets that are far from native's speed, with small arguments: some half an hour.
    /// </summary>
    public static Plan Interpreters { get; } =
        new()
        {
            Name = "interpreters",
            Size = "quick",
            OnlyFarFromNative = true,
            Blocks = new Blocks(Warmup: 1, Min: 10, Max: 10),
            TimeoutS = 60,
        };

    /// <summary>
    /// The kernels of PolyBench on the targets that the literature compares. An interpreter takes minutes for them in an
    /// emulated machine; it is measured by itself with the arguments of size <c>small</c>.
    /// </summary>
    public static Plan PolyBench { get; } =
        new()
        {
            Name = "polybench",
            Size = "medium",
            Targets =
            [
                "native",
                "wasmtime-jit",
                "wasmtime-aot",
                "wasmedge-aot",
                "wasmer-cranelift-aot",
                "wasmer-llvm-aot",
                "wamr-aot",
            ],
            Blocks = new Blocks(Warmup: 1, Min: 10, Max: 10, WarmupSize: "mini"),
            TimeoutS = 120,
        };

    /// <summary>The same kernels under WAMR's interpreter, which is what some papers mean by WAMR.</summary>
    public static Plan PolyBenchInterpreter { get; } =
        PolyBench with
        {
            Name = "polybench-interpreter",
            Size = "small",
            Targets = ["native", "wamr-interpreter"],
        };

    /// <summary>
    /// SQLite's own benchmark on the same targets. WAMR's interpreter is launched in every block, too; in an emulated
    /// machine, where a launch takes minutes, in the first alone.
    /// </summary>
    public static Plan Sqlite { get; } =
        PolyBench with
        {
            Name = "sqlite",
            Size = "size-25",
            Targets = [.. PolyBench.Targets, "wamr-interpreter"],
            Blocks = new Blocks(
                Warmup: 1,
                Min: 10,
                Max: 10,
                new SlowCells(AfterS: 60, Blocks: 1),
                WarmupSize: "size-1"
            ),
            TimeoutS = 600,
        };

    /// <summary>
    /// The report's programs and targets for the emulated ARM64 machine: fifty minutes there, half of them for fasta
    /// under Wasmer. The arguments are the report's where they fit, else smaller ones. WasmEdge's interpreter is launched
    /// once, for at most a minute.
    /// </summary>
    public static Plan Arm64 { get; } =
        new()
        {
            Name = "arm64",
            Size = "emulated",
            Targets = [.. Report.Targets.Where(target => target != "docker-native")],
            Blocks = new Blocks(Warmup: 1, Min: 10, Max: 10, WarmupSize: "mini"),
            TimeoutS = 300,
            Once = new Once(TimeoutS: 60),
        };

    /// <summary>
    /// The same programs there on runtimes and compilers that the report had not: half an hour. The interpreters are
    /// launched once, and so is what takes longer than 30 s, which is fasta under Wasmer.
    /// </summary>
    public static Plan Arm64Runtimes { get; } =
        Arm64 with
        {
            Name = "arm64-runtimes",
            Targets =
            [
                "native",
                "wasmer-llvm-jit",
                "wasmer-llvm-aot",
                "wamr-interpreter",
                "wamr-aot",
                "wasmi-interpreter",
            ],
            Blocks = Arm64.Blocks with { Slow = new SlowCells(AfterS: 30, Blocks: 1) },
        };

    private static Plan[] BuiltIn =>
        [
            Headline,
            Quick,
            Report,
            Runtimes,
            Interpreters,
            PolyBench,
            PolyBenchInterpreter,
            Sqlite,
            Arm64,
            Arm64Runtimes,
            .. Questions,
            WasmtimeCli,
        ];

    /// <summary>The names of the built-in plans.</summary>
    internal static IReadOnlyList<string> BuiltInNames => [.. BuiltIn.Select(plan => plan.Name)];

    /// <summary>Whether a name is that of a built-in plan.</summary>
    public static bool IsBuiltIn(string name) => BuiltInNames.Contains(name);
}
