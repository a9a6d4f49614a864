using Measurement;

namespace Analysis;

/// <summary>T1: what the report states of the three runtimes, beside what running them here showed.</summary>
public static class RuntimesTable
{
    private const string StatedOnly = "stated only";

    /// <summary>What each of the report's runtimes does when it is given a module to run.</summary>
    private static readonly Dictionary<string, (string Name, string Direct, string Aot)> Runtimes = new()
    {
        ["wasmtime"] = ("Wasmtime", "wasmtime-jit", "wasmtime-aot"),
        ["wasmer"] = ("Wasmer", "wasmer-cranelift-jit", "wasmer-cranelift-aot"),
        ["wasmedge"] = ("WasmEdge", "wasmedge-interpreter", "wasmedge-aot"),
    };

    public static Table Of(Frame frame, Published published)
    {
        var stated = published.Statements.GroupBy(statement => statement.Aspect);
        var rows = stated.SelectMany(aspect =>
            new[]
            {
                new Row(
                    [
                        new(aspect.Key),
                        new("2022"),
                        .. Runtimes.Keys.Select(runtime => new TableCell(
                            aspect.FirstOrDefault(one => one.Runtime == runtime)?.Statement ?? "not stated"
                        )),
                    ],
                    Rule: true
                ),
                new Row([
                    new(""),
                    new("here"),
                    .. Runtimes.Keys.Select(runtime => new TableCell(Checked(frame, aspect.Key, runtime))),
                ]),
            }
        );
        var versions = new Row(
            [
                new("version"),
                new("here"),
                .. Runtimes.Keys.Select(runtime => new TableCell(
                    Known(Here(frame, runtime).Select(target => TargetsTable.Version(frame, target)))
                )),
            ],
            Rule: true
        );
        return new(
            "T1",
            "What the report states of the runtimes, and what was seen here",
            [
                Column.Text("Aspect"),
                Column.Text("Source"),
                .. Runtimes.Values.Select(runtime => Column.Text(runtime.Name)),
            ],
            [.. rows, versions],
            [
                $"Here: seen in this run; speeds are geometric means over {frame.Programs.Count} programs relative to native, with {frame.Interval}. "
                    + "Run directly means just in time for Wasmtime and Wasmer (with Cranelift) and interpreted for WasmEdge. The report does not state versions.",
                .. frame.Gaps,
                frame.Footer,
            ]
        );
    }

    private static string Checked(Frame frame, string aspect, string runtime) =>
        aspect switch
        {
            "compilers" => Known(Here(frame, runtime).Select(Compiler).Where(name => name.Length > 0)),
            "modes" => Known(Here(frame, runtime).Select(TargetsTable.ModeOf)),
            "WASI" => Known(
                Here(frame, runtime).Select(target => TargetsTable.Passed(frame, target)).DefaultIfEmpty("").Take(1)
            ),
            "speed run directly" => Speed(frame, Runtimes[runtime].Direct),
            "speed of AOT" => Speed(frame, Runtimes[runtime].Aot),
            _ => StatedOnly,
        };

    private static IEnumerable<string> Here(Frame frame, string runtime) =>
        frame
            .Rows.Select(row => row.Target)
            .Distinct()
            .Where(target => target.StartsWith(runtime + "-", StringComparison.Ordinal));

    /// <summary>As the target's name says it; those without a compiler's name in it tell nothing here.</summary>
    private static string Compiler(string target) => target.Split('-') is [_, var compiler, _] ? compiler : "";

    private static string Speed(Frame frame, string target) =>
        Estimates.GeometricMean(frame, Metric.ExecutionTime, frame.Programs, target, "native") is { } ratio
            ? Numbers.Text(ratio)
            : "not measured";

    private static string Known(IEnumerable<string> seen)
    {
        var all = string.Join(", ", seen.Distinct().Where(text => text.Length > 0));
        return all.Length == 0 ? StatedOnly : all;
    }
}
