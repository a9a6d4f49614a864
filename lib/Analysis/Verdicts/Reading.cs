using Analysis.Estimates;

namespace Analysis.Verdicts;

/// <summary>One way to understand a claim, and what was measured for it.</summary>
/// <param name="Words">What is compared.</param>
/// <param name="Ratio">Null where it was not measured; the notes then say why.</param>
/// <param name="Notes">Sentences that a reader must know.</param>
/// <param name="SpansPrograms">Whether the interval includes how programs differ, which samples do not narrow.</param>
internal sealed record Reading(string Words, Estimate? Ratio, IReadOnlyList<string> Notes, bool SpansPrograms = false)
{
    /// <summary>The ratio with an interval at another level, for comparisons that are judged together.</summary>
    public Func<double, Estimate>? AtLevel { get; init; }

    /// <summary>This reading with one more sentence; without a ratio nothing is added.</summary>
    public Reading With(string note) => Ratio is null ? this : this with { Notes = [.. Notes, note] };
}
