using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;

namespace Analysis.Content;

/// <summary>A part of a container's start.</summary>
/// <param name="Before">What has all parts before this one, in words; null: this is the first.</param>
/// <param name="Target">The target that has this part, too.</param>
/// <param name="With">The same in words.</param>
/// <param name="FirstByteLater">How much later its first byte comes.</param>
/// <param name="LaunchLonger">How much longer its whole launch takes.</param>
/// <param name="Until">When its first byte comes.</param>
internal sealed record StartStep(
    string Name,
    string? Before,
    string Target,
    string With,
    Estimate? FirstByteLater,
    Estimate? LaunchLonger,
    Estimate? Until
);

/// <summary>
/// A container's start taken apart: targets of which each has one part more than the one before it. What the engine's API
/// alone takes is measured beside them, in the same blocks: what a target takes beyond it is its client.
/// </summary>
internal sealed class StartSteps(Shown shown)
{
    private static readonly (string Name, string Target, bool ByApi)[] Order =
    [
        ("the program itself", "native", false),
        ("namespaces, mounts, cgroup", "runc", false),
        ("engine and containerd", "docker-native-no-log", true),
        ("the docker client", "docker-native-no-log", false),
        ("keeping the output", "docker-native", false),
        ("a network of its own", "docker-native-network", false),
    ];

    /// <summary>The parts whose targets were measured.</summary>
    public IReadOnlyList<StartStep> Steps
    {
        get
        {
            var steps = new List<StartStep>();
            Times? before = null;
            foreach (var (name, target, byApi) in Order.Where(step => shown.Targets.Contains(step.Target)))
            {
                var times = byApi ? OfLives(target) : OfLaunches(target);
                if (byApi && times.FirstBytes.Count == 0)
                {
                    continue;
                }
                steps.Add(
                    new(
                        name,
                        before?.Name,
                        target,
                        times.Name,
                        More(each => each.FirstBytes),
                        More(each => each.Launches),
                        Median(times.FirstBytes)
                    )
                );
                before = times.FirstBytes.Count > 0 ? times : before;

                Estimate? More(Func<Times, IReadOnlyList<Observation>> values) =>
                    before is null
                        ? Median(values(times))
                        : Blockwise.OfObserved(
                            shown.Frame,
                            [values(times), values(before)],
                            both => both[0] - both[1],
                            Unit.Nanoseconds,
                            "difference"
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
                        new(step.With),
                        TableCell.Of(step.FirstByteLater, Why(step)),
                        TableCell.Of(step.LaunchLonger, Why(step)),
                        TableCell.Of(step.Until, Why(step)),
                    ])),
                ],
                [
                    $"Each difference is taken within the blocks, with {shown.Frame.Interval}. The last column is the median of the target itself. By the API: a container is created, started, read and removed by the engine's API, without a client.",
                    .. shown.Gaps,
                ]
            );
        }
    }

    /// <summary>Why a part has no number.</summary>
    public string Why(StartStep step) => shown.Frame.Why(shown.Program, step.Target);

    private Times OfLaunches(string target) =>
        new(
            target,
            shown.Frame.Observe(Metric.StartupTime, shown.Program, target),
            shown.Frame.Observe(Metric.ExecutionTime, shown.Program, target)
        );

    private Times OfLives(string target)
    {
        var lives = shown.Frame.LivesOf(target).Where(life => life.Workload == shown.Program).ToList();
        return new($"{target}, by the API", Each(life => life.FirstOutputNs), Each(life => life.RemovedNs));

        IReadOnlyList<Observation> Each(Func<Lifecycle, long> value) =>
            [.. lives.Select(life => new Observation(life.Run, life.Block, value(life), Censored: false))];
    }

    private Estimate? Median(IReadOnlyList<Observation> values) =>
        Estimator.Median(values, Unit.Nanoseconds, Estimator.Confidence(shown.Frame));

    /// <summary>In words: the whole, and the part that takes most of it.</summary>
    private static string Finding(IReadOnlyList<StartStep> steps)
    {
        var whole = steps.LastOrDefault(step => step.Until is not null);
        var largest = steps.MaxBy(step => step.FirstByteLater?.Value);
        return whole?.Until is null || largest?.FirstByteLater is null
            ? "Where a container's start goes"
            : $"{whole.Target} takes {Numbers.Text(whole.Until)} to the first byte; the largest part is {largest.Name} with {Numbers.Text(largest.FirstByteLater)}";
    }

    /// <summary>The times of one way to start, by block.</summary>
    private sealed record Times(
        string Name,
        IReadOnlyList<Observation> FirstBytes,
        IReadOnlyList<Observation> Launches
    );
}
