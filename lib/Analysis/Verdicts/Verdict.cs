using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>What our data says of a claim. Words in notebooks come from here.</summary>
public enum Verdict
{
    Confirmed,
    WeakerThanClaimed,
    StrongerThanClaimed,

    /// <summary>The wrong direction.</summary>
    Contradicted,

    /// <summary>The interval is too wide to tell.</summary>
    Inconclusive,

    /// <summary>No samples of what the claim compares.</summary>
    NotMeasured,
}

/// <summary>
/// A claim judged on one reading of it. "Peak memory of a container" can mean several things: each is a reading of its
/// own, the first is the one that the claim's verdict stands on.
/// </summary>
/// <param name="Reading">What was compared, in words: "container: client and cgroup; Wasm: process".</param>
/// <param name="Ratio">Null where it was not measured.</param>
/// <param name="MoreSamples">For <see cref="Verdict.Inconclusive"/>: about how many more pairs would decide it.</param>
/// <param name="Notes">Sentences that a reader must know: a target that stands in for another, a cell that is missing and why.</param>
public sealed record ClaimResult(
    Claim Claim,
    string Reading,
    Estimate? Ratio,
    Verdict Verdict,
    int? MoreSamples,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The verdict in words: "weaker than claimed".</summary>
    internal string Words => Absence.Words(Verdict);
}
