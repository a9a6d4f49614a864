using Measurement.Frames;

namespace Analysis;

/// <summary>
/// Where today differs from 2022: times relative to native (T6), since the machines differ, and memory as it is (T7).
/// The report gives no intervals, so only differences of a quarter and more are listed.
/// </summary>
public static class ChangesTable
{
    private const double Notable = 1.25;

    private sealed record Change(Item Item, string Cell, string Target, Estimate Old, Estimate Now)
    {
        public Estimate Factor { get; } =
            Now with
            {
                Value = Now.Value / Old.Value,
                Lower = Now.Lower / Old.Value,
                Upper = Now.Upper / Old.Value,
                Unit = Unit.Ratio,
            };

        /// <summary>The whole interval lies beyond; a bound or a single value by itself.</summary>
        public bool IsNotable =>
            Factor.HasInterval
                ? Factor.Lower > Notable || Factor.Upper < 1 / Notable
                : Factor.Value > Notable || (Factor.Bound == Bound.None && Factor.Value < 1 / Notable);
    }

    public static Table Of(Frame frame, Published published)
    {
        Change[] all =
        [
            .. from item in new[] { Item.T6, Item.T7 }
            from workload in frame.Programs
            from target in item.TargetsIn(frame)
            let row = ExecutionTimes.Row(frame, published, item, workload, target)
            where row is { Estimate: not null, Published: not null } && (item == Item.T7 || !Palette.IsNative(target))
            select new Change(item, Named(frame, published, item, workload), target, row.Published!, row.Estimate!),
        ];
        Change[] notable =
        [
            .. all.Where(change => change.IsNotable)
                .OrderByDescending(change => Math.Abs(Math.Log(change.Factor.Value))),
        ];
        return new(
            "changes",
            $"{notable.Length} of {all.Length} cells differ from 2022 by a quarter or more",
            [
                Column.Text("Program"),
                Column.Text("Target"),
                Column.Text("Quantity"),
                new("2022", Quiet: true, Name: "value_2022"),
                new("Here", Name: "value"),
                new("Here to 2022", Name: "factor"),
                Column.Text("Version here"),
            ],
            [
                .. notable.Select(change => new Row([
                    new(change.Cell),
                    new(change.Target),
                    new(change.Item == Item.T6 ? "time" : "memory"),
                    TableCell.Of(change.Old),
                    TableCell.Of(change.Now),
                    TableCell.Of(change.Factor),
                    new(TargetsTable.Version(frame, change.Target)),
                ])),
            ],
            [
                "Time: relative to native; memory: peak. A difference can come from the runtime's version, from the compiler of the modules, from the machine, from other arguments (then both are named), or from the report having run each cell once; the report states none of its versions, so the data cannot tell these apart.",
                frame.Footer,
            ]
        );
    }

    /// <summary>The program with its arguments, and the report's where they were others.</summary>
    private static string Named(Frame frame, Published published, Item item, string workload)
    {
        var old = published.Results.First(result => result.Item == item.Id && result.Workload == workload).Arguments;
        var here = frame.WithArguments(workload);
        return old.Length == 0 || here == $"{workload} {old}" ? here : $"{here} (2022: {old})";
    }
}
