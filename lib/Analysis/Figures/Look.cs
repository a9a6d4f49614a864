using Measurement.Plans;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// The look of a target in every figure: the family decides the colour, the mode decides the marker. Both follow from
/// the target's facts, so a new target needs no entry here.
/// </summary>
internal sealed record Look(Color Color, MarkerShape Shape, bool Filled)
{
    /// <summary>The colours by the family's place: Okabe and Ito's, then others.</summary>
    private static readonly string[] Colors =
    [
        "#000000",
        "#0072B2",
        "#E69F00",
        "#CC79A7",
        "#009E73",
        "#56B4E9",
        "#8C6D1F",
        "#B8A800",
        "#332288",
        "#882255",
        "#D55E00",
    ];

    /// <summary>The colours of families that have no place, in the order of the families' names.</summary>
    private static readonly string[] SpareColors = ["#7A0177", "#1B7837", "#A6761D", "#4A6FE3", "#B2182B", "#5F6B6D"];

    /// <param name="all">Every target of the runs: a family without a place keeps its colour on all pages.</param>
    public static Look Of(TargetFacts target, IEnumerable<TargetFacts> all)
    {
        var color = Color.FromHex(target.Place < Colors.Length ? Colors[target.Place] : Spare(target, all));
        return target switch
        {
            { Container: true } => new(color, MarkerShape.FilledSquare, Filled: true),
            _ => Of(target.Mode, color),
        };
    }

    /// <summary>The look of several targets of one mode together.</summary>
    public static Look Of(Mode mode) => Of(mode, Palette.Grey);

    private static Look Of(Mode mode, Color color) =>
        mode switch
        {
            Mode.Native => new(color, MarkerShape.FilledDiamond, Filled: true),
            Mode.Interpreter => new(color, MarkerShape.FilledTriangleUp, Filled: true),
            Mode.Aot => new(color, MarkerShape.FilledCircle, Filled: true),
            _ => new(color, MarkerShape.FilledCircle, Filled: false),
        };

    private static string Spare(TargetFacts target, IEnumerable<TargetFacts> all)
    {
        var families = all.Where(other => other.Place >= Colors.Length)
            .Select(other => other.Family)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return SpareColors[Math.Max(0, families.IndexOf(target.Family)) % SpareColors.Length];
    }
}
