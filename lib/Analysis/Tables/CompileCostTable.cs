using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>
/// What compiling ahead of time costs: time, and disk space beside the module. It is done once for each
/// program, outside every launch.
/// </summary>
internal static class CompileCostTable
{
    public static Table Of(Shown shown) =>
        new(
            shown.Item.Id,
            "What ahead-of-time compilation costs: the median over the programs, and the fastest and slowest to compile",
            [
                Column.Text("Target"),
                new("Compile time", Name: "compile_ns"),
                new("from", Quiet: true, Name: "compile_least_ns"),
                new("to", Quiet: true, Name: "compile_most_ns"),
                new("Artifact", Name: "artifact_bytes"),
                new("Relative to module", Name: "artifact_to_module_ratio"),
            ],
            [.. shown.Targets.Select(target => Line(shown, target))],
            [
                "Each program was compiled once a run, so there is no interval: read the times as orders of magnitude. Sizes are exact.",
                .. shown.Frame.GapsOn(),
            ]
        );

    private static Row Line(Shown shown, string target)
    {
        var own = shown.Frame.Artifacts.Where(artifact => shown.Programs.Contains(artifact.Workload)).ToList();
        var modules = own.Where(artifact => artifact.Kind == ArtifactKind.Module)
            .GroupBy(artifact => artifact.Workload)
            .ToDictionary(group => group.Key, group => group.First().Bytes);
        Artifact[] artifacts =
        [
            .. own.Where(artifact => artifact.Target == target && artifact.Kind == ArtifactKind.AotArtifact),
        ];
        (long, long)[] beside =
        [
            .. from artifact in artifacts
            where modules.ContainsKey(artifact.Workload)
            select (artifact.Bytes, modules[artifact.Workload]),
        ];
        return new([
            new(target),
            .. Spread(
                [.. artifacts.Select(artifact => (double?)artifact.PrepareNs).OfType<double>()],
                Unit.Nanoseconds
            ),
            Spread([.. artifacts.Select(artifact => (double)artifact.Bytes)], Unit.Bytes).First(),
            TableCell.Of(beside.Length == 0 ? null : Estimator.SizeRatio(beside), Absence.NotMeasured),
        ]);
    }

    private static IEnumerable<TableCell> Spread(IReadOnlyList<double> values, Unit unit) =>
        values.Count == 0
            ? Enumerable.Repeat(new TableCell(Absence.NotMeasured), 3)
            : new[] { Estimator.Middle(values), values.Min(), values.Max() }.Select(value =>
                TableCell.Of(new Estimate(value, null, null, null, values.Count, unit, "one a program"))
            );
}
