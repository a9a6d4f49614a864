using System.Globalization;
using System.Text.Json;
using Analysis.Estimates;
using Measurement.Journals;

namespace Analysis.Exploring;

/// <summary>
/// Every comparison that the runs of a checkout allow: each quantity of each program and suite, between every two
/// targets. The explorer page selects from these numbers and computes none.
/// </summary>
internal sealed class Exploration
{
    private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web);
    private readonly IReadOnlyList<ExploredRuns> _all;

    internal Exploration(IReadOnlyList<ExploredRuns> all) => _all = all;

    /// <summary>
    /// This host's runs and the reference runs. A damaged run is left out, since the pages that need it say so.
    /// </summary>
    public static Exploration Of(RunStore store)
    {
        var local = store.OfHere().Select(run => run.Id).ToHashSet();
        return new([
            .. store
                .ByMachineAndSize()
                .Select(group => ExploredRuns.Load(group, group.All(run => local.Contains(run.Id)))),
        ]);
    }

    public bool IsEmpty => _all.Count == 0;

    /// <summary>
    /// For the page's script. A cell is <c>number|interval|count</c>, for a value with its unit and then the plain
    /// number; or <c>=</c> and why there is none. Semicolons separate the cells of a row, one for each target.
    /// </summary>
    public string Json =>
        JsonSerializer.Serialize(
            _all.Select(runs => new
            {
                runs.Title,
                runs.About,
                runs.Frame.Interval,
                Baseline = runs.Frame.Native,
                Targets = runs.Targets.Select(target => new { target.Name, target.Family }),
                Quantities = runs
                    .Columns.GroupBy(column => column.Choice)
                    .Select(columns => new
                    {
                        columns.Key.Name,
                        columns.Key.Words,
                        Columns = columns.Select(column => new
                        {
                            column.Name,
                            Values = Row(runs, column.Values, (value, target) => Value(runs, column, value, target)),
                            Ratios = column.Ratios.Select(row =>
                                Row(runs, row.Ratios, (ratio, target) => Ratio(ratio, row.Counts[target]))
                            ),
                        }),
                    }),
            }),
            Compact
        );

    /// <summary>The same numbers, one line each. A value has no baseline.</summary>
    public string Csv =>
        Measurement.Csv.Text([
            ["runs", "quantity", "on", "target", "baseline", "value", "low", "high", "bound", "unit", "count"],
            .. from runs in _all
            from column in runs.Columns
            from row in column.Ratios.Prepend(new("", column.Values, []))
            from cell in row.Ratios.Index()
            let target = runs.Targets[cell.Index].Name
            where cell.Item is not null && target != row.Baseline
            select Line(runs, column, target, row.Baseline, cell.Item),
        ]);

    private static string[] Line(
        ExploredRuns runs,
        ExploredColumn column,
        string target,
        string baseline,
        Estimate estimate
    ) =>
        [
            runs.Title,
            column.Choice.Name,
            column.Name,
            target,
            baseline,
            Digits(estimate.Value),
            Digits(estimate.Lower),
            Digits(estimate.Upper),
            Absence.Words(estimate.Bound),
            Absence.Words(estimate.Unit),
            $"{estimate.Count}",
        ];

    /// <summary>Six digits, more than any of these numbers is good for.</summary>
    private static string Digits(double? number) => number?.ToString("G6", CultureInfo.InvariantCulture) ?? "";

    private static string Row(
        ExploredRuns runs,
        IReadOnlyList<Estimate?> estimates,
        Func<Estimate?, int, string> cell
    ) => string.Join(';', runs.Targets.Select((_, target) => cell(estimates[target], target)));

    private static string Value(ExploredRuns runs, ExploredColumn column, Estimate? value, int target) =>
        value is not null ? $"{Numbers.Short(value)}|{Numbers.Interval(value)}|{Count(value)}|{Digits(value.Value)}"
        : column.Programs is [var program] ? $"={runs.Frame.Why(program, runs.Targets[target].Name)}"
        : "=no unit";

    private static string Ratio(Estimate? ratio, string count) =>
        ratio is null ? "" : $"{Numbers.Short(ratio).TrimEnd('x')}|{Numbers.Interval(ratio)}|{count}".TrimEnd('|');

    private static string Count(Estimate estimate) => Numbers.IsSampled(estimate) ? $"{estimate.Count}" : "";
}
