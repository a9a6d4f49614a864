using Analysis.Estimates;
using Analysis.Published;
using Measurement;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>An item together with the runs of a frame. Every figure and table is computed from it alone.</summary>
internal sealed class Shown
{
    private readonly Frame _all;

    public Shown(Frame frame, PublishedReport report, Item item)
    {
        (_all, Report, Item) = (frame, report, item);
        Targets = TargetsOf(item);
        Frame = frame.Only([.. Targets]);
        Programs = frame.ProgramsOf([.. item.Suites]);
    }

    /// <summary>The same item on another machine, which the question compares this one with; null: none.</summary>
    public Shown? Beside { get; init; }

    /// <summary>The item on the other machine.</summary>
    /// <exception cref="UsageException">There is none; the message says how to give one.</exception>
    public Shown Second =>
        Beside
        ?? throw new UsageException(
            $"{Item.Id} compares two machines: ask a report for it that has another beside it, report.Beside(other)."
        );

    /// <summary>The item on both machines.</summary>
    /// <exception cref="UsageException">There is no second one; the message says how to give one.</exception>
    public IReadOnlyList<Shown> Machines => [this, Second];

    /// <summary>The targets that are compared with native on one machine or the other.</summary>
    public IReadOnlyList<string> TargetsOfMachines =>
        [
            .. Machines
                .SelectMany(machine => machine.Targets.Where(target => !machine.Frame.IsNative(target)))
                .Distinct(),
        ];

    /// <summary>The gaps of both machines, each with its machine.</summary>
    public IEnumerable<string> GapsOfMachines =>
        Machines.SelectMany(machine => machine.Gaps.Select(gap => $"{machine.Machine}: {gap}"));

    public PublishedReport Report { get; }
    public Item Item { get; }

    /// <summary>The runs, as if they had been asked for the item's targets alone.</summary>
    public Frame Frame { get; }

    /// <summary>The item's targets in the order of all figures and tables, measured or not.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Every program of the item's suite, sorted by name.</summary>
    public IReadOnlyList<string> Programs { get; }

    /// <summary>Which programs the means of the item's targets are over.</summary>
    public Means Means => field ??= new(this, Targets, Programs);

    /// <summary>A row for each target: its name, then its cells, with a rule where a group of targets begins.</summary>
    public IReadOnlyList<Row> RowsOf(Func<string, IEnumerable<TableCell>> cells) =>
        [
            .. Targets.Select(target => new Row(
                [new(target), .. cells(target)],
                Rule: Frame.BeginsGroup(Targets, target)
            )),
        ];

    /// <summary>The target that has the least of an estimate; null: none has one.</summary>
    /// <param name="among">Which targets are compared.</param>
    public (string Target, Estimate Estimate)? Least(Func<string, bool> among, Func<string, Estimate?> estimate) =>
        Estimated(among, estimate).OrderBy(each => each?.Estimate.Value).FirstOrDefault();

    /// <summary>The target that has the most of an estimate; null: none has one.</summary>
    /// <param name="among">Which targets are compared.</param>
    public (string Target, Estimate Estimate)? Most(Func<string, bool> among, Func<string, Estimate?> estimate) =>
        Estimated(among, estimate).OrderByDescending(each => each?.Estimate.Value).FirstOrDefault();

    private IEnumerable<(string Target, Estimate Estimate)?> Estimated(
        Func<string, bool> among,
        Func<string, Estimate?> estimate
    ) =>
        from target in Targets.Where(among)
        let known = estimate(target)
        where known is not null
        select ((string, Estimate)?)(target, known);

    /// <summary>The item's only program.</summary>
    public string Program => Item.Program;

    /// <summary>The quantity that the item compares.</summary>
    public Metric Metric => Item.Metrics[0];

    /// <summary>The compared quantity in words.</summary>
    public string Quantity => Item.IsWithoutStart ? $"{Metric.Name} without the start" : Metric.Name;

    /// <summary>The compared quantity of a target, of several their geometric mean.</summary>
    public Side SideOf(params IReadOnlyList<string> targets) =>
        new(Metric, targets) { Without = Item.IsWithoutStart ? Starter : "" };

    /// <summary>Whether values are shown relative to native: times are, memory is shown in bytes.</summary>
    public bool IsRelative => Metric.Unit == Unit.Nanoseconds;

    public string Native => _all.Native;

    /// <summary>The program whose first statement writes one byte.</summary>
    public string Starter => _all.Starter;

    /// <summary>
    /// The facts of every target of the runs. A family without a place gets its colour from
    /// them, the same on every page.
    /// </summary>
    public IReadOnlyList<TargetFacts> AllFacts => _all.Facts;

    /// <summary>Another item on the same runs.</summary>
    public Shown Of(string id) => new(_all, Report, Report.Item(id));

    /// <summary>The machine in a word or two: its architecture, and whether it is emulated.</summary>
    public string Machine =>
        Frame.Runs[0].Host is var host && host.EmulatedBy is null
            ? host.Architecture
            : $"{host.Architecture}, emulated";

    /// <summary>For titles, which get quoted alone: names an emulated machine; empty: it is a real one.</summary>
    public string OnEmulated => Frame.Runs[0].Host.EmulatedBy is null ? "" : $", on {Machine}";

    /// <summary>For titles: that the arguments are smaller than the report's; empty: they are the report's.</summary>
    public string WithSmallArguments => HasReportsArguments ? "" : ", with small arguments";

    /// <summary>Whether the programs had the report's arguments.</summary>
    public bool HasReportsArguments => Frame.Runs.All(run => run.Plan.Size == Plan.Report.Size);

    /// <summary>
    /// A sentence about the targets that were measured in another run than most, beside a native of their own; none: all
    /// are of one run.
    /// </summary>
    public IEnumerable<string> OtherRuns =>
        from run in (
            from row in Frame.Rows
            where row.Phase == Phase.Measured && Targets.Contains(row.Target) && !Frame.IsNative(row.Target)
            group row by row.Target into target
            group target.Key by target.Last().Run into targets
            orderby targets.Count() descending
            select targets
        ).Skip(1)
        select $"{string.Join(", ", Targets.Where(run.Contains))}: of another run, relative to its own native.";

    /// <summary>Sentences about the item's programs and targets that have no value, or too few samples.</summary>
    public IReadOnlyList<string> Gaps => Frame.GapsOn([.. Program.Length > 0 ? [Program] : Programs]);

    private IReadOnlyList<string> TargetsOf(Item item)
    {
        var known = _all.Facts;
        return
        [
            .. item
                .TargetNames.SelectMany(name =>
                    name.Split(' ') is ["every", var kind]
                        ? known.Where(target => IsOf(target, kind)).Select(target => target.Name)
                        : Named(name)
                )
                .Distinct(),
        ];

        IEnumerable<string> Named(string name) =>
            item.Missing == "named" || known.Any(target => target.Name == name) ? [name] : [];
    }

    private static bool IsOf(TargetFacts target, string kind) =>
        kind switch
        {
            "target" => true,
            "wasm" => target.IsWasm,
            "far" => target.IsWasm && !(target.NearNative ?? target.Mode != Mode.Interpreter),
            _ => target.IsWasm && kind.Equals(target.Mode.ToString(), StringComparison.OrdinalIgnoreCase),
        };
}
