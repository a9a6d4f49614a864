namespace Analysis;

/// <summary>Lines of CSV (RFC 4180) for the data that a figure or table offers.</summary>
public static class Csv
{
    public static string Text(params IEnumerable<IEnumerable<string>> lines) =>
        string.Concat(lines.Select(line => string.Join(',', line.Select(Quoted)) + "\n"));

    /// <summary>A number with all digits that are worth keeping; empty for NaN.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R");

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
