using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>
/// How much memory each further instance of a program takes that waits beside others, and how many of them a memory limit
/// holds: as it was tried, and as the memory of each lets one expect.
/// </summary>
internal static class CrowdTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        var (all, own, charged) = (
            new Varied(shown),
            new Varied(shown, Metric.PrivateMemory),
            new Varied(shown, Metric.ChargedMemory)
        );
        var limit = Numbers.Text(Crowds.LimitBytes, Unit.Bytes);
        return new(
            shown.Item.Id,
            Finding(shown, all),
            [
                Column.Text("Target"),
                new("each takes", Name: "pss_bytes"),
                new("of this not shared", Name: "private_bytes"),
                new("charged to cgroups", Name: "charged_bytes"),
                new($"expected in {limit}", Name: "expected"),
                new("tried", Name: "tried"),
            ],
            [
                .. shown.Targets.Select(target => new Row(
                    [
                        new(target),
                        Cell(target, all.Slope(target)),
                        Cell(target, own.Slope(target)),
                        Cell(target, charged.Slope(target)),
                        Cell(target, Expected(target)),
                        new(Tried(target)),
                    ],
                    Rule: frame.BeginsGroup(shown.Targets, target)
                )),
            ],
            [
                $"The slopes of lines over 1, 2, 4, .. instances, fitted in each block through those that the limit held, with {frame.Interval}. A page that n processes share counts as an nth in each (PSS), so each further instance adds what it does not share. A cgroup is charged for the kernel's memory, too, but not for files that others read before.",
                $"Expected: how many the charge of each lets fit into {limit}. Tried: the most of 1, 2, 4, .. that ran in a cgroup with this limit in every block, and the fewest that did not. Of a container the limit holds the client alone, since the engine gives each container a cgroup of its own; the other columns count clients, containers and the engine's process for each of them.",
            ]
        );

        TableCell Cell(string target, Estimate? estimate) => TableCell.Of(estimate, all.Why(target));

        Estimate? Expected(string target) =>
            charged.Of(
                [target],
                lines => Math.Floor((Crowds.LimitBytes - lines[0].AtZero) / lines[0].Slope),
                Unit.Count,
                "instances under the limit"
            );

        string Tried(string target)
        {
            if (all.Slope(target) is null)
            {
                return all.Why(target);
            }
            var held = all.Held(target).Max(point => point.Place);
            var refused = all.Points.Select(point => point.Place).Where(place => place > held).ToList();
            return refused.Count == 0 ? $"all of {held}" : $"{held}, not {refused.Min()}";
        }
    }

    private static string Finding(Shown shown, Varied all)
    {
        var least = shown
            .Targets.Where(shown.Frame.IsWasm)
            .Where(target => !shown.Frame.IsContainer(target))
            .Select(target => (Target: target, Slope: all.Slope(target)))
            .Where(each => each.Slope is not null)
            .OrderBy(each => each.Slope!.Value)
            .FirstOrDefault();
        var container = shown.Targets.FirstOrDefault(shown.Frame.IsContainer);
        return least.Slope is null ? "What each further instance of a program takes"
            : container is null || all.SlopeRatio(container, least.Target) is not { } ratio
                ? $"Each further instance takes {Numbers.Text(least.Slope)} under {least.Target}"
            : $"Each further instance takes {Numbers.Text(least.Slope)} under {least.Target}, and under {container} {Numbers.Text(ratio)} that";
    }
}
