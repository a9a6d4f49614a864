using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Journals;

/// <summary>
/// What <c>run.json</c> holds: everything that was known before the first launch. Written once, never changed.
/// </summary>
public sealed record RunInfo
{
    public int Format { get; init; } = 1;
    public required string Id { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required Plan Plan { get; init; }
    public required HostInfo Host { get; init; }

    /// <summary>The commit of the checkout that measured, with <c>+changes</c> where the tree was not clean.</summary>
    public required string Commit { get; init; }
    public required string ClockSource { get; init; }

    /// <summary>Cells in the plan's order: a block's positions are indices into its permutation of this list.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }
    public required IReadOnlyList<TargetInfo> Targets { get; init; }
    public required IReadOnlyList<Toolchain> Toolchains { get; init; }

    /// <summary>Targets that were asked for and could not be had, with the reason.</summary>
    public required IReadOnlyList<Unavailable> Unavailable { get; init; }
}

/// <summary>The target as it was found: which version of what, and where its files came from.</summary>
public sealed record TargetInfo(string Name, string Runtime, Mode Mode, bool Container, string Version, string Sha256);

public sealed record Unavailable(string Target, string Reason);
