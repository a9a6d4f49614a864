using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>What our data say about a claim. The words in notebooks come from here.</summary>
public enum Verdict
{
    Confirmed,
    WeakerThanClaimed,
    StrongerThanClaimed,

    /// <summary>The data show the wrong direction.</summary>
    Contradicted,

    /// <summary>The interval is too wide to decide.</summary>
    Inconclusive,

    /// <summary>There are no samples of what the claim compares.</summary>
    NotMeasured,
}

/// <summary>
/// The verdict on one reading of a claim. "Peak memory of a container" can mean several things. Each is a reading of
/// its own; the first reading carries the claim's verdict.
/// </summary>
/// <param name="Reading">What was compared, in words: "container: client and cgroup; Wasm: process".</param>
/// <param name="Ratio">Null where it was not measured.</param>
/// <param name="MoreSamples">For <see cref="Verdict.Inconclusive"/>: about how many more pairs would decide it.</param>
/// <param name="Notes">What a reader must know: a target that stands in for another, why a cell is missing.</param>
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
