using Analysis.Estimates;

namespace Analysis.Exploring;

/// <summary>A quantity of one program, or its mean over the programs of a suite, for every target.</summary>
/// <param name="Values">One for each target; a mean has none.</param>
/// <param name="Ratios">One row for each target as baseline.</param>
internal sealed record ExploredColumn(
    Choice Choice,
    string Name,
    IReadOnlyList<string> Programs,
    IReadOnlyList<Estimate?> Values,
    IReadOnlyList<ExploredRow> Ratios
);

/// <summary>The ratios of every target to one baseline.</summary>
/// <param name="Counts">How many blocks or programs each ratio is from, in words.</param>
internal sealed record ExploredRow(string Baseline, IReadOnlyList<Estimate?> Ratios, IReadOnlyList<string> Counts);
