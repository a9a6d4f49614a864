using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Content;

/// <summary>A part of a container's start.</summary>
/// <param name="Before">The target that has all parts before this one; null: this is the first.</param>
/// <param name="Target">The target that has this part, too.</param>
/// <param name="FirstByteLater">How much later its first byte comes.</param>
/// <param name="LaunchLonger">How much longer its whole launch takes.</param>
/// <param name="Until">When its first byte comes.</param>
internal sealed record StartStep(
    string Name,
    string? Before,
    string Target,
    Estimate? FirstByteLater,
    Estimate? LaunchLonger,
    Estimate? Until
);

/// <summary>A container's start taken apart: targets of which each has one part more than the one before it.</summary>
internal sealed class StartSteps(Shown shown)
{
    private static readonly (string Name, string Target)[] Order =
    [
        ("the program itself", "native"),
        ("namespaces, mounts, cgroup", "runc"),
        ("engine, containerd and client", "docker-native-no-log"),
        ("keeping the output", "docker-native"),
        ("a network of its own", "docker-native-network"),
    ];

    /// <summary>The parts whose targets were measured.</summary>
    public IReadOnlyList<StartStep> Steps
    {
        get
        {
            var steps = new List<StartStep>();
            foreach (var (name, target) in Order.Where(step => shown.Targets.Contains(step.Target)))
            {
                var before = steps.LastOrDefault(step => step.Until is not null)?.Target;
                steps.Add(
                    new(
                        name,
                        before,
                        target,
                        More(Metric.StartupTime),
                        More(Metric.ExecutionTime),
                        Estimator.Median(shown.Frame, Metric.StartupTime, shown.Program, target)
                    )
                );

                Estimate? More(Metric metric) =>
                    before is null
                        ? Estimator.Median(shown.Frame, metric, shown.Program, target)
                        : Blockwise.Difference(
                            shown.Frame,
                            new(shown.Program, metric, target),
                            new(shown.Program, metric, before)
                        );
            }
            return steps;
        }
    }

    /// <summary>The parts as numbers.</summary>
    public Table Listed
    {
        get
        {
            var steps = Steps;
            return new(
                shown.Item.Id,
                Finding(steps),
                [
                    Column.Text("Step"),
                    Column.Text("From"),
                    Column.Text("To"),
                    new("first byte later by", Name: "first_byte_ns"),
                    new("whole launch longer by", Name: "launch_ns"),
                    new("until the first byte", Name: "until_ns"),
                ],
                [
                    .. steps.Select(step => new Row([
                        new(step.Name),
                        new(step.Before ?? "-"),
                        new(step.Target),
                        TableCell.Of(step.FirstByteLater, Why(step)),
                        TableCell.Of(step.LaunchLonger, Why(step)),
                        TableCell.Of(step.Until, Why(step)),
                    ])),
                ],
                [
                    $"Each difference is taken within the blocks, with {shown.Frame.Interval}. The last column is the median of the target itself.",
                    .. shown.Gaps,
                ]
            );
        }
    }

    /// <summary>Why a part has no number.</summary>
    public string Why(StartStep step) => shown.Frame.Why(shown.Program, step.Target);

    /// <summary>In words: the whole, and the part that takes most of it.</summary>
    private static string Finding(IReadOnlyList<StartStep> steps)
    {
        var whole = steps.LastOrDefault(step => step.Until is not null);
        var largest = steps.MaxBy(step => step.FirstByteLater?.Value);
        return whole?.Until is null || largest?.FirstByteLater is null
            ? "Where a container's start goes"
            : $"{whole.Target} takes {Numbers.Text(whole.Until)} to the first byte, of which {largest.Name} take {Numbers.Text(largest.FirstByteLater)}";
    }
}
