using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>
/// From which length of a run on a start no longer matters, and up to which length a target is ahead of a container.
/// Lengths are what the work of the run takes natively, so that they mean the same for every target.
/// </summary>
internal static class BreakEvenTable
{
    /// <summary>The share of a run that its start takes where it no longer matters.</summary>
    private const double Small = 0.1;

    public static Table Of(Shown shown)
    {
        var varied = new Varied(shown);
        var (native, container) = (shown.Native, shown.Targets.FirstOrDefault(shown.Frame.IsContainer));
        return new(
            shown.Item.Id,
            Finding(shown, varied, container),
            [
                Column.Text("Target"),
                new("start", Name: "start_ns"),
                new("work relative to native", Name: "work_ratio"),
                new($"start under {Numbers.Percent(Small)} of a run from", Name: "small_from_ns"),
                .. container is null ? (Column[])[] : [new($"ahead of {container} up to", Name: "ahead_up_to_ns")],
            ],
            [
                .. shown.RowsOf(target =>
                    [
                        Cell(target, varied.AtZero(target)),
                        shown.Frame.IsNative(target) ? TableCell.None : Cell(target, varied.SlopeRatio(target, native)),
                        Cell(target, SmallFrom(varied, target, native)),
                        .. container is null
                            ? (TableCell[])[]
                            : [target == container ? TableCell.None : Ahead(target, container)],
                    ]
                ),
            ],
            [
                "A length is what the work takes natively, without any start. A launch takes its start and, for each second of that, the third column in seconds.",
                "Never: the target starts later than the container. Always: it starts earlier and works no slower. A bound: the interval reaches to runs of any length.",
            ]
        );

        TableCell Cell(string target, Estimate? estimate) => TableCell.Of(estimate, varied.Why(target));

        TableCell Ahead(string target, string other) =>
            AheadUpTo(varied, target, other, native) switch
            {
                null => Cell(target, null),
                { Value: double.PositiveInfinity } => new("always"),
                { Value: 0 } => new("never"),
                { Upper: double.PositiveInfinity } open => TableCell.Of(
                    open with
                    {
                        Lower = null,
                        Upper = null,
                        Value = open.Lower ?? open.Value,
                        Bound = Bound.AtLeast,
                    }
                ),
                var some => TableCell.Of(some),
            };
    }

    /// <summary>The native length of a run of which the start takes just the small share.</summary>
    private static Estimate? SmallFrom(Varied varied, string target, string native) =>
        varied.Of(
            [target, native],
            lines => lines[0].AtZero * (1 - Small) / Small / lines[0].Slope * lines[1].Slope,
            Unit.Nanoseconds,
            "length of a run"
        );

    /// <summary>
    /// The native length of a run that takes two targets the same time. Infinite: the first is ahead however long it
    /// takes; 0: it starts later.
    /// </summary>
    private static Estimate? AheadUpTo(Varied varied, string target, string other, string native) =>
        varied.Of(
            [target, other, native],
            lines =>
            {
                var head = lines[1].AtZero - lines[0].AtZero;
                var loss = lines[0].Slope - lines[1].Slope;
                return loss > 0 ? Math.Max(0, head) / loss * lines[2].Slope
                    : head >= 0 ? double.PositiveInfinity
                    : 0;
            },
            Unit.Nanoseconds,
            "break-even"
        );

    private static string Finding(Shown shown, Varied varied, string? container)
    {
        // Where the work itself is slow, a start is soon a small part of it: that is no merit.
        var first = shown.Least(
            target => shown.Frame.FactsOf(target) is { IsWasm: true, NearNative: not false },
            target => SmallFrom(varied, target, shown.Native)
        );
        var ofContainer = container is null ? null : SmallFrom(varied, container, shown.Native);
        return first is not { } least
            ? "From which length of a run on a start no longer matters"
            : $"The start of {least.Target} is under {Numbers.Percent(Small)} of a run whose work takes {Numbers.Text(least.Estimate)} natively"
                + (ofContainer is null ? "" : $", that of {container} from {Numbers.Text(ofContainer)} on");
    }
}
