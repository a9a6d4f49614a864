namespace Analysis;

/// <summary>
/// Knows how to read a group of claims. <see cref="ClaimBook"/> finds every class that implements it: to judge further
/// claims, add one.
/// </summary>
internal interface IClaimReader
{
    /// <summary>Ids, as in <c>claims.csv</c>.</summary>
    IReadOnlyList<string> Claims { get; }

    /// <summary>The readings, the one that carries the verdict first; of an order, its steps.</summary>
    IEnumerable<Reading> Read(Evidence evidence);
}

/// <summary>One way to understand a claim, and what was measured for it.</summary>
/// <param name="Words">What is compared.</param>
/// <param name="Ratio">Null where it was not measured; the notes say why.</param>
/// <param name="Notes">Sentences.</param>
/// <param name="SpansPrograms">The interval is also about how programs differ, which more samples do not narrow.</param>
internal sealed record Reading(string Words, Estimate? Ratio, IReadOnlyList<string> Notes, bool SpansPrograms = false)
{
    /// <summary>The ratio with an interval of another level, for comparisons that are judged together.</summary>
    public Func<double, Estimate>? AtLevel { get; init; }
}
