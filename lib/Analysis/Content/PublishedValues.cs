using Analysis.Estimates;
using Analysis.Published;
using Measurement.Frames;

namespace Analysis.Content;

/// <summary>
/// The 2022 report's numbers, which are shown beside today's. They are estimates without an
/// interval: the report has none.
/// </summary>
internal static class PublishedValues
{
    public const string WallS = "wall_s";
    public const string ProgramMemory = "program_memory_mb";
    public const string ContainerMemory = "container_memory_mb";

    extension(Shown shown)
    {
        /// <summary>The report's table that the item is about: the first one that it names.</summary>
        public string PublishedTable => shown.Item.PublishedTables[0];

        /// <summary>The target whose number in the item's own table is shown beside this target; null: none.</summary>
        public string? Counterpart(string target) => shown.Report.Counterpart(shown.PublishedTable, target);

        /// <summary>A number in the item's own table.</summary>
        public Estimate? In2022(string program, string target, string metric) =>
            Value(shown.Report, shown.PublishedTable, program, shown.Counterpart(target), metric);

        /// <summary>The ratio to native in the item's own table.</summary>
        public Estimate? RatioIn2022(string program, string target) =>
            Ratio(shown, shown.PublishedTable, program, shown.Counterpart(target));

        /// <summary>
        /// The report's number for what the item compares: a ratio to native, or bytes. The first
        /// table that has one counts.
        /// </summary>
        public Estimate? In2022(string program, string target) =>
            shown
                .Item.PublishedTables.Select(table => (Table: table, Target: shown.Report.Counterpart(table, target)))
                .Select(old =>
                    shown.IsRelative
                        ? Ratio(shown, old.Table, program, old.Target)
                        : Value(shown.Report, old.Table, program, old.Target, ProgramMemory)
                )
                .FirstOrDefault(found => found is not null);
    }

    /// <remarks>The report writes MB and means MiB: it divides the kernel's KiB by 1024.</remarks>
    private static Estimate? Value(
        PublishedReport report,
        string table,
        string program,
        string? target,
        string metric
    ) =>
        report.Find(table, program, target, metric) is not { } found ? null
        : metric == WallS ? Exact(found.Value * 1e9, Unit.Nanoseconds, found.Bound)
        : Exact(found.Value * (1 << 20), Unit.Bytes, found.Bound);

    /// <remarks>A table that was published as ratios has one for each architecture, which ends its name.</remarks>
    private static Estimate? Ratio(Shown shown, string table, string program, string? target) =>
        shown.Report.Find(table, program, target, PublishedResult.RatioToNative) is { } published
            ? table.EndsWith($"-{shown.Frame.Runs[0].Host.Architecture}", StringComparison.Ordinal)
                ? Exact(published.Value, Unit.Ratio, published.Bound)
                : null
            : RatioOfTimes(shown, table, program, target);

    private static Estimate? RatioOfTimes(Shown shown, string table, string program, string? target) =>
        (Value(shown.Report, table, program, target, WallS), Value(shown.Report, table, program, shown.Native, WallS))
            is ({ } numerator, { } native)
            ? numerator with
            {
                Value = numerator.Value / native.Value,
                Unit = Unit.Ratio,
            }
            : null;

    private static Estimate Exact(double value, Unit unit, PublishedBound bound) =>
        new(
            value,
            null,
            null,
            null,
            1,
            unit,
            "published in 2022",
            bound switch
            {
                PublishedBound.Lower => Bound.AtLeast,
                PublishedBound.Upper => Bound.AtMost,
                _ => Bound.None,
            }
        );
}
