using Measurement.Plans;

namespace Analysis;

internal sealed class SizeClaims : IClaimReader
{
    private const string ImageIsBare =
        "The image holds nothing but the static program: one with a Linux distribution in it is larger.";

    public IReadOnlyList<string> Claims => ["C04"];

    public IEnumerable<Reading> Read(Evidence evidence)
    {
        var runtime = evidence.Bytes(evidence.Denominator, "", ArtifactKind.Runtime);
        Reading[] readings =
        [
            Image("AOT artifact", Aot),
            Image("AOT artifact and the runtime's files", workload => Aot(workload) + runtime),
            Image("module before AOT compilation", workload => Bytes(workload, ArtifactKind.Module)),
        ];
        return readings.Select(reading =>
            reading.Ratio is null ? reading : reading with { Notes = [.. reading.Notes, ImageIsBare] }
        );

        Reading Image(string wasm, Func<string, long?> bytes) =>
            evidence.OfSizes($"container: image; Wasm: {wasm}", ArtifactKind.Image, bytes);
        long? Aot(string workload) => Bytes(workload, ArtifactKind.AotArtifact);
        long? Bytes(string workload, ArtifactKind kind) => evidence.Bytes(evidence.Denominator, workload, kind);
    }
}
