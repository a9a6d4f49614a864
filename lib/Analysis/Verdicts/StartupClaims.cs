using Quantities = Measurement.Frames.Metric;

namespace Analysis.Verdicts;

/// <summary>Claims about startup: the time until a program writes its first byte.</summary>
internal sealed class StartupClaims : IClaimReader
{
    public string Metric => "startup";

    public IReadOnlyDictionary<string, Func<Evidence, IEnumerable<Reading>>> Ways { get; } =
        new Dictionary<string, Func<Evidence, IEnumerable<Reading>>>
        {
            [""] = evidence => evidence.Compare("from launch to the first byte of output", Quantities.StartupTime),
        };
}
