using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// Where today's numbers differ from those of 2022, in the cells of the report's tables that the item names. Times are
/// relative to native, since the machines differ; memory is in bytes. The report gives no intervals, so only
/// differences of a quarter and more are listed.
/// </summary>
internal static class ChangesTable
{
    private const double Notable = 1.25;
    private const int MostRows = 12;

    private sealed record Change(string Program, string Target, bool IsTime, Estimate Old, Estimate Now)
    {
        public Estimate Factor { get; } =
            Now with
            {
                Value = Now.Value / Old.Value,
                Lower = Now.Lower / Old.Value,
                Upper = Now.Upper / Old.Value,
                Unit = Unit.Ratio,
            };

        /// <summary>Whether the whole interval, or a value without an interval, differs by a quarter or more.</summary>
        public bool IsNotable =>
            Factor.HasInterval
                ? Factor.Lower > Notable || Factor.Upper < 1 / Notable
                : Factor.Value > Notable || (Factor.Bound == Bound.None && Factor.Value < 1 / Notable);
    }

    public static Table Of(Shown shown)
    {
        Change[] all =
        [
            .. from table in shown.Item.PublishedTables
            let item = shown.Of(table)
            from program in item.Programs
            from target in item.Targets
            let row = item.Compare(program, target)
            where row is { Estimate: not null, In2022: not null }
            where !item.IsRelative || !item.Frame.IsNative(target)
            select new Change(Named(item, program), target, item.IsRelative, row.In2022!, row.Estimate!),
        ];
        Change[] notable =
        [
            .. all.Where(change => change.IsNotable)
                .OrderByDescending(change => Math.Abs(Math.Log(change.Factor.Value))),
        ];
        return new(
            shown.Item.Id,
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
                    new(change.Program),
                    new(change.Target),
                    new(change.IsTime ? "time" : "memory"),
                    TableCell.Of(change.Old),
                    TableCell.Of(change.Now),
                    TableCell.Of(change.Factor),
                    new(shown.Frame.VersionOf(change.Target)),
                ])),
            ],
            [
                "Time: relative to native; memory: peak. A difference can come from the runtime's version, from the compiler of the modules, from the machine, from other arguments (then both are named), or from the report having run each cell once; the report states none of its versions, so the data cannot tell these apart.",
            ]
        )
        {
            RowsShown = MostRows,
        };
    }

    /// <summary>The program with its arguments, and with the report's arguments where those were different.</summary>
    private static string Named(Shown item, string program)
    {
        var old = item
            .Report.Results.FirstOrDefault(result => result.Item == item.Item.Id && result.Workload == program)
            ?.Arguments;
        var here = item.Frame.WithArguments(program);
        return old is null or "" || here == $"{program} {old}" ? here : $"{here} (2022: {old})";
    }
}
