using Measurement;

namespace Analysis;

/// <summary>F4: what was claimed, what was measured, and the verdict; a row a reading.</summary>
public static class ClaimsChart
{
    internal const string Id = "F4";
    private const double Left = 316;
    private const double Right = 172;
    private const double Top = 24;
    private static readonly Look First = new(Palette.Ink, ScottPlot.MarkerShape.FilledCircle, Filled: true);
    private static readonly Look Other = new(Palette.Grey, ScottPlot.MarkerShape.FilledCircle, Filled: false);

    /// <summary>One reading as it is set: its label in lines, and its height.</summary>
    private sealed record Line(
        ClaimResult Result,
        bool IsFirst,
        IReadOnlyList<string> Heading,
        IReadOnlyList<string> Reading
    )
    {
        public double Height =>
            Math.Max(IsFirst ? 44 : 40, ((Heading.Count + Reading.Count) * Drawing.LineHeight) + (IsFirst ? 14 : 8));
    }

    public static Figure Draw(Frame frame, IReadOnlyList<ClaimResult> results)
    {
        var claims = results
            .GroupBy(result => result.Claim.Id)
            .OrderBy(group => group.First().Claim.Section, StringComparer.Ordinal)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var lines = claims.SelectMany(claim => claim.Select((result, index) => LineOf(result, index == 0))).ToList();
        var height = lines.Sum(line => line.Height);
        var drawing = new Drawing(Top + height + 44);
        var axis = Axis.Log(lines.SelectMany(Held).Append(1), Unit.Ratio, labels: 8);
        using var panel = new Panel(drawing, axis, Left, Top, Drawing.Width - Left - Right, height);
        panel.Reference(1, "the same");
        var top = Top;
        foreach (var line in lines)
        {
            if (line.IsFirst && top > Top)
            {
                drawing.Rule(top);
            }
            Set(drawing, panel, line, top);
            top += line.Height;
        }
        panel.Close("Wasm better ->", "<- worse");
        var title = Title([.. claims.Select(claim => claim.First().Verdict)]);
        var subtitle =
            "How many times better Wasm is, log scale. Grey: what was claimed (an arrow: at least); dot and line: measured, with 95% interval "
            + "(none where sizes are exact). The verdict stands on a claim's first reading; the others are other ways to read it.";
        var description = $"{subtitle} {string.Join("; ", results.Select(Described))}.";
        return new(Id, title, subtitle, frame.Footer, description, drawing.Svg(Id, title, description), Data(results));
    }

    private static void Set(Drawing drawing, Panel panel, Line line, double top)
    {
        var result = line.Result;
        var middle = top + (line.Height / 2);
        var ink = line.IsFirst ? Palette.Ink : Palette.Grey;
        var text = middle - ((line.Heading.Count + line.Reading.Count - 1) * Drawing.LineHeight / 2);
        foreach (var part in line.Heading)
        {
            drawing.Text(0, text, part);
            text += Drawing.LineHeight;
        }
        foreach (var part in line.Reading)
        {
            drawing.Text(34, text, part, color: Palette.Grey, size: 12);
            text += Drawing.LineHeight;
        }
        if (result.Claim.ValueLow is { } low)
        {
            panel.Band(middle, line.IsFirst ? 9 : 5, low, result.Claim.ValueHigh);
        }
        if (result.Ratio is null)
        {
            drawing.Text(
                panel.Right + 12,
                middle,
                FrameExtensions.Words(result.Verdict),
                color: Palette.Grey,
                italic: true
            );
            return;
        }
        panel.Dot(middle, result.Ratio, line.IsFirst ? First : Other);
        drawing.Text(
            panel.Right + 12,
            middle - 9,
            FrameExtensions.Words(result.Verdict),
            color: ink,
            bold: line.IsFirst
        );
        drawing.Text(panel.Right + 12, middle + 8, Value(result.Ratio), color: Palette.Grey, size: 12);
    }

    private static Line LineOf(ClaimResult result, bool first) =>
        new(
            result,
            first,
            first ? Drawing.Wrap($"{result.Claim.Id}  {result.Claim.Text}", Left - 16) : [],
            Drawing.Wrap(result.Reading, Left - 50, 12)
        );

    private static IEnumerable<double> Held(Line line) =>
        [
            .. new[] { line.Result.Claim.ValueLow, line.Result.Claim.ValueHigh }.OfType<double>(),
            .. line.Result is { Claim: { ValueLow: { } low, ValueHigh: null } } ? [low * 2] : (double[])[],
            .. line.Result.Ratio is { } ratio ? (double[])[ratio.Value, ratio.Lower, ratio.Upper] : [],
        ];

    private static string Value(Estimate ratio) =>
        ratio.HasInterval && ratio.Lower == ratio.Upper ? $"{Numbers.Text(ratio)}, exact" : Numbers.Text(ratio);

    private static string Title(IReadOnlyList<Verdict> verdicts)
    {
        var holding = verdicts.Count(verdict => verdict is Verdict.Confirmed or Verdict.StrongerThanClaimed);
        var rest = verdicts
            .Where(verdict => verdict is not (Verdict.Confirmed or Verdict.StrongerThanClaimed))
            .GroupBy(verdict => verdict)
            .OrderBy(group => group.Key)
            .Select(group =>
                $"{group.Count()} {(group.Count() == 1 ? "is" : "are")} {FrameExtensions.Words(group.Key)}"
            );
        return $"{holding} of {verdicts.Count} claims {(holding == 1 ? "holds" : "hold")}{string.Concat(rest.Select((part, index) => (index == 0 ? ": " : ", ") + part))}";
    }

    private static string Described(ClaimResult result) =>
        $"{result.Claim.Id} {result.Claim.Text} ({result.Reading}): {FrameExtensions.Words(result.Verdict)}"
        + (result.Ratio is null ? "" : $", {Value(result.Ratio)}");

    private static string Data(IEnumerable<ClaimResult> results) =>
        Csv.Text([
            [
                "claim",
                "section",
                "text",
                "reading",
                "claimed_low",
                "claimed_high",
                "ratio",
                "ratio_low",
                "ratio_high",
                "samples",
                "verdict",
                "more_samples",
                "note",
            ],
            .. results.Select(result =>
                new[]
                {
                    result.Claim.Id,
                    result.Claim.Section,
                    result.Claim.Text,
                    result.Reading,
                    Csv.Number(result.Claim.ValueLow ?? double.NaN),
                    Csv.Number(result.Claim.ValueHigh ?? double.NaN),
                    Csv.Number(result.Ratio?.Value ?? double.NaN),
                    Csv.Number(result.Ratio?.Lower ?? double.NaN),
                    Csv.Number(result.Ratio?.Upper ?? double.NaN),
                    $"{result.Ratio?.Count}",
                    FrameExtensions.Words(result.Verdict),
                    $"{result.MoreSamples}",
                    result.Note ?? "",
                }
            ),
        ]);
}
