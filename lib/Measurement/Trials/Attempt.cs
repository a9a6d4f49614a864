using Measurement.Targets;

namespace Measurement.Trials;

/// <summary>Something that the program <c>sandbox</c> attempts.</summary>
/// <param name="Words">What it attempts, as the header of a table.</param>
/// <param name="Expected">What a sandbox that holds what it promises does.</param>
/// <param name="Arguments">The program's arguments.</param>
internal sealed record Attempt(string Name, string Words, Outcome Expected, params IReadOnlyList<string> Arguments)
{
    /// <summary>What is granted beyond what every attempt is.</summary>
    public GrantedFolder? Also { get; init; }
    public int? MemoryMebibytes { get; init; }
}
