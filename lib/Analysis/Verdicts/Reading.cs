using Analysis.Estimates;

namespace Analysis.Verdicts;

/// <summary>One way to understand a claim, and what was measured for it.</summary>
/// <param name="Words">What is compared.</param>
/// <param name="Ratio">Null where it was not measured; the notes say why.</param>
/// <param name="Notes">Sentences.</param>
/// <param name="SpansPrograms">The interval is also about how programs differ, which more samples do not narrow.</param>
internal sealed record Reading(string Words, Estimate? Ratio, IReadOnlyList<string> Notes, bool SpansPrograms = false)
{
    /// <summary>The ratio with an interval of another level, for comparisons that are judged together.</summary>
    public Func<double, Estimate>? AtLevel { get; init; }

    /// <summary>With one more sentence, if there is something to say it of.</summary>
    public Reading With(string note) => Ratio is null ? this : this with { Notes = [.. Notes, note] };
}
