using Analysis.Published;
using Analysis.Tests.Fixtures;

namespace Analysis.Tests.Published;

/// <summary>The claims of the 2022 report: complete, and each in a form that can be judged.</summary>
public sealed class PublishedClaimsTests
{
    private static readonly IReadOnlyList<Claim> Claims = MadeUpRun.Published.Claims;

    [Fact]
    public void Claims_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, 25).Select(number => $"C{number:00}"), Claims.Select(claim => claim.Id));

    [Fact]
    public void A_claim_about_a_ratio_has_a_denominator_and_a_range() =>
        Assert.All(
            Claims.Where(claim => claim.Comparison == "ratio"),
            claim =>
            {
                Assert.NotEmpty(claim.Denominator);
                Assert.True(claim.ValueLow > 0);
                Assert.False(claim.ValueHigh < claim.ValueLow);
            }
        );

    [Fact]
    public void A_claim_is_about_a_ratio_or_an_order() =>
        Assert.All(Claims, claim => Assert.Contains(claim.Comparison, (string[])["ratio", "order"]));
}
