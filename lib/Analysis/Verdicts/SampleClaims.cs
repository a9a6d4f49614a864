using Measurement.Frames;
using Quantities = Measurement.Frames.Metric;

namespace Analysis.Verdicts;

/// <summary>
/// Claims about a quantity that samples have. A way to count says which quantity counts for a container, which for a
/// process; so "inside" is the program alone in both.
/// </summary>
internal abstract class SampleClaims(string metric) : IClaimReader
{
    public string Metric => metric;

    public abstract IReadOnlyDictionary<string, Way> Ways { get; }

    /// <param name="words">What is counted.</param>
    protected static Way Counting(string words, Quantities process, Quantities? container = null) =>
        (evidence, step) =>
            evidence.Compare(step, words, target => evidence.IsContainer(target) ? container ?? process : process);

    /// <summary>The mean over every program, also of a claim that is about one.</summary>
    /// <param name="words">What is counted.</param>
    protected static Way OverPrograms(string words, Quantities process, Quantities? container = null) =>
        (evidence, step) =>
            evidence.OverPrograms(step, words, target => evidence.IsContainer(target) ? container ?? process : process);
}

/// <summary>Claims about startup: the time until a program writes its first byte.</summary>
internal sealed class StartupClaims() : SampleClaims("startup")
{
    public override IReadOnlyDictionary<string, Way> Ways { get; } =
        new Dictionary<string, Way>
        {
            ["first byte"] = Counting("from launch to the first byte of output", Quantities.StartupTime),
            ["launch"] = Counting("the whole launch of a program that only starts", Quantities.ExecutionTime),
        };
}

/// <summary>Claims about the whole launch of a program that does nothing.</summary>
internal sealed class LaunchTimeClaims() : SampleClaims("launch time")
{
    public override IReadOnlyDictionary<string, Way> Ways { get; } =
        new Dictionary<string, Way>
        {
            ["launch"] = Counting("the whole launch of a program that only starts", Quantities.ExecutionTime),
        };
}

/// <summary>Claims about run times, with the start of runtime and container, and without.</summary>
internal sealed class RunTimeClaims() : SampleClaims("run time")
{
    /// <summary>The way to count that takes off the time of a program that only starts.</summary>
    public const string NetOfStart = "net of start";

    public override IReadOnlyDictionary<string, Way> Ways { get; } =
        new Dictionary<string, Way>
        {
            ["launch"] = Counting(Evidence.AsLaunched, Quantities.ExecutionTime),
            [NetOfStart] = (evidence, step) => evidence.NetOfStart(step),
            ["second machine"] = (evidence, step) => evidence.AgainstSecondMachine(step, netOfStart: false),
            ["second machine, net of start"] = (evidence, step) =>
                evidence.AgainstSecondMachine(step, netOfStart: true),
            ["inside"] = Counting(
                "the program inside the container alone",
                Quantities.ExecutionTime,
                Quantities.InnerTime
            ),
            ["every program"] = OverPrograms("every program, as launched", Quantities.ExecutionTime),
            ["every program, inside"] = OverPrograms(
                "every program, inside the container alone",
                Quantities.ExecutionTime,
                Quantities.InnerTime
            ),
        };
}

/// <summary>Claims about peak memory. The memory of a container is counted in four ways.</summary>
internal sealed class MemoryClaims() : SampleClaims("peak memory")
{
    /// <summary>
    /// The 2022 report's way to count the memory of a container: its client and the program in it. A launch that lacks
    /// one of them has no such number.
    /// </summary>
    private static readonly Quantities ClientAndProgram = new(
        "peak memory of client and program",
        Unit.Bytes,
        sample => sample.MaxRssBytes + sample.InnerMaxRssBytes
    );

    public override IReadOnlyDictionary<string, Way> Ways { get; } =
        new Dictionary<string, Way>
        {
            ["process"] = Counting("the process", Quantities.PeakMemory),
            ["client and program"] = Counting(
                "client and program of the container, as the report counts",
                Quantities.PeakMemory,
                ClientAndProgram
            ),
            ["cgroup"] = Counting(
                "the container's cgroup, without the client",
                Quantities.PeakMemory,
                Quantities.CgroupPeak
            ),
            ["inside"] = Counting(
                "the program inside the container alone",
                Quantities.PeakMemory,
                Quantities.InnerMemory
            ),
            ["client"] = Counting("the container's client alone", Quantities.PeakMemory),
            ["every program"] = OverPrograms(
                "every program, client and program of the container",
                Quantities.PeakMemory,
                ClientAndProgram
            ),
            ["every program, cgroup"] = OverPrograms(
                "every program, the container's cgroup without the client",
                Quantities.PeakMemory,
                Quantities.CgroupPeak
            ),
        };
}
