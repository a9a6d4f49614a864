using Measurement.Frames;

namespace Analysis.Published;

/// <summary>
/// What a figure and its table show: a line of <c>items.csv</c>. An item of the 2022 report has the report's id, and is
/// shown beside the report's numbers.
/// </summary>
internal sealed record Item
{
    private const char Separator = ';';

    public required string Id { get; init; }
    public required string Section { get; init; }

    /// <summary>The name of the function that draws the item, in kebab case; empty: the item has no figure.</summary>
    public required string Figure { get; init; }

    /// <summary>The name of the function that lists the item; empty: the item has no table.</summary>
    public required string Table { get; init; }

    /// <summary>Quantities of <see cref="Published.Quantity"/>; the compared one is the first.</summary>
    public required string Metric { get; init; }
    public required string Suite { get; init; }

    /// <summary>The only program that the item shows; empty: every program of the suite.</summary>
    public required string Program { get; init; }

    /// <summary>
    /// What the programs of the suite vary, in words for an axis, such as <c>writes of 61 bytes</c>; empty: they are
    /// programs of their own.
    /// </summary>
    public required string Varied { get; init; }

    /// <summary>The target that the title is about; empty: all of them.</summary>
    public required string About { get; init; }

    /// <summary>Names of targets, and <c>every ..</c> for all targets of a kind that the runs have.</summary>
    public required string Targets { get; init; }

    /// <summary>What happens to a target that the runs were not asked for: <c>named</c> or <c>left out</c>.</summary>
    public required string Missing { get; init; }

    /// <summary>The report's tables that have numbers for the item; the first table that has a target counts.</summary>
    public required string Published { get; init; }

    /// <summary>What a reader must know about the report's numbers.</summary>
    public required string Note { get; init; }

    /// <summary>Whether the time of a program that only starts is taken off the compared quantity.</summary>
    public bool IsWithoutStart => List(Metric) is [var first, ..] && Quantity.IsWithoutStart(first);

    public IReadOnlyList<Metric> Metrics => [.. List(Metric).Select(Quantity.Named)];
    public IReadOnlyList<string> Suites => List(Suite);
    public IReadOnlyList<string> TargetNames => List(Targets);
    public IReadOnlyList<string> PublishedTables => List(Published);

    private static string[] List(string field) =>
        field.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
