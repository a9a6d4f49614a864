using Analysis.Content;
using Analysis.Estimates;
using Analysis.Verdicts;
using Measurement.Frames;

namespace Analysis.Figures;

/// <summary>F4: what was claimed, what was measured, and the verdict. Each reading of a claim has a row.</summary>
internal static class ClaimsChart
{
    private const double Left = 316;
    private const double Right = 180;
    private const double Top = 24;
    private const double Indent = 30;
    private static readonly Look First = new(Palette.Ink, ScottPlot.MarkerShape.FilledCircle, Filled: true);
    private static readonly Look Other = new(Palette.Grey, ScottPlot.MarkerShape.FilledCircle, Filled: false);

    /// <summary>The row of one reading. The first reading of a claim shows the claim's text and its verdict.</summary>
    private sealed record Line(ClaimResult Result, bool IsFirst)
    {
        public IReadOnlyList<string> Heading { get; } =
            IsFirst ? Drawing.Wrap($"{Result.Claim.Id} {Result.Claim.Text}", Left - 14, 13) : [];
        public IReadOnlyList<string> Reading { get; } = Drawing.Wrap(Result.Reading, Left - Indent - 14, 12);
        public IReadOnlyList<string> Answer { get; } =
        [
            Result.Words,
            .. Result.Ratio is { } ratio ? [Value(ratio)] : (string[])[],
            .. Result.MoreSamples is { } more ? [$"about {more} more blocks"] : (string[])[],
        ];
        public double Height => (Math.Max(Heading.Count + Reading.Count, Answer.Count) * Drawing.LineHeight) + 10;

        public IEnumerable<double> Extent =>
            [
                .. new[] { Result.Claim.ValueLow, Result.Claim.ValueHigh, Result.Ratio?.Value }.OfType<double>(),
                .. Result.Ratio is { HasInterval: true, Lower: { } lower, Upper: { } upper }
                    ? [lower, upper]
                    : (double[])[],
                .. Result.Claim is { ValueLow: { } low, ValueHigh: null } ? [low * 2] : (double[])[],
            ];
    }

    public static Figure Draw(Shown shown)
    {
        var lines = shown
            .Claims.GroupBy(result => result.Claim)
            .OrderBy(claim => claim.Key.Section, StringComparer.Ordinal)
            .ThenBy(claim => claim.Key.Id, StringComparer.Ordinal)
            .SelectMany(claim => claim.Select((result, index) => new Line(result, index == 0)))
            .ToList();
        var height = lines.Sum(line => line.Height);
        var drawing = new Drawing(Top + height + Panel.AxisHeight);
        var axis = Axis.Log(lines.SelectMany(line => line.Extent).Append(1), Unit.Ratio, labels: 8);
        using var panel = new Panel(
            drawing,
            axis,
            "the first takes more ->",
            Left,
            Top,
            Drawing.Width - Left - Right,
            height
        );
        panel.Reference(1, "the same");
        var top = Top;
        foreach (var line in lines)
        {
            if (line.IsFirst && top > Top)
            {
                drawing.Rule(top);
            }
            Set(drawing, panel, line, top + (line.Height / 2));
            top += line.Height;
        }
        panel.Close();
        return Figure.Of(
            shown,
            drawing,
            "What each claim compares, the first over the second, log scale. Grey: what was claimed, with an arrow where it says \"at least\"; dot and line: what was measured, "
                + $"with its {shown.Frame.Interval} (sizes are exact and have none). The first reading carries a claim's verdict.",
            Listed(shown.Item.Id, lines),
            shown.Claims.SelectMany(result => result.Notes).Distinct()
        );
    }

    private static void Set(Drawing drawing, Panel panel, Line line, double middle)
    {
        var result = line.Result;
        var text = middle - ((line.Heading.Count + line.Reading.Count - 1) * Drawing.LineHeight / 2);
        foreach (var (index, part) in line.Heading.Concat(line.Reading).Index())
        {
            var heading = index < line.Heading.Count;
            drawing.Text(
                heading ? 0 : Indent,
                text,
                part,
                color: heading ? Palette.Ink : Palette.Grey,
                size: heading ? 13 : 12
            );
            text += Drawing.LineHeight;
        }
        if (result.Claim.ValueLow is { } low && (result.Ratio is not null || !result.Claim.IsOrder))
        {
            panel.Band(middle, line.IsFirst ? 9 : 5, low, result.Claim.ValueHigh);
        }
        if (result.Ratio is not null)
        {
            panel.Dot(middle, result.Ratio, line.IsFirst ? First : Other);
        }
        text = middle - ((line.Answer.Count - 1) * Drawing.LineHeight / 2);
        foreach (var (index, part) in line.Answer.Index())
        {
            var verdict = index == 0 && line.IsFirst;
            drawing.Text(
                panel.Right + 14,
                text,
                part,
                color: verdict ? Palette.Ink : Palette.Grey,
                size: verdict ? 13 : 12,
                bold: verdict
            );
            text += Drawing.LineHeight;
        }
    }

    private static string Value(Estimate ratio) =>
        Numbers.Text(ratio) + (ratio.HasInterval && ratio.Lower == ratio.Upper ? ", exact" : "");

    private static string Finding(IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.All(verdict => verdict == Verdict.NotMeasured))
        {
            return "No claim can be judged: what they compare was not measured";
        }
        var holding = verdicts.Count(Holds);
        var rest = verdicts
            .Where(verdict => !Holds(verdict))
            .GroupBy(verdict => verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {(group.Count() == 1 ? "is" : "are")} {Absence.Words(group.Key)}");
        return string.Join(
            "; ",
            [$"{holding} of {verdicts.Count} claims {(holding == 1 ? "holds" : "hold")}", .. rest]
        );
    }

    private static bool Holds(Verdict verdict) => verdict is Verdict.Confirmed or Verdict.StrongerThanClaimed;

    private static Table Listed(string id, IReadOnlyList<Line> lines) =>
        new(
            id,
            Finding([.. lines.Where(line => line.IsFirst).Select(line => line.Result.Verdict)]),
            [
                Column.Text("Claim"),
                Column.Text("Text"),
                Column.Text("Reading"),
                Column.Text("Claimed low"),
                Column.Text("Claimed high"),
                new("", Name: "ratio"),
                Column.Text("Verdict"),
                Column.Text("Note"),
            ],
            [
                .. lines.Select(line => new Row([
                    new(line.Result.Claim.Id),
                    new(line.Result.Claim.Text),
                    new(line.Result.Reading),
                    new($"{line.Result.Claim.ValueLow}"),
                    new($"{line.Result.Claim.ValueHigh}"),
                    TableCell.Of(line.Result.Ratio),
                    new(line.Result.Words),
                    new(string.Join(' ', line.Result.Notes)),
                ])),
            ],
            []
        );
}
