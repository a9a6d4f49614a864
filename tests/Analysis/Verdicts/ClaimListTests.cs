using Analysis.Tests.Fixtures;
using Analysis.Verdicts;

namespace Analysis.Tests.Verdicts;

public sealed class ClaimListTests
{
    [Fact]
    public void Claims_that_are_no_numbers_are_counted_apart_from_those_that_are_not_judged_yet()
    {
        Assert.Equal(
            "1 of 2 claims that were judged holds, 1 is undecided; 2 are no numbers, 1 is not judged yet",
            Title(
                Result("C36", Verdict.NotJudged),
                Result("C37", Verdict.NotJudged),
                Result("C01", Verdict.Holds),
                Result("C03", Verdict.Undecided),
                Result("C20", Verdict.NotJudged)
            )
        );
        Assert.Equal(
            "None of 2 claims is judged; 2 are no numbers",
            Title(Result("C36", Verdict.NotJudged), Result("C37", Verdict.NotJudged))
        );
        Assert.Equal(
            "1 of 1 claims that were judged holds; 1 is no number",
            Title(Result("C36", Verdict.NotJudged), Result("C01", Verdict.Holds))
        );
        Assert.Equal("1 of 1 claims that were judged holds", Title(Result("C01", Verdict.Holds)));
    }

    /// <summary>More of a time is no merit; more of a ratio can be one.</summary>
    [Theory]
    [InlineData("C08b", Verdict.MoreThanClaimed, "more than claimed: slower")]
    [InlineData("C08a", Verdict.LessThanClaimed, "less than claimed: faster")]
    [InlineData("C08b", Verdict.Holds, "holds")]
    [InlineData("C01", Verdict.MoreThanClaimed, "more than claimed")]
    public void A_verdict_on_a_time_itself_says_which_way_it_differs(string claim, Verdict verdict, string words) =>
        Assert.Equal(words, Result(claim, verdict).Words);

    [Fact]
    public void The_title_counts_verdicts_on_times_and_on_ratios_together() =>
        Assert.Equal(
            "0 of 2 claims that were judged hold, 2 are more than claimed",
            Title(Result("C08b", Verdict.MoreThanClaimed), Result("C01", Verdict.MoreThanClaimed))
        );

    private static string Title(params IReadOnlyList<ClaimResult> results) => new ClaimList(results).Title;

    private static ClaimResult Result(string claim, Verdict verdict) =>
        new(MadeUpRun.Published.Claims.Single(each => each.Id == claim), verdict, "", null, []);
}
