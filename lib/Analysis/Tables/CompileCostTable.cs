using Analysis.Statistics;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis;

/// <summary>What compiling ahead of time costs, once a program and outside every launch: time, and space beside the module.</summary>
public static class CompileCostTable
{
    public static Table Of(Frame frame)
    {
        var artifacts = frame
            .Artifacts.Where(artifact => artifact.Kind == ArtifactKind.AotArtifact && Palette.IsWasm(artifact.Target))
            .ToLookup(artifact => artifact.Target);
        var targets = Palette.Sort([
            .. artifacts.Select(group => group.Key),
            .. frame.Targets.Where(target => Palette.IsWasm(target) && Palette.ModeOf(target) == Mode.Aot),
        ]);
        var shown = frame.Only(targets);
        return new(
            "aot-cost",
            "What ahead-of-time compilation costs: the median over the programs, and the fastest and slowest to compile",
            [
                Column.Text("Target"),
                new("Compile time", Name: "compile_ns"),
                new("from", Quiet: true, Name: "compile_least_ns"),
                new("to", Quiet: true, Name: "compile_most_ns"),
                new("Artifact", Name: "artifact_bytes"),
                new("Relative to module", Name: "artifact_to_module_ratio"),
            ],
            [.. targets.Select(target => Line(frame, target, [.. artifacts[target]]))],
            [
                "Each program was compiled once a run, so there is no interval: read the times as orders of magnitude. Sizes are exact.",
                .. shown.GapsOn(),
                shown.Footer,
            ]
        );
    }

    private static Row Line(Frame frame, string target, IReadOnlyList<Artifact> artifacts)
    {
        var modules = frame
            .Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Module)
            .GroupBy(artifact => artifact.Workload)
            .ToDictionary(group => group.Key, group => group.First().Bytes);
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
            TableCell.Of(beside.Length == 0 ? null : Estimates.SizeRatio(beside), "not measured"),
        ]);
    }

    private static IEnumerable<TableCell> Spread(IReadOnlyList<double> values, Unit unit) =>
        values.Count == 0
            ? Enumerable.Repeat(new TableCell("not measured"), 3)
            : new[] { OrderStatistics.Median(values), values.Min(), values.Max() }.Select(value =>
                TableCell.Of(
                    new Estimate(value, double.NaN, double.NaN, double.NaN, values.Count, unit, "one a program")
                )
            );
}
