using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;
using Measurement.Trials;

namespace Analysis.Tables;

/// <summary>System calls of a program that prints many lines, and what they predict of its time.</summary>
internal static class PrintingTables
{
    private const string AsItIs = "fasta-as-is";
    private const string Buffered = "fasta-buffered";

    public static Table Calls(IReadOnlyList<SystemCallCount> counts)
    {
        var most = counts.Where(count => IsOf(AsItIs, count)).MaxBy(count => count.Writes);
        var fewest = counts.Where(count => IsOf(AsItIs, count)).MinBy(count => count.Writes);
        return new(
            "system-calls",
            most is null || fewest is null
                ? "How often fasta calls the system"
                : $"For the same output fasta writes {most.Writes:#,0} times {Under(most.Target)}, and {fewest.Writes:#,0} times {Under(fewest.Target)}",
            [
                Column.Text("Target"),
                new("writes", Name: "writes"),
                new("all system calls", Name: "calls"),
                new("writes, with a buffer of its own", Name: "buffered_writes"),
                new("all system calls, with the buffer", Name: "buffered_calls"),
                Column.Text("Version"),
            ],
            [
                .. from target in counts.GroupBy(count => count.Target)
                let plain = target.FirstOrDefault(count => IsOf(AsItIs, count))
                let buffered = target.FirstOrDefault(count => IsOf(Buffered, count))
                select new Row([
                    new(target.Key),
                    Count(plain?.Writes),
                    Count(plain?.Calls),
                    Count(buffered?.Writes),
                    Count(buffered?.Calls),
                    new(target.First().Version),
                ]),
            ],
            [
                $"Counted by strace, in one launch each{(counts.Count == 0 ? "" : $", on {counts[0].Machine}")}. The other system calls are those of the runtime.",
            ]
        );

        static string Under(string target) => target == Plan.Quick.Baseline ? "natively" : $"under {target}";

        static TableCell Count(long? count) =>
            count is { } known ? TableCell.Of(Estimator.Exact(known, Unit.Count)) : new(Absence.NotMeasured);
    }

    public static Table Prediction(Shown shown, IReadOnlyList<SystemCallCount> counts)
    {
        var (frame, varied) = (shown.Frame, new Varied(shown));
        var (plain, buffered) = (ProgramOf(AsItIs), ProgramOf(Buffered));
        var rows = shown
            .Targets.Where(target => !frame.IsContainer(target))
            .Select(target =>
            {
                var more = WritesOf(plain, target) - WritesOf(buffered, target);
                return (
                    Target: target,
                    More: more,
                    Measured: Estimator.Median(frame, shown.Metric, plain, target),
                    Buffered: Estimator.Median(frame, shown.Metric, buffered, target),
                    Predicted: more is null ? null : Predicted(target, more.Value),
                    Ratio: more is null ? null : OverPredicted(target, more.Value)
                );
            })
            .ToList();
        return new(
            "prediction",
            Finding(),
            [
                Column.Text("Target"),
                new("with a buffer", Name: "buffered_ns"),
                new("writes more without", Name: "more_writes"),
                new("each costs", Name: "write_ns"),
                new("predicted", Name: "predicted_ns"),
                new("measured", Name: "measured_ns"),
                new("measured over predicted", Name: "measured_over_predicted"),
            ],
            [
                .. rows.Select(row => new Row([
                    new(row.Target),
                    Cell(row.Buffered),
                    row.More is { } more ? TableCell.Of(Estimator.Exact(more, Unit.Count)) : new("not counted"),
                    Cell(varied.Slope(row.Target)),
                    Cell(row.Predicted),
                    Cell(row.Measured),
                    Cell(row.Ratio),
                ])),
            ],
            [
                $"Predicted: what fasta takes with a buffer of its own, and for each further write the slope of the line over {shown.Item.Varied}, in each block. The last column compares within the blocks, with {frame.Interval}.",
            ]
        );

        string ProgramOf(string suite) => frame.ProgramsOf(suite).FirstOrDefault(suite);

        long? WritesOf(string program, string target) =>
            counts.FirstOrDefault(count => count.Target == target && count.Workload == program)?.Writes;

        Estimate? Predicted(string target, long more) =>
            varied.With(
                target,
                [buffered],
                (line, others) => others[0] + (more * line.Slope),
                shown.Metric.Unit,
                "prediction"
            );

        Estimate? OverPredicted(string target, long more) =>
            varied.With(
                target,
                [buffered, plain],
                (line, others) => others[1] / (others[0] + (more * line.Slope)),
                Unit.Ratio,
                "measured over predicted"
            );

        static TableCell Cell(Estimate? estimate) => TableCell.Of(estimate, Absence.NotMeasured);

        string Finding()
        {
            var slowest = rows.Where(row => row is { Measured: not null, Predicted: not null })
                .OrderByDescending(row => row.Measured!.Value)
                .FirstOrDefault();
            if (slowest is not { Measured: { } measured, Predicted: { } predicted, Ratio: { HasInterval: true } ratio })
            {
                return "What fasta should take by the cost of a write, and what it takes";
            }
            return $"fasta under {slowest.Target}: predicted {Numbers.Text(predicted)}, measured {Numbers.Text(measured)}, which is {Numbers.Text(ratio)} the predicted time: "
                + (
                    ratio.Lower <= 1 && 1 <= ratio.Upper
                        ? "the cost of its writes explains it"
                        : "this cost of a write does not explain it"
                );
        }
    }

    private static bool IsOf(string suite, SystemCallCount count) =>
        count.Workload.StartsWith(suite, StringComparison.Ordinal);
}
