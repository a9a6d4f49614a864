using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>One way to measure a claim: a comparison of two targets in one way to count.</summary>
/// <param name="Above">The target that is compared, in words.</param>
/// <param name="Below">The target that it is compared with; empty: none.</param>
/// <param name="Pair">The names of the targets, such as "wasmer-aot / wasmtime-aot".</param>
/// <param name="Way">What was counted, such as "as launched, with the start".</param>
/// <param name="Name">The way to count as <c>claims.csv</c> names it, such as "launch"; empty: with other arguments than the claim's.</param>
/// <param name="Value">Null where it was not measured.</param>
/// <param name="Verdict">What the claim's verdict would be if this reading alone were meant.</param>
/// <param name="Decides">Whether the report's sentence means this reading, so that it carries the verdict.</param>
/// <param name="Notes">What a reader must know: why a program is left out, which arguments were used.</param>
public sealed record Reading(
    string Above,
    string Below,
    string Pair,
    string Way,
    string Name,
    Estimate? Value,
    Verdict Verdict,
    bool Decides,
    IReadOnlyList<string> Notes
)
{
    public string Words => $"{Pair}, {Way}";

    /// <summary>Whether one program clearly has more and another less, so that no answer is right for both.</summary>
    internal bool IsSplit { get; init; }

    /// <summary>The part of a sentence about how the programs of a mean differ; empty: there is nothing to say.</summary>
    internal string Apart { get; init; } = "";

    /// <summary>Which programs a mean is over, as a part of a sentence; empty: it is no mean.</summary>
    internal string Over { get; init; } = "";
}

/// <summary>The verdict on a claim: one a claim, the same on every page and in the terminal.</summary>
/// <param name="Why">Why it is undecided or not judged, or what else a reader must know of it.</param>
/// <param name="Run">The run that it is judged on; null: none.</param>
/// <param name="Readings">Those that decide come first.</param>
/// <param name="MoreBlocks">For <see cref="Verdict.Undecided"/>: about how many more blocks would decide it.</param>
public sealed record ClaimResult(
    Claim Claim,
    Verdict Verdict,
    string Why,
    string? Run,
    IReadOnlyList<Reading> Readings,
    int? MoreBlocks = null
)
{
    /// <summary>Nobody waits for more blocks of minutes than these: how many exactly does not matter.</summary>
    private const int ManyBlocks = 100;

    /// <summary>On which machine, and which versions of what the claim names; empty: not judged.</summary>
    internal IReadOnlyList<string> Setting { get; init; } = [];

    /// <summary>On what kind of machine it was judged, where a reader must know that; empty: on a real one.</summary>
    internal string Machine { get; init; } = "";

    /// <summary>What decides: one number for most claims, several where the claim names several runtimes.</summary>
    public IEnumerable<Reading> Deciding => Readings.Where(reading => reading.Decides);

    /// <summary>Whether several readings decide together, so that each has a verdict of its own to show.</summary>
    internal bool HasSteps => Claim.Kind != ClaimKind.Most && Deciding.Skip(1).Any();

    /// <summary>The number of the first deciding reading; null where it was not measured.</summary>
    public Estimate? Value => Deciding.FirstOrDefault()?.Value;

    /// <summary>
    /// The verdict in words, such as "less than claimed"; of a claim about a time itself, "more than claimed: slower".
    /// </summary>
    public string Words => Absence.Words(Verdict) + (Claim.Unit.Length == 0 ? "" : Pace);

    private string Pace =>
        Verdict switch
        {
            Verdict.MoreThanClaimed => ": slower",
            Verdict.LessThanClaimed => ": faster",
            _ => "",
        };

    /// <summary>
    /// On what kind of machine it was judged, why it is undecided or not judged, and how much more measuring would
    /// tell; empty: nothing to say.
    /// </summary>
    public string Explanation
    {
        get
        {
            var machine = Machine.Length == 0 ? "" : $"{Numbers.Capital(Machine)}.";
            var more = MoreBlocks switch
            {
                null => "",
                > ManyBlocks => $"More than {ManyBlocks} more blocks would be needed to tell.",
                1 => "One more block would tell.",
                { } blocks => $"About {blocks} more blocks would tell.",
            };
            return string.Join(' ', new[] { machine, Why, more }.Where(sentence => sentence.Length > 0));
        }
    }

    /// <summary>What was measured, such as "11x (10.8-12.2) for docker-native / wasmedge-aot"; empty: nothing.</summary>
    public string Measured =>
        string.Join(
            ", ",
            Deciding
                .Where(reading => reading.Value is not null)
                .Select(reading => $"{Numbers.Text(reading.Value!)} for {reading.Words}")
        );

    /// <summary>Claim, measurement and verdict in one sentence each.</summary>
    public override string ToString() =>
        Measured.Length == 0
            ? $"Claimed: {Claim.Claimed}. {Numbers.Capital(Words)}: {Explanation}"
            : $"Claimed: {Claim.Claimed}. Measured: {Measured}. {Numbers.Capital(Words)}. {Explanation}".TrimEnd();
}
