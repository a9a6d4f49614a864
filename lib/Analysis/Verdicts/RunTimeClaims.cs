using Quantities = Measurement.Frames.Metric;

namespace Analysis.Verdicts;

/// <summary>Claims about run times. The run time of a container is counted with and without its start.</summary>
internal sealed class RunTimeClaims : IClaimReader
{
    public string Metric => "run time";

    public IReadOnlyDictionary<string, Func<Evidence, IEnumerable<Reading>>> Ways { get; } =
        new Dictionary<string, Func<Evidence, IEnumerable<Reading>>>
        {
            [""] = evidence => evidence.Compare(Quantities.ExecutionTime),
            ["launch"] = evidence =>
                evidence
                    .Compare("as launched, container start included", Quantities.ExecutionTime)
                    .Select(reading => reading.With(evidence.Sizes)),
            ["inside"] = evidence =>
                evidence.Compare(
                    "the program inside the container against the Wasm process",
                    Quantities.InnerTime,
                    Quantities.ExecutionTime
                ),
        };
}
