using Analysis.Estimates;
using Analysis.Published;

namespace Analysis.Verdicts;

/// <summary>A question of the first page, answered from a claim's readings: yes or no, the numbers, the verdict.</summary>
public sealed record Answer
{
    private readonly string _sentence;
    private readonly Difference _yes;
    private readonly IReadOnlyList<Reading> _readings;

    internal Answer(PublishedQuestion question, ClaimResult result)
    {
        (Question, Result, _sentence, _yes) = (
            question.Question,
            result,
            question.Sentence,
            question.Yes switch
            {
                PublishedDirection.More => Difference.More,
                PublishedDirection.Less => Difference.Less,
                _ => Difference.Same,
            }
        );
        // The deciding way to count, on every pair of targets; other ways stand in the book of claims.
        var ways = result.Deciding.Select(reading => reading.Way).ToHashSet();
        _readings = [.. result.Readings.Where(reading => reading.Value is not null && ways.Contains(reading.Way))];
    }

    public string Question { get; }
    public ClaimResult Result { get; }

    /// <summary>What follows from the intervals of all pairs alone, whatever was claimed.</summary>
    public string Word
    {
        get
        {
            var found = _readings.Select(reading => Equivalence.Compare(reading.Value!)).ToHashSet();
            return found.Count == 0 ? "Not measured"
                : found.SetEquals([_yes]) ? "Yes"
                : found.SetEquals([Difference.Undecided]) ? "Undecided"
                : found.Contains(_yes) || found.Contains(Difference.Undecided) ? "It depends"
                : "No";
        }
    }

    /// <summary>Each pair of targets with its number, as a sentence.</summary>
    public IReadOnlyList<string> Sentences => [.. _readings.Select(InWords)];

    internal IEnumerable<Estimate> Values => _readings.Select(reading => reading.Value!);

    public override string ToString() =>
        $"{Question} {Word}. {string.Concat(Sentences.Select(sentence => sentence + ". "))}Claimed: {Result.Claim.Claimed}. Verdict: {Result.Words}.";

    private string InWords(Reading reading) =>
        Numbers.Capital(
            _sentence
                .Replace("{above}", reading.Above, StringComparison.Ordinal)
                .Replace("{value}", Numbers.Text(reading.Value!), StringComparison.Ordinal)
                .Replace("{below}", reading.Below, StringComparison.Ordinal)
        );
}

/// <summary>The answers of the first page, in the order of its questions.</summary>
public sealed record Answers(IReadOnlyList<Answer> All)
{
    /// <summary>What the intervals are, and from which runs and how many pairs of launches the numbers come.</summary>
    public string Basis
    {
        get
        {
            var runs = All.Where(answer => answer.Values.Any())
                .GroupBy(answer => answer.Result.Run, answer => answer.Values)
                .Select(run =>
                    $"run {run.Key}{Counts([.. run.SelectMany(values => values).Where(Numbers.IsSampled)])}"
                );
            var interval = Numbers.Interval(All.SelectMany(answer => answer.Values));
            return string.Join(
                " ",
                new[]
                {
                    interval.Length == 0 ? "" : $"In brackets: {interval}s.",
                    runs.Any() ? $"From {string.Join(" and ", runs)}." : "",
                }.Where(sentence => sentence.Length > 0)
            );
        }
    }

    private static string Counts(IReadOnlyList<Estimate> values) =>
        values.Count == 0
            ? ""
            : $" ({values.Min(value => value.Count)} to {values.Max(value => value.Count)} pairs of launches a number)";

    /// <summary>A table for a README.</summary>
    internal string Markdown =>
        string.Join(
            '\n',
            [
                "| question | answer | claimed | verdict |",
                "|---|---|---|---|",
                .. All.Select(answer =>
                    $"| {answer.Question} | **{answer.Word}.** {string.Join("<br>", answer.Sentences.Select(sentence => sentence + "."))} | {answer.Result.Claim.Claimed} | {answer.Result.Words} |"
                ),
                "",
                Basis,
            ]
        );

    public override string ToString() => string.Join('\n', [.. All.Select(answer => answer.ToString()), Basis]);
}
