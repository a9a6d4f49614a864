using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Journals;

/// <summary>What a reader needs of runs: these workloads on these targets.</summary>
/// <param name="MostTargets">Whether the runs with most measured targets are taken, not the newest ones.</param>
internal sealed record Needs(IReadOnlyList<string> Workloads, IReadOnlyList<string> Targets, bool MostTargets = false)
{
    /// <summary>The architecture of the machine; null: any, but not an emulated one.</summary>
    public string? Architecture { get; init; }

    /// <summary>The arguments that a workload must have, where that matters; others may have any.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The plan that measures this; null: the usual one of the machine.</summary>
    public string? Plan { get; init; }

    /// <summary>The command that measures this on such a machine.</summary>
    public string Command =>
        Architecture is null || Architecture == Repository.ThisArchitecture
            ? "./analysis collect" + (Plan is null ? "" : $" --plan {Plan}")
            : $"./analysis collect --plan {Plan ?? Plans.Plan.Arm64.Name} --host {Arm64Vm.VmName}";

    /// <summary>
    /// Whether such a run can meet them at all: it is of the machine, and of no plan for a question that is not asked here.
    /// </summary>
    public bool MayBeMetBy(RunFolder run) =>
        run.Info().Host.Is(Architecture) && (Plan is not null || !run.Info().Plan.IsOfQuestion);

    /// <summary>Whether a run measured the workloads on every target, or says why a target is not available.</summary>
    public bool AreMetBy(RunFolder run) => MayBeMetBy(run) && MissingIn(run) is null;

    /// <summary>What the run lacks first, such as <c>n-body on wasmtime-aot</c>; null: it lacks nothing.</summary>
    internal string? MissingIn(RunFolder run)
    {
        if (run.Damage() is not null)
        {
            return "files that can be read";
        }
        var other = run.Info()
            .Cells.FirstOrDefault(cell =>
                Arguments.TryGetValue(cell.Workload, out var arguments) && cell.Arguments != arguments
            );
        if (other is not null)
        {
            return $"{other.Workload} {Arguments[other.Workload]}";
        }
        var unavailable = run.Info().Unavailable.Select(missing => missing.Name);
        var measured = Measured(run).Select(sample => (sample.Workload, sample.Target)).ToHashSet();
        return measured.Count == 0
            ? "a measured sample"
            : (
                from target in Targets.Except(unavailable)
                from workload in Workloads
                where !measured.Contains((workload, target))
                select $"{workload} on {target}"
            ).FirstOrDefault();
    }

    /// <summary>Every target that a run has a measured sample of.</summary>
    public static IEnumerable<string> MeasuredTargets(RunFolder run) =>
        Measured(run).Select(sample => sample.Target).Distinct();

    /// <summary>Everything that a report would measure here if there were no run.</summary>
    public static Needs OfReport(Repository repository) =>
        new(
            [
                .. Workload
                    .All(repository)
                    .Where(workload => workload.Has(Plans.Plan.Headline.Size))
                    .Select(workload => workload.Name),
            ],
            Plans.Plan.Headline.Targets
        );

    public override string ToString() =>
        $"{string.Join(", ", Workloads)} on {string.Join(", ", Targets)}"
        + (Architecture is null ? "" : $" for {Architecture}")
        + (
            Arguments.Count == 0
                ? ""
                : $" with the arguments {string.Join(", ", Arguments.Values.Where(text => text.Length > 0).Distinct())}"
        );

    private static IEnumerable<Sample> Measured(RunFolder run) =>
        run.Read<Sample>().Where(sample => sample.Phase == Phase.Measured);
}
