using Measurement.Frames;

namespace Analysis;

internal sealed class StartupClaims : IClaimReader
{
    public IReadOnlyList<string> Claims => ["C01", "C08", "C09", "C10"];

    public IEnumerable<Reading> Read(Evidence evidence) =>
        evidence.OnWorkload("from launch to the first byte of output", Evidence.Startup, Metric.StartupTime);
}
