namespace Analysis.Published;

/// <summary>What a sentence of the report claims of a number.</summary>
public enum ClaimKind
{
    /// <summary>The number lies in a range.</summary>
    About,
    AtLeast,
    AtMost,

    /// <summary>A direction without a number: the first takes more than the second.</summary>
    More,

    /// <summary>A direction without a number: the first takes less than the second.</summary>
    Less,

    /// <summary>An order of several, from the least to the most.</summary>
    Order,

    /// <summary>A count: it holds on most programs.</summary>
    Most,

    /// <summary>No number at all: nothing here judges such a claim.</summary>
    Fact,
}

/// <summary>A statement of the 2022 report: a line of <c>claims.csv</c>.</summary>
public sealed record Claim
{
    private const string Milliseconds = "ms";

    public required string Id { get; init; }
    public required string Section { get; init; }
    public required ClaimKind Kind { get; init; }

    /// <summary>The number as the sentence has it, such as <c>3-4x</c>.</summary>
    public required string Claimed { get; init; }

    /// <summary>The ends of the range in which the claim holds; null: it has no such end.</summary>
    public double? Low { get; init; }
    public double? High { get; init; }

    /// <summary>The unit of the ends; empty: a ratio.</summary>
    public required string Unit { get; init; }

    /// <summary>Where the range comes from: the sentence, a table of the report, or ours.</summary>
    public required string RangeFrom { get; init; }

    /// <summary>The claim in a few words.</summary>
    public required string Text { get; init; }

    /// <summary>The sentence of the report.</summary>
    public required string Sentence { get; init; }

    /// <summary>The sentence, translated word by word.</summary>
    public required string Translation { get; init; }

    /// <summary>The quantity that is compared; each has a reader in <c>Verdicts</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Ways to count the quantity; the first is what the sentence means and carries the verdict.</summary>
    public required string Readings { get; init; }
    public required string Suite { get; init; }

    /// <summary>The only program that the claim is about; empty: every program of the suite.</summary>
    public required string Program { get; init; }

    /// <summary>The only program of the suite that the claim is not about; empty: it is about every program.</summary>
    public required string Without { get; init; }

    /// <summary>
    /// The architecture of the machine that the claim is about; empty: any machine that is not emulated. With
    /// <c>emulated</c> behind it the claim is about an emulated machine, which may judge it, too. Two, as in
    /// <c>arm64 / x86-64</c>: how a ratio on the first compares with the same ratio on the second.
    /// </summary>
    public required string Machine { get; init; }

    /// <summary>The architectures of <see cref="Machine"/>; null stands for any machine that is not emulated.</summary>
    internal IReadOnlyList<string?> Machines =>
        Machine.Length == 0 ? [null] : [.. Parts(Machine, " / ").Select(machine => machine.Split(' ')[0])];

    /// <summary>Whether an emulated machine may judge the claim.</summary>
    internal bool IsAboutEmulated => Machine.EndsWith(" emulated", StringComparison.Ordinal);

    /// <summary>The section, and the program if the claim is judged on one alone: "2.1.1, on binary-trees".</summary>
    internal string Place => IsOfOneProgram ? $"{Section}, on {Program}" : Section;

    /// <summary>Whether one program of several stands for all in the claim.</summary>
    internal bool IsOfOneProgram => Program.Length > 0 && Suite == Measurement.Plans.Suite.Games;

    /// <summary>Targets by the report's names, joined by <c>and</c>; of an order the chain, with its steps.</summary>
    public required string Numerator { get; init; }

    /// <summary>As the numerator; empty: the claim is about the numerator alone.</summary>
    public required string Denominator { get; init; }

    /// <summary>Other pairs that the claim could be about. They are shown and do not decide.</summary>
    public required string Also { get; init; }

    /// <summary>Why the claim cannot be judged yet; empty: it is judged.</summary>
    public required string NotJudged { get; init; }
    public required string Source { get; init; }

