namespace Measurement.Plans;

/// <summary>
/// Names of suites. A suite is a set of workloads that are averaged and judged together. No mean, figure or claim spans
/// two suites. Each <c>workload.json</c> names its suite; a further suite needs no entry here.
/// </summary>
internal static class Suite
{
    /// <summary>Programs whose first statement writes one byte; what counts is when that byte arrives.</summary>
    public const string Startup = "startup";

    /// <summary>
    /// The loading of a runtime's own program, the part of a start that no program of ours can change. It is the suite
    /// of one workload of that name, which has no folder: each runtime prints its version.
    /// </summary>
    public const string Loading = "loading";

    /// <summary>The six programs of the 2022 report.</summary>
    public const string Games = "games";
}
