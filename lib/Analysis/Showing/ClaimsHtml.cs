using System.Globalization;
using Analysis.Estimates;
using Analysis.Published;
using Analysis.Verdicts;
using Measurement.Frames;

namespace Analysis.Showing;

/// <summary>
/// The book of claims as a list that folds into cards on a phone. Each claim has its verdict, what was claimed, what
/// was measured, and a strip on one log axis for all: the claimed range in grey, the deciding readings as dots with
/// their intervals. The sentence of the report, further readings and the run unfold below it.
/// </summary>
internal static class ClaimsHtml
{
    private static readonly double[] Ticks = [0.1, 1, 10, 100, 1000];

    public static string Of(ClaimList claims) =>
        $"""
            {Html.Style}<figure class="analysis claims" id="F4">
            <figcaption><span class="title">{Html.Encode(claims.Title)}</span>
            {Key(claims)}
            {string.Join('\n', claims.Results.Select(Row))}
            <p class="footer">{Html.DataLink("F4", claims.Csv)}</p>
            </figure>
            """;

    /// <summary>The end of the caption, with what the marks mean, and their axis; where there are none, neither.</summary>
    private static string Key(ClaimList claims) =>
        Values(claims).ToList() is { Count: > 0 } values
            ? $"""
                <span class="subtitle">Grey: what was claimed, the first over the second, log scale. Dots with lines: what was measured, with its {Html.Encode(
                    Numbers.Interval(values)
                )}.</span></figcaption>
                <div class="axis" aria-hidden="true"><span class="ticks">{Axis()}</span></div>
                """
            : "</figcaption>";

    private static IEnumerable<Estimate> Values(ClaimList claims) =>
        claims.Results.SelectMany(result => result.Deciding).Select(reading => reading.Value).OfType<Estimate>();

    /// <summary>The answers, each with its verdict and a link to its claim.</summary>
    public static string Of(Answers answers) =>
        $"""
            {Html.Style}<section class="analysis answers" aria-label="The answer">
            {string.Join('\n', answers.All.Select(Row))}
            <p class="footer">{Html.Encode(answers.Basis)}</p>
            </section>
            """;

    private static string Row(Answer answer) =>
        $"""
            <div class="answer"><p class="question">{Html.Encode(answer.Question)} <strong>{Html.Encode(answer.Word)}.</strong></p>
            <p>{string.Join("<br>", answer.Sentences.Select(sentence => Html.Encode(sentence) + "."))}</p>
            <p class="footer"><a href="#{answer.Result.Claim.Id}">Claimed: {Html.Encode(
                answer.Claimed
            )}</a> <span class="verdict {Class(answer.Result.Verdict)}">{Html.Encode(answer.Result.Words)}</span></p></div>
            """;

    private static string Row(ClaimResult result) =>
        $"""
            <details class="claim" id="{result.Claim.Id}"><summary>
            <span class="verdict {Class(result.Verdict)}">{Html.Encode(result.Words)}</span>
            <span class="text"><small>{Html.Encode($"{result.Claim.Id}, {result.Claim.Place}")}</small> {Html.Encode(
                result.Claim.Text
            )}</span>
            <span class="numbers">{Html.Encode(result.Claim.Claimed)} <small>claimed</small>{Found(result)}</span>
            <span class="strip" aria-hidden="true">{Strip(result)}</span>
            </summary>
            <dl>
            {Entry("Measured", result.Deciding, withVerdicts: result.HasSteps)}
            {Entry("Other readings", result.Readings.Where(reading => !reading.Decides))}
            {Entry("Verdict", $"{result.Words}. {result.Explanation}")}
            {Entry("Run", result.Run ?? "")}
            <dt>Sentence</dt><dd><q lang="zh">{Html.Encode(result.Claim.Sentence)}</q><br>{Html.Encode(
                result.Claim.Translation
            )}</dd>
            {Entry("Claimed range", Range(result.Claim))}
            {Entry("Source", $"{result.Claim.Source}. {result.Claim.Note}".TrimEnd())}
            </dl></details>
            """;

