using System.Text.RegularExpressions;
using Measurement.Journals;

namespace Measurement.Tests.Published;

/// <summary>Checks what <c>data/README.md</c> says of each file: hand-written tables become wrong.</summary>
public sealed partial class DataReadmeTests
{
    private static readonly Repository Checkout = Repository.Find();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }

    public static TheoryData<string, IReadOnlyList<string>> Files =>
        new()
        {
            { "results.csv", HeaderOf("results.csv") },
            { "claims.csv", HeaderOf("claims.csv") },
            { "runtimes.csv", HeaderOf("runtimes.csv") },
            { "targets.csv", HeaderOf("targets.csv") },
            { "items.csv", HeaderOf("items.csv") },
            { "samples.csv", CsvFile<Sample>.Columns },
            { "artifacts.csv", CsvFile<Artifact>.Columns },
            { "lifecycle.csv", CsvFile<Lifecycle>.Columns },
            { "blocks.csv", CsvFile<FinishedBlock>.Columns },
            { "faults.csv", CsvFile<Fault>.Columns },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_readme_explains_every_column_in_its_order(string file, IReadOnlyList<string> columns) =>
        Assert.Equal(columns, ExplainedColumns(file));

    private static string[] HeaderOf(string published) =>
        File.ReadLines(Path.Combine(Checkout.Report2022, published)).First().Split(',');

    /// <summary>The names in the first column of the table after the paragraph that begins with the file.</summary>
    private static IEnumerable<string> ExplainedColumns(string file) =>
        File.ReadLines(Path.Combine(Checkout.Root, "data", "README.md"))
            .SkipWhile(line => !line.StartsWith($"`{file}`", StringComparison.Ordinal))
            .SkipWhile(line => !line.StartsWith('|'))
            .TakeWhile(line => line.StartsWith('|'))
            .SelectMany(line => Quoted.Matches(line.Split('|')[1]))
            .Select(match => match.Groups[1].Value);
}
