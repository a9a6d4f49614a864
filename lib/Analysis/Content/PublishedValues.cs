using Analysis.Estimates;
using Analysis.Published;
using Measurement.Frames;

namespace Analysis.Content;

/// <summary>The 2022 report's numbers beside today's: estimates without an interval, since it had none.</summary>
internal static class PublishedValues
{
    public const string WallS = "wall_s";
    public const string ProgramMemory = "program_memory_mb";
    public const string ContainerMemory = "container_memory_mb";

    extension(Shown shown)
    {
        /// <summary>The report's table that the item is.</summary>
        public string PublishedTable => shown.Item.PublishedTables[0];

        /// <summary>Whose number of the item's own table stands beside a target.</summary>
        public string? Counterpart(string target) =>
            shown.Report.Counterpart(shown.PublishedTable, target, shown.Targets);

        /// <summary>A number of the item's own table.</summary>
        public Estimate? In2022(string program, string target, string metric) =>
            Value(shown.Report, shown.PublishedTable, program, shown.Counterpart(target), metric);

        /// <summary>The ratio to native of the item's own table.</summary>
        public Estimate? RatioIn2022(string program, string target) =>
            Ratio(shown, shown.PublishedTable, program, shown.Counterpart(target));

        /// <summary>The report's number for what the item compares: its ratio to native, or its bytes.</summary>
        public Estimate? In2022(string program, string target) =>
            shown
                .Item.PublishedTables.Select(table =>
                    (Table: table, Target: shown.Report.Counterpart(table, target, shown.Targets))
                )
                .Select(old =>
                    shown.IsRelative
                        ? Ratio(shown, old.Table, program, old.Target)
                        : Value(shown.Report, old.Table, program, old.Target, ProgramMemory)
                )
                .FirstOrDefault(found => found is not null);
    }

    /// <remarks>What the report calls MB are MiB: it divides the kernel's KiB by 1024.</remarks>
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

    private static Estimate? Ratio(Shown shown, string table, string program, string? target) =>
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
