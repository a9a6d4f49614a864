using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// Whether the vendor's command and our small host, two programs that use one library, agree in run time, and how much
/// they differ in the cost of a start. The item names a host and its command in turn.
/// </summary>
internal static class AgreementTable
{
    private sealed record Pair(string Name, string Host, string Command);

    public static Table Of(Shown shown)
    {
        var (frame, starter) = (shown.Frame, shown.Starter);
        Pair[] pairs =
        [
            .. shown
                .Targets.Chunk(2)
                .Select(pair => new Pair(
                    frame.FactsOf(pair[0]) is { } facts ? TargetsTable.InWords(facts.Mode) : pair[0],
                    pair[0],
                    pair[^1]
                )),
        ];
        return new(
            shown.Item.Id,
            $"The vendor's command to our host over the same library, with {frame.Interval}",
            [
                Column.Text("Quantity"),
                .. pairs.SelectMany(pair =>
                    new[]
                    {
                        new Column(pair.Name, Name: $"{pair.Name.ToLowerInvariant()}_ratio"),
                        Column.Text($"{pair.Name} command is"),
                    }
                ),
            ],
            [
                .. shown.Programs.Select(program =>
                    Cells($"run time of {frame.WithArguments(program)}", Metric.ExecutionTime, program)
                ),
                Line(
                    "run time, geometric mean",
                    Unit.Nanoseconds,
                    pair =>
                        Estimator.GeometricMean(frame, Metric.ExecutionTime, shown.Programs, pair.Command, pair.Host),
                    pair => frame.Why(shown.Programs, Metric.ExecutionTime, pair.Command, pair.Host)
                ),
                Cells("time to the first byte", Metric.StartupTime, starter) with
                {
                    Rule = true,
                },
                Cells("processor time of a start", Metric.ProcessorTime, starter),
                Cells("page faults of a start", Metric.PageFaults, starter),
                Cells("peak memory of a start", Metric.PeakMemory, starter),
            ],
            [
                $"The word says whether a difference matters: up to {Numbers.Percent(Equivalence.Margin)} is the same.",
                .. frame.GapsOn([.. shown.Programs, starter]),
            ]
        );

        Row Cells(string name, Metric metric, string workload) =>
            Line(
                name,
                metric.Unit,
                pair => Estimator.Ratio(frame, metric, workload, pair.Command, pair.Host),
                pair => frame.Why(workload, metric, pair.Command, pair.Host)
            );

        Row Line(string name, Unit unit, Func<Pair, Estimate?> ratio, Func<Pair, string> why) =>
            new([
                new(name),
                .. from pair in pairs
                let found = ratio(pair)
                from cell in new[]
                {
                    TableCell.Of(found, why(pair)),
                    new TableCell(found is null ? "-" : Equivalence.Compare(found).Word(unit)),
                }
                select cell,
            ]);
    }
}
