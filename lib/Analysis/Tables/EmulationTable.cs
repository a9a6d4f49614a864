using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// How unevenly an emulator slows programs down: the medians of each program on two machines, and how many times the
/// second one's the first one's is. It is the one place where a time of one machine is divided by a time of another,
/// and it says something about the emulator alone.
/// </summary>
internal static class EmulationTable
{
    public static Table Of(Shown shown)
    {
        var machines = shown.Machines;
        var lines = (
            from program in shown.Programs
            from target in shown.Targets
            let medians = machines
                .Select(machine => Estimator.Median(machine.Frame, machine.Metric, program, target))
                .ToList()
            where shown.Frame.ArgumentsOf(program).SequenceEqual(shown.Second.Frame.ArgumentsOf(program))
            select (Program: program, Target: target, Medians: medians, Factor: Factor(medians[0], medians[1]))
        ).ToList();
        var native = lines
            .Where(line => shown.Frame.IsNative(line.Target) && line.Factor is not null)
            .OrderBy(line => line.Factor!.Value)
            .ToList();
        var emulator =
            shown.Second.Frame.Runs[0].Host.EmulatedBy ?? "a machine that differs in more than its processor";
        return new(
            shown.Item.Id,
            native.Count < 2
                ? "How much longer programs take on the second machine"
                : $"How unevenly {emulator} slows programs down: natively {native[0].Program} takes {Numbers.Short(native[0].Factor!)} its time on an {shown.Machine} machine, {native[^1].Program} {Numbers.Short(native[^1].Factor!)}",
            [
                Column.Text("Program"),
                Column.Text("Target"),
                new(shown.Machine, Name: "first_ns"),
                new(shown.Second.Machine, Name: "second_ns"),
                new("second over first", Name: "times"),
            ],
            [
                .. lines.Select(
                    (line, index) =>
                        new Row(
                            [
                                new(shown.Frame.WithArguments(line.Program)),
                                new(line.Target),
                                .. line.Medians.Zip(
                                    machines,
                                    (median, machine) =>
                                        TableCell.Of(median, machine.Frame.Why(line.Program, line.Target))
                                ),
                                TableCell.Of(line.Factor),
                            ],
                            Rule: index > 0 && lines[index - 1].Program != line.Program
                        )
                ),
            ],
            [
                $"Times are medians, the start included. The last column divides the medians of two machines. It is about {emulator}, and says nothing about ARM64 and x86-64.",
            ]
        );
    }

    private static Estimate? Factor(Estimate? first, Estimate? second) =>
        first is { Bound: Bound.None } && second is { Bound: Bound.None }
            ? new Estimate(
                second.Value / first.Value,
                null,
                null,
                null,
                Math.Min(first.Count, second.Count),
                Unit.Ratio,
                "ratio of two medians on two machines"
            )
            : null;
}
