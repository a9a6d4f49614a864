using Analysis.Estimates;
using Analysis.Published;
using Measurement;
using Measurement.Journals;

namespace Analysis.Verdicts;

/// <summary>The book of claims, or a chapter of it: every claim with its verdict, readings and run.</summary>
/// <param name="Results">In the order of the report's sections.</param>
public sealed record ClaimList(IReadOnlyList<ClaimResult> Results)
{
    /// <summary>The whole book, judged on the runs of a checkout.</summary>
    internal static ClaimList Of(Repository repository, RunStore store) =>
        new(new ClaimBook(PublishedReport.Load(repository.Report2022), EvidenceRuns.Of(repository, store)).Judge());

    /// <summary>The answers to the questions that these claims answer.</summary>
    internal Answers Answers(IEnumerable<PublishedQuestion> questions) =>
        new([
            .. from line in questions
            group line by line.Claim into lines
            join result in Results on lines.Key equals result.Claim.Id
            select new Answer([.. lines], result),
        ]);

    /// <summary>How many claims hold, and what became of the others.</summary>
    public string Title
    {
        get
        {
            var judged = Results.Where(result => result.Verdict != Verdict.NotJudged).ToList();
            var rest = judged
                .Where(result => result.Verdict != Verdict.Holds)
                .GroupBy(result => result.Verdict)
                .OrderBy(group => group.Key)
                .Select(group => $"{group.Count()} {(group.Count() == 1 ? "is" : "are")} {Absence.Words(group.Key)}");
            var holding = judged.Count(result => result.Verdict == Verdict.Holds);
            var facts = Results.Count(result => result.Claim.Kind == ClaimKind.Fact);
            var open = Results.Count - judged.Count - facts;
            string[] others =
            [
                .. facts == 0 ? (string[])[] : [facts == 1 ? "1 is no number" : $"{facts} are no numbers"],
                .. open == 0 ? (string[])[] : [$"{open} {(open == 1 ? "is" : "are")} not judged yet"],
            ];
            string[] known =
                judged.Count == 0
                    ? [$"None of {Results.Count} claims is judged"]
                    :
                    [
                        $"{holding} of {judged.Count} claims that were judged {(holding == 1 ? "holds" : "hold")}",
                        .. rest,
                    ];
            string[] parts = [string.Join(", ", known), string.Join(", ", others)];
            return string.Join("; ", parts.Where(part => part.Length > 0));
        }
    }

    /// <summary>One line a reading.</summary>
    public string Csv =>
        Measurement.Csv.Text([
            [
                "claim",
                "section",
                "text",
                "claimed",
                "verdict",
                "run",
                "reading",
                "decides",
                "value",
                "low",
                "high",
                "unit",
            ],
            .. from result in Results
            from reading in result.Readings.Count == 0 ? [null] : result.Readings.Cast<Reading?>()
            select new[]
            {
                result.Claim.Id,
                result.Claim.Section,
                result.Claim.Text,
                result.Claim.Claimed,
                result.Words,
                result.Run ?? "",
                reading?.Words ?? "",
                reading is null ? ""
                : reading.Decides ? "yes"
                : "no",
                Number(reading?.Value?.Value),
                Number(reading?.Value?.Lower),
                Number(reading?.Value?.Upper),
                reading?.Value?.Unit.ToString().ToLowerInvariant() ?? "",
            },
        ]);

    public override string ToString() =>
        string.Join("\n\n", [Title + ".", .. Results.Select(result => string.Join('\n', Lines(result)))]);

    private static IEnumerable<string> Lines(ClaimResult result)
    {
        yield return $"{result.Claim.Id}  {result.Claim.Text} ({result.Claim.Place})";
        yield return $"      {result.Words.ToUpperInvariant()}; claimed: {result.Claim.Claimed}";
        foreach (var reading in result.Readings)
        {
            var value = reading.Value is null ? "not measured" : Numbers.Text(reading.Value);
            yield return $"      {(reading.Decides ? "*" : " ")} {value}  {reading.Words}{(reading.Decides && result.HasSteps ? $": {Absence.Words(reading.Verdict)}" : "")}";
        }
        if (result.Explanation.Length > 0)
        {
            yield return $"      {result.Explanation}";
        }
        if (result.Run is { } run)
        {
            yield return $"      Run {run}";
        }
    }

    private static string Number(double? value) => Measurement.Csv.Number(value ?? double.NaN);
}
