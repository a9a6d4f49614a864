using Analysis.Estimates;

namespace Analysis.Content;

/// <param name="Unit">
/// The unit in the header; it decides what numbers are divided by. Null: each cell has its own.
/// </param>
/// <param name="Quiet">Whether the column is set in grey: it has earlier numbers, beside the measured ones.</param>
/// <param name="Brief">Whether intervals stand in the CSV alone, since they would fill the page.</param>
/// <param name="Name">The column's name in the CSV, with its unit; null: the header in snake_case.</param>
public sealed record Column(
    string Header,
    Scale? Unit = null,
    bool Numeric = true,
    bool Quiet = false,
    bool Brief = false,
    string? Name = null
)
{
    public string Name { get; } = Name ?? Header.ToLowerInvariant().Replace(' ', '_');

    public static Column Text(string header) => new(header, Numeric: false);
}

/// <summary>One cell: an estimate, its ratio to the row's baseline, or a word where there is neither.</summary>
public sealed record TableCell(string Word, Estimate? Estimate = null, Estimate? Ratio = null)
{
    private static readonly double[] Shades = [1.1, 1.5, 2, 5];

    public static TableCell Of(Estimate? estimate, string whyMissing = "-") => new(whyMissing, estimate);

    /// <summary>A cell that can have no value, such as the memory of a client where there is no client.</summary>
    public static TableCell None { get; } = new("-");

    /// <summary>How dark the cell is by its ratio: 0 is white.</summary>
    public int Shade => Ratio is null ? 0 : Shades.Count(limit => Ratio.Value > limit);

    public string Value(Column column) =>
        Estimate is null ? (Ratio is null ? Word : "")
        : column.Unit is { } unit ? Numbers.Value(Estimate, unit)
        : Numbers.Short(Estimate);

    public string Interval(Column column) =>
        Estimate is null ? "" : Numbers.Interval(Estimate, column.Unit ?? Scale.For(Estimate.Unit, Estimate.Value));

    /// <summary>The interval of a ratio that stands alone; beside an estimate there is no room for it.</summary>
    public string RatioInterval => Ratio is null || Estimate is not null ? "" : Numbers.Interval(Ratio);

    public string RatioText =>
        Ratio is null ? ""
        : RatioInterval.Length == 0 ? Numbers.Short(Ratio)
        : $"{Numbers.Short(Ratio)} ({RatioInterval})";
}

/// <param name="Rule">Whether the row begins a new group: a thin rule is drawn above it.</param>
public sealed record Row(IReadOnlyList<TableCell> Cells, bool Rule = false);

/// <summary>A table with its finding. Readers see it, and it holds the numbers under a figure.</summary>
/// <param name="Id">Unique on a page: the item's id in the report, such as T2.</param>
/// <param name="Notes">Sentences below the table that a reader must know: stand-ins, gaps, run and machine.</param>
public sealed record Table(
    string Id,
    string Title,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Row> Rows,
    IReadOnlyList<string> Notes
)
{
    /// <summary>How many rows a reader sees; the CSV has all of them.</summary>
    public int RowsShown { get; init; } = int.MaxValue;

    /// <summary>The rows that a reader sees.</summary>
    public IReadOnlyList<Row> Head => [.. Rows.Take(RowsShown)];

    /// <summary>How many rows are left out; empty: none.</summary>
    public string Rest => Rows.Count > RowsShown ? $"{RowsShown} of {Rows.Count} rows; the data have all." : "";

    /// <summary>
    /// The numbers in the units of the headers. The ends of intervals are in the columns
    /// <c>.._low</c> and <c>.._high</c>.
    /// </summary>
    public string Csv =>
        Measurement.Csv.Text([
            Columns.SelectMany((_, index) => Names(index)),
            .. Rows.Select(row => Columns.SelectMany((column, index) => Fields(row.Cells[index], column, index))),
        ]);

    /// <summary>The table as text, with aligned columns for a terminal.</summary>
    public override string ToString()
    {
        string[][] texts =
        [
            [.. Columns.Select(column => column.Unit is { } unit ? $"{column.Header}, {unit.Symbol}" : column.Header)],
            .. Head.Select(row => row.Cells.Select((cell, index) => Plain(cell, Columns[index])).ToArray()),
        ];
        int[] widths = [.. Columns.Select((_, index) => texts.Max(line => line[index].Length))];
        var lines = texts.Select(line =>
            string.Join(
                    "  ",
                    line.Select(
                        (text, index) =>
                            Columns[index].Numeric ? text.PadLeft(widths[index]) : text.PadRight(widths[index])
                    )
                )
                .TrimEnd()
        );
        return string.Join('\n', [Title, "", .. lines, "", .. new[] { Rest }.Where(rest => rest.Length > 0), .. Notes]);
    }

    /// <summary>Each row in words.</summary>
    internal IEnumerable<string> Lines =>
        Rows.Select(row =>
            string.Join(
                ", ",
                row.Cells.Select((cell, index) => $"{Columns[index].Header} {Plain(cell, Columns[index])}".Trim())
                    .Where(text => text.Length > 0)
            )
        );

    private IEnumerable<string> Names(int index)
    {
        var name = Columns[index].Name;
        return [.. Ends(name, WithEnds(index)), .. WithRatio(index) ? Ends(name + "_ratio", ends: true) : []];

        static string[] Ends(string name, bool ends) => ends ? [name, name + "_low", name + "_high"] : [name];
    }

    private bool WithEnds(int index) => Rows.Any(row => row.Cells[index].Estimate is { HasInterval: true });

    private bool WithRatio(int index) => Rows.Any(row => row.Cells[index].Ratio is not null);

    private IEnumerable<string> Fields(TableCell cell, Column column, int index)
    {
        var value = Fields(cell.Estimate, cell.Value(column), column.Unit?.Size ?? 1);
        return
        [
            .. WithEnds(index) ? value : value[..1],
            .. WithRatio(index) ? Fields(cell.Ratio, cell.RatioText, 1) : [],
        ];
    }

    private static string[] Fields(Estimate? estimate, string text, double size) =>
        estimate is { Bound: Bound.None } exact
            ?
            [
                Measurement.Csv.Number(exact.Value / size),
                Measurement.Csv.Number(exact.Lower / size ?? double.NaN),
                Measurement.Csv.Number(exact.Upper / size ?? double.NaN),
            ]
            : [text, "", ""];

    private static string Plain(TableCell cell, Column column)
    {
        var interval = cell.Interval(column) is { Length: > 0 } ends ? $"({ends})" : "";
        return string.Join(' ', new[] { cell.Value(column), interval, cell.RatioText }.Where(text => text.Length > 0));
    }
}
