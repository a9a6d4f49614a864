namespace Measurement.Plans;

/// <summary>The kind of a file or image that belongs to a cell.</summary>
public enum ArtifactKind
{
    NativeBinary,
    Module,
    AotArtifact,
    Image,
    Runtime,

    /// <summary>An image with a distribution in it. It is not built: base and program together give its size.</summary>
    DistributionImage,
}
