namespace Measurement.Plans;

/// <summary>The kind of a file or image that belongs to a cell.</summary>
public enum ArtifactKind
{
    NativeBinary,
    Module,
    AotArtifact,
    Image,
    Runtime,
}
