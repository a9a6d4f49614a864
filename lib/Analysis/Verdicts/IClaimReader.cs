using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>One way to count a quantity: how it measures one comparison of a claim.</summary>
internal delegate Measured Way(Evidence evidence, ClaimedStep step);

/// <summary>
/// Knows how to read claims about one quantity. <see cref="ClaimBook"/> finds every class that implements it: to judge
/// claims about another quantity, add one.
/// </summary>
internal interface IClaimReader
{
    /// <summary>The quantity, as the column <c>metric</c> of <c>claims.csv</c> names it.</summary>
    string Metric { get; }

    /// <summary>
    /// The ways to count the quantity, named as in the column <c>readings</c>, and how each measures one comparison.
    /// </summary>
    IReadOnlyDictionary<string, Way> Ways { get; }
}
