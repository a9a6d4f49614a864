using Measurement.Frames;

namespace Analysis;

/// <summary>A container's run time, with and without its start.</summary>
internal sealed class ContainerTimeClaims : IClaimReader
{
    public IReadOnlyList<string> Claims => ["C02", "C03"];

    public IEnumerable<Reading> Read(Evidence evidence) =>
        [
            .. evidence
                .OverPrograms("as launched, container start included", Metric.ExecutionTime)
                .Select(reading =>
                    reading.Ratio is null ? reading : reading with { Notes = [.. reading.Notes, evidence.Sizes] }
                ),
            .. evidence.OverPrograms(
                "the program inside the container against the Wasm process",
                Metric.InnerTime,
                Metric.ExecutionTime
            ),
        ];
}

/// <summary>Run times of runtimes and modes beside each other.</summary>
internal sealed class RunTimeClaims : IClaimReader
{
    public IReadOnlyList<string> Claims => ["C11", "C12", "C13", "C14"];

    public IEnumerable<Reading> Read(Evidence evidence) =>
        evidence.OverPrograms("execution time", Metric.ExecutionTime);
}
