using Measurement.Frames;
using Quantities = Measurement.Frames.Metric;

namespace Analysis.Verdicts;

/// <summary>Claims about peak memory. The memory of a container is counted in three ways.</summary>
internal sealed class MemoryClaims : IClaimReader
{
    /// <summary>The 2022 report's way to count the memory of a container: its client and the program in it.</summary>
    private static readonly Quantities ClientAndProgram = new(
        "peak memory of client and program",
        Unit.Bytes,
        sample => sample.MaxRssBytes + sample.InnerMaxRssBytes
    );

    public string Metric => "peak memory";

    public IReadOnlyDictionary<string, Func<Evidence, IEnumerable<Reading>>> Ways { get; } =
        new Dictionary<string, Func<Evidence, IEnumerable<Reading>>>
        {
            [""] = evidence => evidence.Compare(Quantities.PeakMemory),
            ["client and program"] = evidence =>
                evidence.Compare(
                    "container: client and the program inside, as the report counts; Wasm: process",
                    ClientAndProgram,
                    Quantities.PeakMemory
                ),
            ["cgroup"] = evidence =>
                evidence.Compare("container: its cgroup; Wasm: process", Quantities.CgroupPeak, Quantities.PeakMemory),
            ["inside"] = evidence =>
                evidence.Compare(
                    "container: the program inside; Wasm: process",
                    Quantities.InnerMemory,
                    Quantities.PeakMemory
                ),
        };
}
