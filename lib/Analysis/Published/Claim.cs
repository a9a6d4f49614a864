namespace Analysis.Published;

/// <summary>
/// A published claim with a number: a line of <c>claims.csv</c>. An empty <see cref="ValueHigh"/> means "at least
/// <see cref="ValueLow"/>".
/// </summary>
public sealed record Claim
{
    public required string Id { get; init; }
    public required string Section { get; init; }
    public required string Text { get; init; }

    /// <summary>The quantity that is compared: one of <see cref="Quantity"/>, or <c>disk size</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Ways to count the quantity; the first one carries the verdict. Empty: there is only one.</summary>
    public required string Readings { get; init; }
    public required string Suite { get; init; }

    /// <summary>The only program that the claim is about; empty: every program of the suite.</summary>
    public required string Program { get; init; }
    public required string Numerator { get; init; }
    public required string Denominator { get; init; }
    public required string Comparison { get; init; }
    public double? ValueLow { get; init; }
    public double? ValueHigh { get; init; }

    /// <summary>Why the claim cannot be judged yet; empty: it is judged.</summary>
    public required string NotJudged { get; init; }
    public required string Source { get; init; }

    internal bool IsOrder => Comparison == "order";
}
