using System.Globalization;
using System.Text.RegularExpressions;
using Analysis.Published;
using Analysis.Tests.Fixtures;
using Measurement.Plans;

namespace Analysis.Tests.Published;

/// <summary>The claims of the 2022 report: complete, and each in a form that can be judged.</summary>
public sealed partial class PublishedClaimsTests
{
    private static readonly IReadOnlyList<Claim> Claims = MadeUpRun.Published.Claims;

    [Fact]
    public void Each_claim_has_an_id_of_its_own_the_sentence_its_translation_and_a_source()
    {
        Assert.Equal(Claims.Select(claim => claim.Id).Distinct(), Claims.Select(claim => claim.Id));
        Assert.All(
            Claims,
            claim =>
            {
                Assert.Matches("^C[0-9]{2}[a-c]?$", claim.Id);
                Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", claim.Sentence);
                Assert.Matches("^[ -~]+$", claim.Translation);
                Assert.All((string[])[claim.Text, claim.Claimed, claim.Source], Assert.NotEmpty);
            }
        );
    }

    [Fact]
    public void Claims_stand_in_the_order_of_the_report() =>
        Assert.Equal(
            Claims.Select(claim => claim.Section).Order(StringComparer.Ordinal),
            Claims.Select(claim => claim.Section)
        );

    [Fact]
    public void A_claim_says_where_its_range_comes_from_or_why_it_is_not_judged() =>
        Assert.All(
            Claims,
            claim =>
                Assert.True(claim.RangeFrom.Length > 0 || (claim.Kind == ClaimKind.Fact && claim.NotJudged.Length > 0))
        );

    [Fact]
    public void A_claim_has_the_ends_that_its_kind_needs() =>
        Assert.All(
            Claims,
            claim =>
                Assert.Equal(
                    claim.Kind switch
                    {
                        ClaimKind.About => (true, true),
                        ClaimKind.AtLeast or ClaimKind.Most => (true, false),
                        ClaimKind.AtMost => (false, true),
                        _ => (false, false),
                    },
                    (claim.Low is not null, claim.High is not null)
                )
        );

    [Fact]
    public void About_a_number_means_within_a_fifth_of_it()
    {
        var about = Claims
            .Where(claim => claim.RangeFrom == "the sentence, within a fifth")
            .Select(claim => (claim, Number().Match(claim.Claimed).Value))
            .ToList();
        Assert.NotEmpty(about);
        Assert.All(
            about,
            each =>
            {
                var claimed = double.Parse(each.Value, CultureInfo.InvariantCulture);
                Assert.Equal(claimed * 0.8, each.claim.Low!.Value, 1e-9);
                Assert.Equal(claimed * 1.2, each.claim.High!.Value, 1e-9);
            }
        );
    }

    [Fact]
    public void About_a_percentage_of_native_means_within_a_fifth_of_what_is_missing_to_it()
    {
        var about = Claims
            .Where(claim => claim.RangeFrom == "the sentence, its distance from 100% within a fifth")
            .Select(claim => (claim, Number().Match(claim.Claimed).Value))
            .ToList();
        Assert.NotEmpty(about);
        Assert.All(
            about,
            each =>
            {
                var missing = 1 - (double.Parse(each.Value, CultureInfo.InvariantCulture) / 100);
                Assert.Equal(1 - (missing * 1.2), each.claim.Low!.Value, 1e-9);
                Assert.Equal(1 - (missing * 0.8), each.claim.High!.Value, 1e-9);
            }
        );
    }

    [Fact]
    public void A_chain_is_read_step_by_step()
    {
        var chain = Claims.Single(claim => claim.Id == "C38");
        Assert.Equal(
            [
                new ClaimedStep("wasmtime-jit", "wasmer-jit", ClaimedRange.Level),
                new ClaimedStep("wasmedge-interpreter", "wasmtime-jit", ClaimedRange.More),
            ],
            chain.Steps
        );
    }

    public static TheoryData<string, string> PlansOfSuites =>
        new()
        {
            { Suite.Games, Plan.Report.Name },
            { Suite.Startup, Plan.Report.Name },
            { "polybench", Plan.PolyBench.Name },
            { "sqlite", Plan.Sqlite.Name },
        };

    [Theory]
    [MemberData(nameof(PlansOfSuites))]
    public void A_plan_measures_every_target_that_a_claim_about_its_suite_is_judged_on(string suite, string plan) =>
        Assert.Empty(
            Claims
                .Where(claim => claim.NotJudged.Length == 0 && claim.Suite == suite)
                .SelectMany(claim => claim.Steps)
                .SelectMany(step => new[] { step.Above, step.Below })
                .Where(name => name.Length > 0)
                .Select(MadeUpRun.Published.Today)
                .Except(Plan.Named(plan).Targets)
        );

    [Fact]
    public void Every_suite_of_a_claim_has_a_plan() =>
        Assert.Empty(
            Claims
                .Where(claim => claim.NotJudged.Length == 0)
                .Select(claim => claim.Suite)
                .Except(PlansOfSuites.Select(row => row.Data.Item1))
        );

    [Fact]
    public void Every_question_of_the_first_page_is_answered_by_a_claim() =>
        Assert.All(
            MadeUpRun.Published.Questions,
            question =>
                Assert.Contains(
                    question.Reading,
                    Claims.Single(claim => claim.Id == question.Claim).Readings.Split(';')
                )
        );

    [Fact]
    public void Every_question_puts_the_reading_that_decides_into_words_first() =>
        Assert.All(
            MadeUpRun.Published.Questions.GroupBy(question => question.Claim),
            lines =>
            {
                var claim = Claims.Single(claim => claim.Id == lines.Key);
                Assert.Equal(claim.Readings.Split(';')[0], lines.First().Reading);
                Assert.Single(lines.Select(line => (line.Question, line.Yes, line.Front)).Distinct());
            }
        );

    [GeneratedRegex("[0-9.]+")]
    private static partial Regex Number();
}
