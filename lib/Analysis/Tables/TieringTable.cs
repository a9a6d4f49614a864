using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>
/// Whether a target's code gets faster while it runs, as it does where code is interpreted first and compiled when it is
/// hot: what a step takes early in a run, and what it takes late.
/// </summary>
internal static class TieringTable
{
    public static Table Of(Shown shown)
    {
        var (frame, varied) = (shown.Frame, new Varied(shown));
        // Without three programs there is no early and no late step.
        var points = varied.Points.Count < 3 ? [] : varied.Points;
        return new(
            shown.Item.Id,
            Finding(),
            [
                Column.Text("Target"),
                new("early", Name: "early_ns"),
                new("late", Name: "late_ns"),
                new("early relative to late", Name: "early_over_late"),
                new("longer than ahead of time, shortest run", Name: "more_at_first_ns"),
                new("longest run", Name: "more_at_last_ns"),
            ],
            [
                .. shown.RowsOf(target =>
                    [
                        Cell(target, Early(target)),
                        Cell(target, Late(target)),
                        Cell(target, Speedup(target)),
                        More(target, 0),
                        More(target, points.Count - 1),
                    ]
                ),
            ],
            [
                .. points.Count == 0
                    ? (string[])[]
                    :
                    [
                        $"Early: what each of the first {points[1].Place - points[0].Place:#,0} {shown.Item.Varied} takes, without the start; late: each of the last {points[^1].Place - points[^2].Place:#,0}.",
                    ],
                "Code that was compiled before the launch cannot change: where its early steps take longer, other things than its code do.",
                "The last columns: how much longer a target that compiles at the start takes than the same compiler ahead of time, in the same blocks. If it compiled only what is hot, the difference would grow with the run.",
            ]
        );

        Estimate? Early(string target) => Of(target, steps => steps.Early, shown.Metric.Unit, "time of a step");

        Estimate? Late(string target) => Of(target, steps => steps.Late, shown.Metric.Unit, "time of a step");

        Estimate? Speedup(string target) =>
            Of(target, steps => steps.Early / steps.Late, Unit.Ratio, "ratio of the times of a step");

        Estimate? Of(string target, Func<(double Early, double Late), double> compute, Unit unit, string what) =>
            points.Count == 0
                ? null
                : Blockwise.Of(
                    frame,
                    [.. points.Select(point => Side(point.Program, target))],
                    values => compute((Step(values, 0), Step(values, points.Count - 2))),
                    unit,
                    what
                );

        double Step(IReadOnlyList<double> values, int from) =>
            (values[from + 1] - values[from]) / (points[from + 1].Place - points[from].Place);

        TableCell More(string target, int point) =>
            points.Count > 0 && AheadOfTime(target) is { } ahead
                ? Cell(
                    target,
                    Blockwise.Difference(frame, Side(points[point].Program, target), Side(points[point].Program, ahead))
                )
                : TableCell.None;

        CellSide Side(string program, string target) => new(program, shown.Metric, target);

        TableCell Cell(string target, Estimate? estimate) => TableCell.Of(estimate, varied.Why(target));

        // The target that has the same code from the same compiler, made before the launch.
        string? AheadOfTime(string target) =>
            frame.FactsOf(target) is { Mode: Mode.Jit } jit
                ? frame
                    .Facts.FirstOrDefault(other =>
                        other is { Mode: Mode.Aot, Container: false }
                        && (other.Runtime, other.Compiler) == (jit.Runtime, jit.Compiler)
                    )
                    ?.Name
                : null;

        string Finding()
        {
            // Code that cannot change shows what differs between early and late steps for other reasons.
            var (variable, constant) = (Speedups(CanChange), Speedups(target => !CanChange(target)));
            var most = constant.Select(row => row.Speedup.Value).Append(1 + Equivalence.Margin).Max();
            var faster = variable.FindAll(row =>
                row.Speedup is { HasInterval: true, Lower: { } lower } && lower > most
            );
            return variable.Count == 0 ? "What a step takes early and late in a run"
                : faster.Count == 0
                    ? "No target's code gets faster while it runs by more than what code that cannot change seems to"
                : $"The code of {string.Join(", ", faster.Select(row => row.Target))} gets faster while it runs: early steps take {string.Join(", ", faster.Select(row => Numbers.Text(row.Speedup)))} as long as late ones; that of {string.Join(", ", variable.Except(faster).Select(row => row.Target))} does not";
        }

        bool CanChange(string target) => frame.FactsOf(target) is { Mode: Mode.Jit or Mode.Interpreter };

        List<(string Target, Estimate Speedup)> Speedups(Func<string, bool> among) =>
            [
                .. from target in shown.Targets.Where(among)
                let speedup = Speedup(target)
                where speedup is not null
                select (target, speedup),
            ];
    }
}
