using System.Diagnostics.CodeAnalysis;
using Measurement.Hosts;
using Measurement.Plans;

namespace Measurement.Journals;

/// <summary>
/// The content of <c>run.json</c>: everything that was known before the first launch. It is
/// written once and never changed.
/// </summary>
public sealed record RunInfo
{
    /// <summary>The format of the whole folder; see <see cref="RunFormat"/>.</summary>
    public int Format { get; init; } = RunFormat.Current;
    public required string Id { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required Plan Plan { get; init; }
    public required HostFacts Host { get; init; }

    /// <summary>The commit of the checkout that measured, with <c>+changes</c> where the tree was not clean.</summary>
    public required string Commit { get; init; }
    public required string ClockSource { get; init; }

    /// <summary>Digest of the probe that measured; null in runs from before it was recorded.</summary>
    public string? ProbeSha256 { get; init; }

    /// <summary>Cells in the plan's order. A block permutes them, and positions are places in that order.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>The suite of each workload.</summary>
    public required IReadOnlyDictionary<string, string> Suites { get; init; }
    public required IReadOnlyList<MeasuredTarget> Targets { get; init; }
    public required IReadOnlyList<Toolchain> Toolchains { get; init; }

    /// <summary>Targets that were asked for and are not available, with the reason.</summary>
    public required IReadOnlyList<UnavailableTarget> Unavailable { get; init; }

    /// <summary>Whether a workload is no program of ours: its cells load the targets' own programs.</summary>
    internal bool IsLoading(string workload) => Suites.GetValueOrDefault(workload) == Suite.Loading;
}

/// <summary>A target as it was found on the host.</summary>
public sealed record MeasuredTarget : TargetFacts
{
    public MeasuredTarget() { }

    /// <summary>Takes over the facts; an initializer adds the rest.</summary>
    [SetsRequiredMembers]
    public MeasuredTarget(TargetFacts facts)
        : base(facts) => (Version, Sha256) = ("", "");

    public required string Version { get; init; }

    /// <summary>
    /// Where the runtime came from, such as a distribution's package, which affects how fast it starts. Null: unknown.
    /// </summary>
    public string? Packaging { get; init; }

    /// <summary>
    /// The options of <c>docker run</c> that confine its containers. Null: it has none, or the run was measured before
    /// that was recorded.
    /// </summary>
    public IReadOnlyList<string>? Confinement { get; init; }

    /// <summary>Digest of the file that decides how the target behaves.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>A target that was asked for and is not available here.</summary>
public sealed record UnavailableTarget : TargetFacts
{
    public UnavailableTarget() { }

    /// <summary>Takes over the facts; an initializer adds the rest.</summary>
    [SetsRequiredMembers]
    public UnavailableTarget(TargetFacts facts)
        : base(facts) => Reason = "";

    /// <summary>Why the target is not available, and the command that would change it.</summary>
    public required string Reason { get; init; }
}
