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
            // Alone, an instance shares nothing: what others would share with it counts as its own.
            new Varied(shown, Metric.PrivateMemory, from: 2),
            new Varied(shown, Metric.ChargedMemory)
        );
        var limit = Numbers.Text(Crowds.LimitBytes, Unit.Bytes);
        return new(
            shown.Item.Id,
            Finding(shown, all),
            [
                Column.Text("Target"),
                new("each takes", Name: "pss_bytes"),
                new("not shared", Name: "private_bytes"),
                new("charged to cgroups", Name: "charged_bytes"),
                new($"expected in {limit}", Name: "expected"),
                new($"tried in {limit}", Name: "tried"),
            ],
            [
                .. shown.RowsOf(target =>
                    [
                        Cell(target, all.Slope(target)),
                        Cell(target, own.Slope(target)),
                        Cell(target, charged.Slope(target)),
                        frame.IsContainer(target) ? TableCell.None : Cell(target, Expected(target)),
                        new(Tried(target)),
                    ]
                ),
            ],
            [
                $"The slopes of lines over 1, 2, 4, .. instances, fitted in each block through those that the limit held, with {frame.Interval}. A page that n processes share counts as an nth in each (PSS), so each further instance adds what it does not share. Not shared: the same of the pages that one process alone has, from two instances on. A cgroup is charged for the kernel's memory, too, but not for files that others read before.",
                $"Expected: how many fit into {limit} by what each is charged. Tried: the most of 1, 2, 4, .. that ran in a cgroup with this limit in every block, and the fewest that did not. Of containers the limit holds the clients alone, since the engine gives each container a cgroup of its own. What each takes counts the client, the container and the engine's process for it; the charge lacks that process, which is in the engine's cgroup.",
            ]
        );

        TableCell Cell(string target, Estimate? estimate) => TableCell.Of(estimate, all.Why(target));

        Estimate? Expected(string target) =>
            charged.Of(
                [target],
                lines =>
                    lines[0].Slope > 0
                        ? Math.Floor((Crowds.LimitBytes - lines[0].AtZero) / lines[0].Slope)
                        : double.PositiveInfinity,
                Unit.Count,
                "instances under the limit"
            );

        string Tried(string target)
        {
            if (all.Slope(target) is null)
            {
                return all.Why(target);
            }
            var refused = all.Points.Except(all.Held(target)).Select(point => point.Place).DefaultIfEmpty(0).Min();
            var held = all.Points.Select(point => point.Place).Where(place => refused == 0 || place < refused).Max();
            return refused == 0 ? $"all of {held}" : $"{held}, not {refused}";
        }
    }

    private static string Finding(Shown shown, Varied all)
    {
        var frame = shown.Frame;
        var container = shown.Targets.FirstOrDefault(frame.IsContainer);
        var beside =
            container is not null && all.Slope(container) is { } each
                ? $", and {Numbers.Text(each)} under {container}, its client included"
                : "";
        return
            shown.Least(frame.IsRuntime, all.Slope) is { } least && shown.Most(frame.IsRuntime, all.Slope) is { } most
            ? $"Each further instance takes from {Numbers.Text(least.Estimate)} under {least.Target} to {Numbers.Text(most.Estimate)} under {most.Target}{beside}"
            : "What each further instance of a program takes";
    }
}
