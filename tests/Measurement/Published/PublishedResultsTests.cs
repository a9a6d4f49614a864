using System.Text.RegularExpressions;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Tests.Published;

/// <summary>The numbers of the 2022 report: complete, unambiguous, in the project's words.</summary>
public sealed partial class PublishedResultsTests
{
    private sealed record Result
    {
        public string Item { get; set; } = "";
        public string Section { get; set; } = "";
        public string Workload { get; set; } = "";
        public string Arguments { get; set; } = "";
        public string Target { get; set; } = "";
        public string Metric { get; set; } = "";
        public double Value { get; set; }
        public string Bound { get; set; } = "";
        public string Source { get; set; } = "";
        public string Note { get; set; } = "";
    }

    private static readonly Repository Checkout = Repository.Find();

    private static readonly IReadOnlyList<Result> Results = CsvFile<Result>.Read(
        Path.Combine(Checkout.Report2022, "results.csv")
    );

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase { get; }

    [Theory]
    [InlineData("T2", 7)]
    [InlineData("T3", 4)]
    [InlineData("T4", 7)]
    [InlineData("T5", 13)]
    [InlineData("T6", 36)]
    [InlineData("T7", 36)]
    [InlineData("T8", 36)]
    [InlineData("T9", 36)]
    public void Every_printed_value_of_a_measured_table_is_present(string item, int values) =>
        Assert.Equal(values, Results.Count(result => result.Item == item));

    [Fact]
    public void A_value_stands_once() =>
        Assert.Distinct(Results.Select(result => (result.Item, result.Workload, result.Target, result.Metric)));

    [Fact]
    public void A_value_is_positive_and_says_what_it_bounds() =>
        Assert.All(
            Results,
            result =>
            {
                Assert.True(result.Value > 0);
                Assert.Contains(result.Bound, (string[])["exact", "lower", "upper"]);
                Assert.Contains(
                    result.Metric,
                    (string[])["wall_s", "program_memory_mb", "container_memory_mb", "ratio_to_native"]
                );
                Assert.Matches(KebabCase, result.Target);
                Assert.NotEmpty(result.Source);
                Assert.NotEmpty(result.Note);
            }
        );

    [Fact]
    public void What_the_clock_could_not_resolve_is_an_upper_bound() =>
        Assert.Equal(
            ("T3", "wasmedge-aot", 0.01),
            Results.Where(result => result.Bound == "upper").Select(r => (r.Item, r.Target, r.Value)).Single()
        );

    [Fact]
    public void What_still_ran_at_the_limit_is_a_lower_bound() =>
        Assert.Equal(
            [("T4", "wasmedge-interpreter", 100), ("T5", "wasmedge-interpreter", 100)],
            Results.Where(result => result.Bound == "lower").Select(r => (r.Item, r.Target, r.Value))
        );

    [Fact]
    public void Every_workload_of_the_report_is_one_of_ours() =>
        Assert.Subset(
            Workload.All(Checkout).Select(workload => workload.Name).ToHashSet(),
            Results.Select(result => result.Workload).ToHashSet()
        );
}
