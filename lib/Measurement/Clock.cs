using System.Diagnostics;

namespace Measurement;

/// <summary>
/// The only place that reads a clock. Samples are timed by the probe, never here. This clock dates runs, paces
/// progress, and times what happens through an engine's API.
/// </summary>
internal static class Clock
{
#pragma warning disable RS0030 // the one place where the banned clocks may be read
    public static DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>A reading of the monotonic clock, in nanoseconds from an arbitrary origin.</summary>
    public static long MonotonicNs => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
#pragma warning restore RS0030

    public static TimeSpan Since(long monotonicNs) => TimeSpan.FromMicroseconds((MonotonicNs - monotonicNs) / 1e3);
}
