using Measurement.Frames;

namespace Analysis;

/// <summary>Claims that the report makes on a single program.</summary>
internal sealed class OneProgramClaims : IClaimReader
{
    private static readonly Dictionary<string, (string Workload, Metric Metric)> About = new()
    {
        ["C06"] = ("binary-trees", Metric.ExecutionTime),
        ["C07"] = ("binary-trees", Metric.ExecutionTime),
        ["C15"] = ("fasta", Metric.ExecutionTime),
        ["C18"] = ("binary-trees", Metric.PeakMemory),
    };

    public IReadOnlyList<string> Claims => [.. About.Keys];

    public IEnumerable<Reading> Read(Evidence evidence)
    {
        var (workload, metric) = About[evidence.Claim.Id];
        return evidence
            .OnWorkload($"{metric.Name} of {workload}", workload, metric)
            .Select(reading =>
                reading.Ratio is null ? reading : reading with { Notes = [.. reading.Notes, evidence.Sizes] }
            );
    }
}
