using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>What a program takes on disk: a container's image against a runtime's files for the program.</summary>
internal sealed class SizeClaims : IClaimReader
{
    private const string ImageIsBare =
        "The image holds nothing but the static program: one with a Linux distribution in it is larger.";

    public string Metric => "disk size";

    public IReadOnlyDictionary<string, Func<Evidence, IEnumerable<Reading>>> Ways { get; } =
        new Dictionary<string, Func<Evidence, IEnumerable<Reading>>>
        {
            ["artifact"] = evidence => [Image(evidence, "AOT artifact", workload => Artifact(evidence, workload))],
            ["artifact and runtime"] = evidence =>
                [
                    Image(
                        evidence,
                        "AOT artifact and the runtime's files",
                        workload =>
                            Artifact(evidence, workload)
                            + evidence.Bytes(evidence.Denominator, "", ArtifactKind.Runtime)
                    ),
                ],
            ["module"] = evidence =>
                [
                    Image(
                        evidence,
                        "module before AOT compilation",
                        workload => evidence.Bytes(evidence.Denominator, workload, ArtifactKind.Module)
                    ),
                ],
        };

    private static Reading Image(Evidence evidence, string wasm, Func<string, long?> bytes) =>
        evidence.OfSizes($"container: image; Wasm: {wasm}", ArtifactKind.Image, bytes).With(ImageIsBare);

    private static long? Artifact(Evidence evidence, string workload) =>
        evidence.Bytes(evidence.Denominator, workload, ArtifactKind.AotArtifact);
}
