using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>
/// A question of the first page, answered from a claim's readings: yes or no, the numbers, the verdict. The answer is
/// about every way to count that is put into words, also about those that decide nothing about the claim.
/// </summary>
public sealed record Answer
{
    private readonly Difference _yes;
    private readonly IReadOnlyList<(string Sentence, Reading Reading)> _readings;

    /// <param name="lines">The question's lines: one for each way to count that is put into words.</param>
    internal Answer(IReadOnlyList<PublishedQuestion> lines, ClaimResult result)
    {
        (Question, Result, _yes) = (
            lines[0].Question,
            result,
            lines[0].Yes switch
            {
                PublishedDirection.More => Difference.More,
                PublishedDirection.Less => Difference.Less,
                _ => Difference.Same,
            }
        );
        _readings =
        [
            .. from line in lines
            from reading in result.Readings
            where reading.Name == line.Reading && reading.Value is not null
            select (line.Sentence, reading),
        ];
    }

    public string Question { get; }
    public ClaimResult Result { get; }

    /// <summary>
    /// What follows from the intervals of all pairs alone, whatever was claimed. Where one program clearly has more and
    /// another less, no other word is right for both.
    /// </summary>
    public string Word
    {
        get
        {
            var found = Values.Select(value => Equivalence.Compare(value)).ToHashSet();
            return found.Count == 0 ? "Not measured"
                : _readings.Any(each => each.Reading.IsSplit) ? "It depends on the program"
                : found.SetEquals([_yes]) ? "Yes"
                : found.SetEquals([Difference.Undecided]) ? "Undecided"
                : found.Contains(_yes) || found.Contains(Difference.Undecided) ? "It depends"
                : "No";
        }
    }

    /// <summary>What the report claims, and on which program alone it is judged, if it is.</summary>
    internal string Claimed =>
        Result.Claim.Claimed + (Result.Claim.IsOfOneProgram ? $", judged on {Result.Claim.Program}" : "");

    /// <summary>Each pair of targets with its number, as a sentence.</summary>
    public IReadOnlyList<string> Sentences => [.. _readings.Select(each => InWords(each.Sentence, each.Reading))];

    internal IEnumerable<Estimate> Values => _readings.Select(each => each.Reading.Value!);

    public override string ToString() =>
        $"{Question} {Word}. {string.Concat(Sentences.Select(sentence => sentence + ". "))}Claimed: {Claimed}. Verdict: {Result.Words}.";

    private static string InWords(string sentence, Reading reading) =>
        Numbers.Capital(
            sentence
                .Replace("{above}", reading.Above, StringComparison.Ordinal)
                .Replace("{value}", Numbers.Text(reading.Value!), StringComparison.Ordinal)
                .Replace("{inverse}", Numbers.Text(reading.Value!.Inverse), StringComparison.Ordinal)
                .Replace("{below}", reading.Below, StringComparison.Ordinal)
                .Replace("{programs}", reading.Over, StringComparison.Ordinal)
                + (reading.Apart.Length == 0 ? "" : $"; {reading.Apart}")
        );
}

/// <summary>The answers of the first page, in the order of its questions.</summary>
public sealed record Answers(IReadOnlyList<Answer> All)
{
    /// <summary>What the intervals are, from which runs and how many blocks the numbers come, and what was measured.</summary>
    public string Basis
    {
        get
        {
            var runs = All.Where(answer => answer.Values.Any())
                .GroupBy(answer => answer.Result.Run)
                .Select(run =>
                    $"run {run.Key}{Counts([.. run.SelectMany(answer => answer.Values).Where(Numbers.IsSampled)])}: "
                    + string.Join("; ", run.SelectMany(answer => answer.Result.Setting).Distinct())
                );
            var interval = Numbers.Interval(All.SelectMany(answer => answer.Values));
            return string.Join(
                " ",
                new[]
                {
                    interval.Length == 0 ? "" : $"In brackets: {interval}s.",
                    runs.Any() ? $"From {string.Join(". From ", runs)}." : "",
                }.Where(sentence => sentence.Length > 0)
            );
        }
    }

    private static string Counts(IReadOnlyList<Estimate> values) =>
        values.Count == 0 ? "" : $" (at least {values.Min(value => value.Count)} pairs of launches a number)";

    /// <summary>A table for a README.</summary>
    internal string Markdown =>
        string.Join(
            '\n',
            [
                "| question | answer | claimed | verdict |",
                "|---|---|---|---|",
                .. All.Select(answer =>
                    $"| {answer.Question} | **{answer.Word}.** {string.Join("<br>", answer.Sentences.Select(sentence => sentence + "."))} | {answer.Claimed} | {answer.Result.Words} |"
                ),
                "",
                Basis,
            ]
        );

    public override string ToString() => string.Join('\n', [.. All.Select(answer => answer.ToString()), Basis]);
}
