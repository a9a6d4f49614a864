using Measurement.Plans;

namespace Measurement.Journals;

/// <summary>What a reader of runs cannot do without: these workloads on these targets.</summary>
/// <param name="MostTargets">Of the runs that have it, prefer those that measured most targets to the newest.</param>
public sealed record Needs(IReadOnlyList<string> Workloads, IReadOnlyList<string> Targets, bool MostTargets = false)
{
    /// <summary>Measured on every target, or the run says why a target was not to be had.</summary>
    public bool AreMetBy(RunFolder run)
    {
        var unavailable = run.Info().Unavailable.Select(gone => gone.Name);
        var measured = Measured(run).Select(sample => (sample.Workload, sample.Target)).ToHashSet();
        return measured.Count > 0
            && Targets
                .Except(unavailable)
                .All(target => Workloads.All(workload => measured.Contains((workload, target))));
    }

    /// <summary>The run to take of several that meet the needs, oldest first; null: there is none.</summary>
    public RunFolder? Best(IEnumerable<RunFolder> runs) =>
        MostTargets
            ? runs.OrderBy(run => Measured(run).Select(sample => sample.Target).Distinct().Count()).LastOrDefault()
            : runs.LastOrDefault();

    /// <summary>Everything that a report without a run would measure here.</summary>
    public static Needs OfReport(Repository repository) =>
        new([.. Workload.All(repository).Select(workload => workload.Name)], Plan.Headline.Targets);

    public override string ToString() => $"{string.Join(", ", Workloads)} on {string.Join(", ", Targets)}";

    private static IEnumerable<Sample> Measured(RunFolder run) =>
        run.Read<Sample>().Where(sample => sample.Phase == Phase.Measured);
}
