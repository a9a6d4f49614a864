using Measurement;

namespace Analysis;

/// <summary>The published claims, and how our data judges them.</summary>
public sealed class ClaimBook
{
    private ClaimBook(IReadOnlyList<Claim> claims) => Claims = claims;

    public IReadOnlyList<Claim> Claims { get; }

    /// <param name="publishedFolder">The folder of <c>claims.csv</c>.</param>
    /// <exception cref="MeasurementException">The file is missing or damaged: says which line.</exception>
    public static ClaimBook Load(string publishedFolder) => throw new NotSupportedException();

    /// <summary>Every reading of every claim that can be judged so far, in the order of the book.</summary>
    public IReadOnlyList<ClaimResult> Judge(Frame frame) => throw new NotSupportedException();
}