    /// <summary>
    /// The deciding numbers; of a claim about most programs the count, since it has a number a program. Then the kind of
    /// machine, where a reader must know that.
    /// </summary>
    private static string Found(ClaimResult result)
    {
        IEnumerable<string> found =
            result.Claim.Kind == ClaimKind.Most
                ? [Html.Encode(result.Why)]
                : result.Deciding.Select(reading =>
                    $"{Value(reading.Value)} <small>{Html.Encode(reading.Pair)}</small>"
                );
        string[] machine = result.Machine.Length == 0 ? [] : [$"<small>{Html.Encode(result.Machine)}</small>"];
        return string.Concat(found.Concat(machine).Select(line => $"<br>{line}"));
    }

    private static string Entry(string name, IEnumerable<Reading> readings, bool withVerdicts = false)
    {
        var all = readings.Select(reading => $"{Value(reading.Value)} {Html.Encode(InWords(reading))}").ToList();
        return all.Count == 0 ? "" : $"<dt>{name}</dt><dd>{string.Join("<br>", all)}</dd>";

        string InWords(Reading reading)
        {
            var verdict = withVerdicts ? $": {Absence.Words(reading.Verdict)}" : "";
            return string.Join(" ", [$"{reading.Words}{verdict}.", .. reading.Notes]);
        }
    }

    private static string Entry(string name, string text) =>
        text.Length == 0 ? "" : $"<dt>{name}</dt><dd>{Html.Encode(text)}</dd>";

    private static string Range(Claim claim) =>
        claim.RangeFrom.Length == 0 ? ""
        : claim is { Low: null, High: null } ? claim.RangeFrom
        : $"{End(claim.Low)}{(claim is { Low: not null, High: not null } ? " to " : "")}{(claim.Low is null ? "at most " : "")}{End(claim.High)}{(claim.High is null ? " or more" : "")}: {claim.RangeFrom}";

    private static string End(double? end) =>
        end is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture) : "";

    private static string Value(Estimate? estimate) => estimate is null ? "not measured" : Html.Of(estimate);

    private static string Class(Verdict verdict) => Absence.Words(verdict).Replace(' ', '-');

    private static string Axis() =>
        string.Concat(
            Ticks.Select(tick => $"<span style=\"left:{Place(tick)}\">{Numbers.Label(tick, Unit.Ratio)}</span>")
        );

    /// <summary>A lane for each deciding ratio, on the claimed range; a count has its ratios on one.</summary>
    private static string Strip(ClaimResult result)
    {
        if (result.Claim is not { Unit.Length: 0 } || result.Readings.Count == 0)
        {
            return "";
        }
        var lanes = result.Deciding.Where(reading => reading.Value is { Unit: Unit.Ratio }).Select(Lane).ToList();
        if (result.Claim.Kind == ClaimKind.Most)
        {
            lanes = [string.Concat(lanes)];
        }
        var range = result.Claim is { Low: null, High: null }
            ? ""
            : Bar("range", result.Claim.Low ?? 0, result.Claim.High ?? double.PositiveInfinity);
        return string.Concat(
            lanes
                .DefaultIfEmpty("")
                .Select(lane =>
                    $"<span class=\"lane\">{range}<b class=\"one\" style=\"left:{Place(1)}\"></b>{lane}</span>"
                )
        );
    }

    private static string Lane(Reading reading)
    {
        var value = reading.Value!;
        var (lower, upper) = value.Bound switch
        {
            Bound.AtLeast => (value.Value, double.PositiveInfinity),
            Bound.AtMost => (0, value.Value),
            _ => (value.Lower ?? value.Value, value.Upper ?? value.Value),
        };
        return Bar("interval", lower, upper) + $"<b class=\"dot\" style=\"left:{Place(value.Value)}\"></b>";
    }

    private static string Bar(string name, double from, double to) =>
        $"<b class=\"{name}\" style=\"left:{Place(from)};width:{Percent(Share(to) - Share(from))}\"></b>";

    private static string Place(double ratio) => Percent(Share(ratio));

    private static string Percent(double share) =>
        Math.Round(share * 100, 1).ToString(CultureInfo.InvariantCulture) + "%";

    /// <summary>A place on the log axis, from 0 to 1. What lies beyond its ends is drawn at them.</summary>
    private static double Share(double ratio)
    {
        var (low, high) = (Math.Log(Ticks[0]), Math.Log(Ticks[^1]));
        return (Math.Log(Math.Clamp(ratio, Ticks[0], Ticks[^1])) - low) / (high - low);
    }
}