    /// <summary>What a reader must know about the sentence or the report's numbers.</summary>
    public required string Note { get; init; }

    /// <summary>The comparisons that all have to hold.</summary>
    internal IReadOnlyList<ClaimedStep> Steps =>
        Kind == ClaimKind.Order
            ? [.. Parts(Numerator, ";").SelectMany(Chain)]
            : Pairs(Parts(Numerator, " and "), Parts(Denominator, " and "));

    /// <summary>The comparisons of <see cref="Also"/>.</summary>
    internal IReadOnlyList<ClaimedStep> OtherSteps =>
        [
            .. Parts(Also, ";")
                .Select(pair => Parts(pair, " / "))
                .Select(sides => new ClaimedStep(sides[0], sides.ElementAtOrDefault(1) ?? "", Range)),
        ];

    /// <summary>What is wrong with the line, after "claim C01"; null: nothing.</summary>
    internal string? Fault =>
        Kind switch
        {
            ClaimKind.About when Low is null || High is null => "is about a range and needs low and high",
            ClaimKind.AtLeast or ClaimKind.Most when Low is null => "needs a low end",
            ClaimKind.AtMost when High is null => "needs a high end",
            ClaimKind.Fact when NotJudged.Length == 0 => "has no number: say in not_judged why it is not judged",
            ClaimKind.Order when NotJudged.Length == 0 && !IsChain => "needs a chain such as a < b = c",
            _ when Unit is not ("" or Milliseconds) => $"has the unit '{Unit}': leave it empty or write {Milliseconds}",
            _ => null,
        };

    private bool IsChain =>
        Parts(Numerator, ";")
            .Select(chain => chain.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .All(words =>
                words.Length % 2 == 1 && words.Where((_, index) => index % 2 == 1).All(word => word is "<" or "=")
            );

    private ClaimedRange Range =>
        Kind switch
        {
            ClaimKind.More => ClaimedRange.More,
            ClaimKind.Less => ClaimedRange.Less,
            _ => new(Low * InUnits ?? double.NegativeInfinity, High * InUnits ?? double.PositiveInfinity),
        };

    private double InUnits => Unit == Milliseconds ? 1e6 : 1;

    private ClaimedStep[] Pairs(string[] above, string[] below) =>
        [
            .. Enumerable
                .Range(0, Math.Max(above.Length, below.Length))
                .Select(index => new ClaimedStep(
                    above[index % above.Length],
                    below.Length == 0 ? "" : below[index % below.Length],
                    Range
                )),
        ];

    /// <summary>The steps of <c>a = b &lt; c</c>: b over a is level, c over b is more.</summary>
    private static IEnumerable<ClaimedStep> Chain(string chain)
    {
        var words = chain.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var index = 2; index < words.Length; index += 2)
        {
            yield return new(
                words[index],
                words[index - 2],
                words[index - 1] == "=" ? ClaimedRange.Level : ClaimedRange.More
            );
        }
    }

    private static string[] Parts(string list, string separator) =>
        list.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>One comparison of a claim, by the report's names of targets.</summary>
/// <param name="Below">Empty: nothing is compared, the value itself is claimed.</param>
internal sealed record ClaimedStep(string Above, string Below, ClaimedRange Range);

/// <summary>
/// Where the true value of a claim lies. A range above 1 also claims a direction: the first takes more. A range below
/// 1 claims none, since it says how close two things are.
/// </summary>
internal readonly record struct ClaimedRange(double Low, double High)
{
    /// <summary>How far two values that are called level, close or alike may differ.</summary>
    private const double Fifth = 1.2;

    public static ClaimedRange Level { get; } = new(1 / Fifth, Fifth);
    public static ClaimedRange More { get; } = new(1, double.PositiveInfinity);
    public static ClaimedRange Less { get; } = new(double.NegativeInfinity, 1);

    public bool IsDirection => this == More || this == Less;
}
