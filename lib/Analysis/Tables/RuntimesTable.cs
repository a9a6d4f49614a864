using Measurement.Frames;

namespace Analysis;

/// <summary>T1: what the report states of the three runtimes, beside what running them here showed.</summary>
public static class RuntimesTable
{
    /// <summary>What each of the report's runtimes does when it is given a module to run.</summary>
    private static readonly Dictionary<string, (string Name, string Direct, string Aot)> Runtimes = new()
    {
        ["wasmtime"] = ("Wasmtime", "wasmtime-jit", "wasmtime-aot"),
        ["wasmer"] = ("Wasmer", "wasmer-cranelift-jit", "wasmer-cranelift-aot"),
        ["wasmedge"] = ("WasmEdge", "wasmedge-interpreter", "wasmedge-aot"),
    };

    private static readonly string[] Compilers = ["Winch", "Singlepass", "Cranelift", "LLVM"];

    /// <summary>The aspects that a run tells something of.</summary>
    private static readonly Dictionary<string, Func<Frame, string, IEnumerable<string>>> Checked = new()
    {
        // As the targets' names say it: a runtime with a single compiler does not name it.
        ["compilers"] = (frame, runtime) =>
            Compilers.Where(compiler =>
                Here(frame, runtime)
                    .Any(target => target.Split('-').Contains(compiler, StringComparer.OrdinalIgnoreCase))
            ),
        ["modes"] = (frame, runtime) => Here(frame, runtime).Select(TargetsTable.ModeOf),
        ["WASI"] = (frame, runtime) => [TargetsTable.Passed(frame, [.. Here(frame, runtime)])],
        ["speed run directly"] = (frame, runtime) => Speed(frame, Runtimes[runtime].Direct),
        ["speed of AOT"] = (frame, runtime) => Speed(frame, Runtimes[runtime].Aot),
    };

    public static Table Of(Frame frame, Published published)
    {
        frame = frame.Only([
            .. frame.Targets.Where(target =>
                Palette.IsNative(target) || Runtimes.Keys.Any(runtime => IsOf(target, runtime))
            ),
        ]);
        var stated = published.Statements.GroupBy(statement => statement.Aspect);
        var rows = stated.SelectMany(aspect =>
            (Row[])
                [
                    Line(
                        aspect.Key,
                        "2022",
                        runtime => aspect.FirstOrDefault(one => one.Runtime == runtime)?.Statement ?? "not stated"
                    ) with
                    {
                        Rule = true,
                    },
                    .. Checked.TryGetValue(aspect.Key, out var check)
                        ? [Line(aspect.Key, "this run", runtime => Known(check(frame, runtime)))]
                        : (Row[])[],
                ]
        );
        var versions = Line("version", "this run", runtime => Known(Versions(frame, runtime))) with { Rule = true };
        return new(
            "T1",
            "What the report states of the runtimes, and what was seen",
            [
                Column.Text("Aspect"),
                Column.Text("Source"),
                .. Runtimes.Values.Select(runtime => Column.Text(runtime.Name)),
            ],
            [.. rows, versions],
            [
                $"This run: what was seen in it; speeds are geometric means over {frame.Programs.Count} programs relative to native, with {frame.Interval}. "
                    + "An aspect without such a row was not checked. Run directly means just in time for Wasmtime and Wasmer (with Cranelift) and interpreted for WasmEdge. The report does not state versions.",
                .. frame.GapsOn(frame.Programs),
                frame.Footer,
            ]
        );
    }

    private static Row Line(string aspect, string source, Func<string, string> cell) =>
        new([new(aspect), new(source), .. Runtimes.Keys.Select(runtime => new TableCell(cell(runtime)))]);

    private static IEnumerable<string> Versions(Frame frame, string runtime) =>
        Here(frame, runtime).Select(target => TargetsTable.Version(frame, target));

    private static IEnumerable<string> Here(Frame frame, string runtime) =>
        frame.Rows.Select(row => row.Target).Distinct().Where(target => IsOf(target, runtime));

    private static bool IsOf(string target, string runtime) =>
        target.StartsWith(runtime + "-", StringComparison.Ordinal);

    private static IEnumerable<string> Speed(Frame frame, string target) =>
        Estimates.GeometricMean(frame, Metric.ExecutionTime, frame.Programs, target, "native") is { } ratio
            ? [Numbers.Text(ratio)]
            : [];

    private static string Known(IEnumerable<string> seen)
    {
        var all = string.Join(", ", seen.Distinct());
        return all.Length == 0 ? "not seen" : all;
    }
}
