using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>One comparison of a claim, as it was measured.</summary>
/// <param name="Pair">The names of the targets that are compared.</param>
/// <param name="Way">What is counted.</param>
/// <param name="Value">A ratio, or the value itself where nothing is compared; null: it was not measured.</param>
/// <param name="Range">Where the true value lies if the claim is right.</param>
/// <param name="Notes">Sentences that a reader must know.</param>
internal sealed record Measured(
    string Pair,
    string Way,
    Estimate? Value,
    ClaimedRange Range,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The two targets in words; the second is empty where nothing is compared.</summary>
    public required (string Above, string Below) Targets { get; init; }

    /// <summary>Whether the interval includes how programs differ, which more blocks do not narrow.</summary>
    public bool SpansPrograms { get; init; }

    /// <summary>Which programs a mean is over, as a part of a sentence; empty: it is no mean.</summary>
    public string Over { get; init; } = "";

    /// <summary>Whether one program clearly has more and another less.</summary>
    public bool IsSplit { get; init; }

    /// <summary>The part of a sentence about how the programs of a mean differ; empty: there is nothing to say.</summary>
    public string Apart { get; init; } = "";

    /// <summary>The value with an interval at another level, for comparisons that are judged together.</summary>
    public required Func<double, Estimate?> AtLevel { get; init; }

    /// <summary>Whether a verdict can follow: there is an interval, or a bound.</summary>
    public bool Tells => Value is { Bound: not Bound.None } or { HasInterval: true };

    /// <param name="level">The level of the interval; null: the level that is shown.</param>
    public Verdict Verdict(double? level = null) =>
        Value is null
            ? Verdicts.Verdict.NotJudged
            : VerdictRule.Judge(Range, level is { } asked ? AtLevel(asked) ?? Value : Value);
}
