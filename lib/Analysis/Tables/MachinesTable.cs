using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// How much a target loses against native on two machines: the geometric mean on each over the programs that both
/// finished with the same arguments, how many times the first one's the second one's is, and where they differ most.
/// </summary>
internal static class MachinesTable
{
    private const int Most = 2;

    public static Table Of(Shown shown)
    {
        var there = shown.Second;
        var machines = new TwoMachines(shown.Frame, there.Frame);
        var denominator = shown.SideOf(shown.Native);
        var programs = shown.Programs.Union(there.Programs).ToList();
        var lines = shown
            .TargetsOfMachines.Select(target =>
                (Target: target, Common: machines.Common(programs, shown.SideOf(target), denominator))
            )
            .ToList();
        return new(
            shown.Item.Id,
            $"{Numbers.Capital(shown.Quantity)} relative to native: geometric means on {shown.Machine} and on {there.Machine}",
            [
                Column.Text("Target"),
                new(shown.Machine, Name: "first_ratio"),
                new(there.Machine, Name: "second_ratio"),
                new("second over first", Name: "ratio_of_ratios"),
                Column.Text("differ most on"),
            ],
            [.. lines.Select(line => Line(line.Target, line.Common))],
            [
                "Each machine's ratios are taken within its own blocks. Means are over the programs that both finished with the same arguments.",
                .. lines
                    .Where(line => line.Common.Count < programs.Count)
                    .GroupBy(line => string.Join(", ", programs.Except(line.Common)), line => line.Target)
                    .Select(left => $"{string.Join(", ", left)}: without {left.Key}."),
                .. shown.GapsOfMachines,
            ]
        );

        Row Line(string target, IReadOnlyList<string> common)
        {
            var numerator = shown.SideOf(target);
            return new([
                new(target),
                Mean(shown.Frame),
                Mean(there.Frame),
                Cell(machines.RatioOfMeans(common, numerator, denominator)),
                new(common.Count == 0 ? Absence.NotMeasured : string.Join(", ", DifferMost(common, numerator))),
            ]);

            TableCell Mean(Frame frame) => Cell(Estimator.GeometricMean(frame, common, numerator, denominator));
        }

        IEnumerable<string> DifferMost(IReadOnlyList<string> common, Side numerator) =>
            (
                from program in common
                let times = machines.RatioOfMeans([program], numerator, denominator)
                orderby Math.Abs(Math.Log(times.Value)) descending
                select $"{program} {Numbers.Short(times)}"
            ).Take(Most);
    }

    private static TableCell Cell(Estimate? ratio) => new(Absence.NotMeasured, Ratio: ratio);
}
