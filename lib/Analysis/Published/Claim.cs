namespace Analysis.Published;

/// <summary>
/// A published statement with a number: a line of <c>claims.csv</c>. An empty <see cref="ValueHigh"/> means "at least
/// <see cref="ValueLow"/>".
/// </summary>
public sealed record Claim
{
    public required string Id { get; init; }
    public required string Section { get; init; }
    public required string Text { get; init; }

    /// <summary>What is compared: a quantity of <see cref="Quantity"/>, or <c>disk size</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Ways to count it; the first one carries the verdict. Empty: the only one there is.</summary>
    public required string Readings { get; init; }
    public required string Suite { get; init; }

    /// <summary>Empty: every program of the suite.</summary>
    public required string Program { get; init; }
    public required string Numerator { get; init; }
    public required string Denominator { get; init; }
    public required string Comparison { get; init; }
    public double? ValueLow { get; init; }
    public double? ValueHigh { get; init; }

    /// <summary>Why no verdict can be had; empty: it is judged.</summary>
    public required string NotJudged { get; init; }
    public required string Source { get; init; }

    internal bool IsOrder => Comparison == "order";
}
