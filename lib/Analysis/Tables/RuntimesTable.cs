using Analysis.Content;
using Analysis.Estimates;
using Analysis.Published;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>T1: the report's statements about its runtimes, beside what running them here showed.</summary>
internal static class RuntimesTable
{
    private sealed record Runtime(string Name, string Heading, IReadOnlyList<TargetFacts> Measured);

    /// <summary>What a run says about an aspect, and what that is called.</summary>
    private sealed record Check(string Name, Func<Shown, Runtime, PublishedStatement, IEnumerable<string>> See);

    /// <summary>The aspects that a run can say something about. Where the report says speed, we show times.</summary>
    private static readonly Dictionary<string, Check> Checked = new()
    {
        ["compilers"] = new(
            "compilers",
            (_, runtime, _) => runtime.Measured.Select(target => target.Compiler).OfType<string>()
        ),
        ["modes"] = new(
            "modes",
            (_, runtime, _) => runtime.Measured.Select(target => TargetsTable.InWords(target.Mode))
        ),
        ["WASI"] = new(
            "WASI",
            (shown, runtime, _) => [TargetsTable.Passed(shown, [.. runtime.Measured.Select(target => target.Name)])]
        ),
        ["speed run directly"] = new("time run directly", Time),
        ["speed of AOT"] = new("time after AOT", Time),
    };

    public static Table Of(Shown shown)
    {
        var statements = shown.Report.Statements.Where(statement => statement.Item == shown.Item.Id).ToList();
        var measured = shown.Frame.MeasuredCells.Select(cell => cell.Target).ToHashSet();
        Runtime[] runtimes =
        [
            .. statements
                .DistinctBy(statement => statement.Runtime)
                .Select(statement => new Runtime(
                    statement.Runtime,
                    statement.Name,
                    [.. shown.Frame.Facts.Where(target => IsOf(target, statement) && measured.Contains(target.Name))]
                )),
        ];
        var frame = shown.Frame.Only([
            .. shown
                .Frame.Facts.Where(target => target.IsNative || statements.Exists(stated => IsOf(target, stated)))
                .Select(target => target.Name),
        ]);
        var rows = statements
            .GroupBy(statement => statement.Aspect)
            .SelectMany(aspect =>
                (Row[])
                    [
                        Line(aspect.Key, "2022", runtime => Stated(aspect, runtime)?.Statement ?? "not stated") with
                        {
                            Rule = true,
                        },
                        .. Checked.TryGetValue(aspect.Key, out var check)
                            ?
                            [
                                Line(
                                    check.Name,
                                    "this run",
                                    runtime =>
                                        Seen(
                                            Stated(aspect, runtime) is { } stated
                                                ? check.See(shown, runtime, stated)
                                                : []
                                        )
                                ),
                            ]
                            : (Row[])[],
                    ]
            );
        var versions = Line(
            "version",
            "this run",
            runtime => Seen(runtime.Measured.Select(target => frame.VersionOf(target.Name)))
        ) with
        {
            Rule = true,
        };
        return new(
            shown.Item.Id,
            "What the report states of the runtimes, and what was seen",
            [Column.Text("Aspect"), Column.Text("Source"), .. runtimes.Select(runtime => Column.Text(runtime.Heading))],
            [.. rows, versions],
            [
                $"This run: what was seen in it. Times are relative to native: above 1x is slower; {MeansOf(shown).Words}, with {frame.Interval}. "
                    + $"An aspect without such a row was not checked. {shown.Item.Note} The report does not state versions.",
                .. MeansOf(shown).Notes,
                .. frame.GapsOn(Programs(shown)),
            ]
        );

        Row Line(string aspect, string source, Func<Runtime, string> cell) =>
            new([new(aspect), new(source), .. runtimes.Select(runtime => new TableCell(cell(runtime)))]);
    }

    private static bool IsOf(TargetFacts target, PublishedStatement statement) =>
        target.IsWasm && target.Runtime == statement.Runtime;

    private static PublishedStatement? Stated(IEnumerable<PublishedStatement> aspect, Runtime runtime) =>
        aspect.FirstOrDefault(statement => statement.Runtime == runtime.Name);

    /// <summary>The programs that the times are about: those of the item's first suite.</summary>
    private static IReadOnlyList<string> Programs(Shown shown) => shown.Frame.ProgramsOf(shown.Item.Suites[0]);

    private static IEnumerable<string> Time(Shown shown, Runtime runtime, PublishedStatement statement) =>
        shown.Targets.Contains(shown.Report.Today(statement.Target))
        && MeansOf(shown).Of(shown.Report.Today(statement.Target)) is { } mean
            ? [Numbers.Text(mean)]
            : [];

    /// <summary>The means of the targets whose speed the report states.</summary>
    private static Means MeansOf(Shown shown) =>
        new(
            shown,
            shown
                .Report.Statements.Where(said => said.Target.Length > 0)
                .Select(said => shown.Report.Today(said.Target)),
            Programs(shown)
        );

    private static string Seen(IEnumerable<string> seen)
    {
        var all = string.Join(", ", seen.Distinct());
        return all.Length == 0 ? "not seen" : all;
    }
}
