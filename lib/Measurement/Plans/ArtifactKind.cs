namespace Measurement.Plans;

/// <summary>What a file or image of a cell is.</summary>
public enum ArtifactKind
{
    NativeBinary,
    Module,
    AotArtifact,
    Image,
    Runtime,
}
