using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>What a program takes on disk: a container's image against a runtime's files for the program.</summary>
internal sealed class SizeClaims : IClaimReader
{
    public const string Quantity = "disk size";

    public string Metric => Quantity;

    public IReadOnlyDictionary<string, Way> Ways { get; } =
        new Dictionary<string, Way>
        {
            ["artifact"] = Counting("the bare image against the compiled artifact", Artifact),
            ["artifact, debian-slim"] = OnBase("debian-slim"),
            ["artifact, busybox"] = OnBase("busybox"),
            ["artifact and runtime"] = Counting(
                "the bare image against the compiled artifact with the runtime's files",
                (evidence, target, program) =>
                    Artifact(evidence, target, program) + evidence.Bytes(target, "", ArtifactKind.Runtime)
            ),
            ["module"] = Counting(
                "the bare image against the module before it is compiled",
                (evidence, target, program) => evidence.Bytes(target, program, ArtifactKind.Module)
            ),
        };

    private static Way Counting(string words, Func<Evidence, string, string, long?> wasm) =>
        (evidence, step) =>
            evidence.OfSizes(
                step,
                words,
                program => evidence.Bytes(evidence.Today(step.Above), program, ArtifactKind.Image),
                program => wasm(evidence, evidence.Today(step.Below), program)
            );

    /// <summary>The image with a distribution in it, below the program.</summary>
    private static Way OnBase(string name) =>
        (evidence, step) =>
            evidence.OfSizes(
                step,
                $"an image on {name} against the compiled artifact",
                program =>
                    evidence.Bytes(evidence.Today(step.Above), program, ArtifactKind.DistributionImage, $"on {name}"),
                program => Artifact(evidence, evidence.Today(step.Below), program)
            );

    private static long? Artifact(Evidence evidence, string target, string program) =>
        evidence.Bytes(target, program, ArtifactKind.AotArtifact);
}
