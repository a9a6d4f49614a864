namespace Measurement.Plans;

/// <summary>
/// Names of suites: workloads that are averaged and judged together. No mean, figure or claim spans two of them. Each
/// <c>workload.json</c> names its own; further suites need no entry here.
/// </summary>
internal static class Suite
{
    /// <summary>Programs whose first statement writes one byte: what counts is when that byte arrives.</summary>
    public const string Startup = "startup";

    /// <summary>The six programs of the 2022 report.</summary>
    public const string Games = "games";
}
