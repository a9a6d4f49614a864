using Measurement.Frames;

namespace Analysis;

/// <summary>A container's memory, counted in three ways.</summary>
internal sealed class ContainerMemoryClaims : IClaimReader
{
    /// <summary>What the 2022 report counts for a container: its client and the program in it.</summary>
    private static readonly Metric ClientAndProgram = new(
        "peak memory of client and program",
        Unit.Bytes,
        sample => sample.MaxRssBytes + sample.InnerMaxRssBytes
    );

    public IReadOnlyList<string> Claims => ["C05"];

    public IEnumerable<Reading> Read(Evidence evidence) =>
        [
            .. evidence.OverPrograms(
                "container: client and the program inside, as the report counts; Wasm: process",
                ClientAndProgram,
                Metric.PeakMemory
            ),
            .. evidence.OverPrograms("container: its cgroup; Wasm: process", Metric.CgroupPeak, Metric.PeakMemory),
            .. evidence.OverPrograms(
                "container: the program inside; Wasm: process",
                Metric.InnerMemory,
                Metric.PeakMemory
            ),
        ];
}

/// <summary>Memory of runtimes and modes beside each other.</summary>
internal sealed class MemoryClaims : IClaimReader
{
    public IReadOnlyList<string> Claims => ["C16", "C17"];

    public IEnumerable<Reading> Read(Evidence evidence) => evidence.OverPrograms("peak memory", Metric.PeakMemory);
}
