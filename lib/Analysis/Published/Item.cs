using Measurement.Frames;

namespace Analysis.Published;

/// <summary>
/// What a figure and its table show: a line of <c>items.csv</c>. The 2022 report's own items have its ids and stand
/// beside its numbers.
/// </summary>
internal sealed record Item
{
    private const char Separator = ';';

    public required string Id { get; init; }
    public required string Section { get; init; }

    /// <summary>The function that draws it, in kebab case; empty: it has no figure.</summary>
    public required string Figure { get; init; }

    /// <summary>The function that lists it; empty: it has no table.</summary>
    public required string Table { get; init; }

    /// <summary>Quantities of <see cref="Quantity"/>, the compared one first.</summary>
    public required string Metric { get; init; }
    public required string Suite { get; init; }

    /// <summary>Empty: every program of the suite.</summary>
    public required string Program { get; init; }

    /// <summary>Names, and <c>every ..</c> for all of a kind that the runs have.</summary>
    public required string Targets { get; init; }

    /// <summary>An item whose targets <c>every ..</c> leaves out.</summary>
    public required string Except { get; init; }

    /// <summary>What becomes of a named target that the runs were not asked for: <c>named</c> or <c>left out</c>.</summary>
    public required string Missing { get; init; }

    /// <summary>The report's tables with such numbers; the first that has a target counts.</summary>
    public required string Published { get; init; }

    /// <summary>What a reader must know of it.</summary>
    public required string Note { get; init; }

    public IReadOnlyList<Metric> Metrics => [.. List(Metric).Select(Quantity.Named)];
    public IReadOnlyList<string> Suites => List(Suite);
    public IReadOnlyList<string> TargetNames => List(Targets);
    public IReadOnlyList<string> PublishedTables => List(Published);

    private static string[] List(string field) =>
        field.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
