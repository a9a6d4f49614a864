using Analysis.Estimates;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>
/// The geometric means of targets that are compared with each other. They are all over the same programs: those that
/// every compared target finished. Where interpreters stand beside compiled code, they take no program away from it. A
/// target that reached the time limit on a program that is left has a bound.
/// </summary>
internal sealed class Means
{
    private readonly Shown _shown;

    /// <param name="targets">The targets that are compared with each other.</param>
    /// <param name="programs">The programs of the suite.</param>
    public Means(Shown shown, IEnumerable<string> targets, IReadOnlyList<string> programs)
    {
        _shown = shown;
        var compared = targets.Where(target => !shown.Frame.IsNative(target)).ToList();
        var compiled = compared.FindAll(target => shown.Frame.FactsOf(target) is not { Mode: Mode.Interpreter });
        var cutOff = (compiled.Count > 0 ? compiled : compared)
            .Select(target =>
                (
                    Target: target,
                    Programs: Estimator.CutOff(shown.Frame, programs, SideOf(target), SideOf(shown.Native))
                )
            )
            .Where(each => each.Programs.Count * 2 <= programs.Count)
            .ToList();
        var left = cutOff.SelectMany(each => each.Programs).ToHashSet();
        Programs = [.. programs.Where(program => !left.Contains(program))];
        Name = left.Count == 0 ? "geometric mean" : $"geometric mean without {string.Join(", ", left)}";
        string[] bounds =
        [
            .. from target in left.Count == 0 ? [] : compared
            let bound = Estimator.BoundOfMean(shown.Frame, programs, SideOf(target), SideOf(shown.Native))
            where bound is not null
            select $"{target} {Numbers.Short(bound)}",
        ];
        Notes =
        [
            .. left.Select(program =>
                $"Means are without {program} here, on which {string.Join(" and ", Targets(program))} reached the time limit."
            ),
            .. bounds.Length == 0
                ? (string[])[]
                : [$"Over all programs, some of which reached the time limit: {string.Join(", ", bounds)}."],
        ];

        IEnumerable<string> Targets(string program) =>
            cutOff.Where(each => each.Programs.Contains(program)).Select(each => each.Target);
    }

    public IReadOnlyList<string> Programs { get; }

    /// <summary>With the programs that are left out.</summary>
    public string Name { get; }

    /// <summary>With how many programs there are.</summary>
    public string Words => $"{Name} over {Programs.Count} programs";

    /// <summary>
    /// Which programs are left out and why, and the bounds of the means over all programs, of targets that reached the
    /// time limit; or nothing.
    /// </summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The mean ratio to native of a target, or of several in each block; null: it was not measured.</summary>
    public Estimate? Of(params IReadOnlyList<string> targets) =>
        Estimator.BoundOfMean(_shown.Frame, Programs, SideOf(targets), SideOf(_shown.Native))
        ?? Estimator.GeometricMean(_shown.Frame, Programs, SideOf(targets), SideOf(_shown.Native));

    /// <summary>Why targets have no mean, in the one or two words that stand in its place.</summary>
    public string Why(params IReadOnlyList<string> targets) =>
        _shown.Frame.Why(Programs, _shown.Metric, [.. targets, _shown.Native]);

    /// <summary>The centre of each program's ratios, of which the mean is made.</summary>
    public IReadOnlyList<double> Centers(params IReadOnlyList<string> targets) =>
        Estimator.Centers(_shown.Frame, Programs, SideOf(targets), SideOf(_shown.Native));

    private Side SideOf(params IReadOnlyList<string> targets) => _shown.SideOf(targets);
}
