using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// The same trees with other nodes and other allocators: how long they take, how many bytes and page faults a node costs.
/// A program that grows no tree is taken off each number.
/// </summary>
internal static class TreesTable
{
    private const string Empty = "-empty";

    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        var programs = shown
            .Item.Suites.SelectMany(suite => frame.ProgramsOf(suite))
            .Where(program => !program.Contains(Empty, StringComparison.Ordinal))
            .ToList();
        var lines = (
            from program in programs
            from target in shown.Targets
            where frame.RowsOf(program, target).Count > 0
            select (Program: program, Target: target)
        ).ToList();
        var first = programs.FirstOrDefault("");
        return new(
            shown.Item.Id,
            Finding(),
            [
                Column.Text("Nodes from"),
                Column.Text("Target"),
                new("time", Name: "time_ns"),
                new("relative to the first row", Name: "time_ratio"),
                new("bytes a node", Name: "node_bytes"),
                new("page faults for 1000 nodes", Name: "faults_of_1000"),
            ],
            [
                .. lines.Select(
                    (line, index) =>
                        new Row(
                            [
                                new(NameOf(line.Program)),
                                new(line.Target),
                                Cell(Net(Metric.ExecutionTime, line.Program, line.Target, 1)),
                                line == lines[0] ? TableCell.None : Cell(Ratio(line)),
                                Cell(Net(Metric.PeakMemory, line.Program, line.Target, Nodes)),
                                Cell(Net(Metric.PageFaults, line.Program, line.Target, Nodes / 1000)),
                            ],
                            Rule: index > 0 && lines[index - 1].Program != line.Program
                        )
                ),
            ],
            [
                $"Less what the same program takes without a tree, in the same blocks, with {frame.Interval}. Bytes: peak memory for each node of one tree, of which one is there at a time.",
            ]
        );

        Estimate? Net(Metric metric, string program, string target, double divisor) =>
            Blockwise.Of(
                frame,
                Both(metric, program, target),
                values => (values[0] - values[1]) / divisor,
                metric.Unit,
                "difference"
            );

        Estimate? Ratio((string Program, string Target) line) =>
            Blockwise.Of(
                frame,
                [
                    .. Both(Metric.ExecutionTime, line.Program, line.Target),
                    .. Both(Metric.ExecutionTime, first, shown.Native),
                ],
                values => (values[0] - values[1]) / (values[2] - values[3]),
                Unit.Ratio,
                "ratio of two differences"
            );

        static CellSide[] Both(Metric metric, string program, string target) =>
            [new(program, metric, target), new(EmptyOf(program), metric, target)];

        static TableCell Cell(Estimate? estimate) => TableCell.Of(estimate, Absence.NotMeasured);

        string Finding()
        {
            var compared = lines
                .Where(line => line.Program == first && !frame.IsNative(line.Target))
                .Select(line => (line.Target, Ratio: Ratio(line)))
                .Where(line => line.Ratio is not null)
                .OrderBy(line => line.Ratio!.Value)
                .FirstOrDefault();
            var pool = lines
                .Where(line =>
                    NameOf(line.Program).StartsWith("pool", StringComparison.Ordinal) && line.Target == compared.Target
                )
                .Select(line => (Wasm: Ratio(line), Native: Ratio((line.Program, shown.Native))))
                .FirstOrDefault();
            return compared.Ratio is null
                ? "The same trees with other nodes and other allocators"
                : $"With malloc, {compared.Target} takes {Numbers.Text(compared.Ratio)} of native's time"
                    + (
                        pool is { Wasm: { } wasm, Native: { } native }
                            ? $"; with one pool on both sides {Numbers.Short(wasm)} and native {Numbers.Short(native)} of that time"
                            : ""
                    );
        }
    }

    private const double Nodes = (2 << 17) - 1;

    private static string EmptyOf(string program) => $"{SuiteOf(program)}{Empty}-0-0";

    private static string SuiteOf(string program) => string.Join('-', program.Split('-').Take(2));

    private static string NameOf(string program) =>
        program.Split('-') is [_, var allocator, var more, ..]
            ? more == "0"
                ? allocator
                : $"{allocator}, {more} bytes more"
            : program;
}
