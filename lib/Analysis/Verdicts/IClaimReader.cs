namespace Analysis.Verdicts;

/// <summary>
/// Knows how to read claims about one quantity. <see cref="ClaimBook"/> finds every class that implements it: to judge
/// claims about another quantity, add one.
/// </summary>
internal interface IClaimReader
{
    /// <summary>The quantity, as the column <c>metric</c> of <c>claims.csv</c> names it.</summary>
    string Metric { get; }

    /// <summary>
    /// The ways to count the quantity, named as in the column <c>readings</c>; the name is empty where there is only
    /// one way. Each way gives first the reading of all pairs of targets together; of an order it gives the steps.
    /// </summary>
    IReadOnlyDictionary<string, Func<Evidence, IEnumerable<Reading>>> Ways { get; }
}
