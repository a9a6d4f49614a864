using Measurement.Frames;

namespace Analysis;

/// <summary>
/// Whether the vendor's command and our small host, two programs over one library, agree in run time, and how far apart
/// they are in what a start takes.
/// </summary>
public static class AgreementTable
{
    private sealed record Pair(string Mode, string Host, string Command);

    private static readonly Pair[] Pairs =
    [
        new("JIT", "wasmtime-jit", "wasmtime-cli-jit"),
        new("AOT", "wasmtime-aot", "wasmtime-cli-aot"),
    ];

    public static Table Of(Frame frame)
    {
        frame = frame.Only([.. Pairs.SelectMany(pair => new[] { pair.Host, pair.Command })]);
        return new(
            "wasmtime-cli",
            $"The vendor's command to our host over the same library, with {frame.Interval}",
            [
                Column.Text("Quantity"),
                .. Pairs.SelectMany(pair =>
                    new[]
                    {
                        new Column(pair.Mode, Name: $"{pair.Mode.ToLowerInvariant()}_ratio"),
                        Column.Text($"{pair.Mode} command is"),
                    }
                ),
            ],
            [
                .. frame.Programs.Select(program =>
                    Cells($"run time of {frame.WithArguments(program)}", Metric.ExecutionTime, program)
                ),
                Line(
                    "run time, geometric mean",
                    Unit.Nanoseconds,
                    pair =>
                        Estimates.GeometricMean(frame, Metric.ExecutionTime, frame.Programs, pair.Command, pair.Host),
                    _ => "not measured"
                ),
                Cells("time to the first byte", Metric.StartupTime, FrameExtensions.Startup) with
                {
                    Rule = true,
                },
                Cells("processor time of a start", Metric.ProcessorTime, FrameExtensions.Startup),
                Cells("page faults of a start", Metric.PageFaults, FrameExtensions.Startup),
                Cells("peak memory of a start", Metric.PeakMemory, FrameExtensions.Startup),
            ],
            [
                $"The word says whether a difference matters: up to {Numbers.Percent(Equivalence.Margin)} is the same.",
                .. frame.Gaps,
                frame.Footer,
            ]
        );

        Row Cells(string name, Metric metric, string workload) =>
            Line(
                name,
                metric.Unit,
                pair => Estimates.Ratio(frame, metric, workload, pair.Command, pair.Host),
                pair => frame.Why(workload, pair.Command)
            );
    }

    private static Row Line(string name, Unit unit, Func<Pair, Estimate?> ratio, Func<Pair, string> why) =>
        new([
            new(name),
            .. from pair in Pairs
            let found = ratio(pair)
            from cell in new[]
            {
                TableCell.Of(found, why(pair)),
                new TableCell(found is null ? "-" : Equivalence.Compare(found).Word(unit)),
            }
            select cell,
        ]);
}
