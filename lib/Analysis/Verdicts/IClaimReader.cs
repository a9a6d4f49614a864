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
    /// The ways to count it, as the column <c>readings</c> names them; empty where there is nothing to choose. Each gives
    /// the reading of all pairs of targets together first, or of an order its steps.
    /// </summary>
    IReadOnlyDictionary<string, Func<Evidence, IEnumerable<Reading>>> Ways { get; }
}
