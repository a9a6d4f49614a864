using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>D3: what each way to run a program leaves on disk.</summary>
internal static class SizesTable
{
    /// <param name="Target">The target that the size belongs to; null: all targets share it.</param>
    private sealed record Size(ArtifactKind Kind, string Header, string? Target = null)
    {
        public Column Column { get; } =
            new(
                Target is null ? Header : $"{Header}, {Target}",
                Name: $"{string.Join('_', new[] { Header, Target }.OfType<string>()).ToLowerInvariant().Replace(' ', '_')}_bytes"
            );

        public TableCell Of(IEnumerable<Artifact> artifacts) =>
            artifacts.LastOrDefault(one => one.Kind == Kind && (Target is null || one.Target == Target)) is { } found
                ? TableCell.Of(Estimator.Exact(found.Bytes, Unit.Bytes, "exact (bytes)"))
                : new("not measured");
    }

    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        Size[] sizes =
        [
            new(ArtifactKind.NativeBinary, "Native binary"),
            new(ArtifactKind.Module, "Module"),
            .. frame
                .Facts.Where(target => target is { IsWasm: true, Mode: Mode.Aot })
                .Select(target => new Size(ArtifactKind.AotArtifact, "AOT artifact", target.Name)),
            .. frame
                .Facts.Where(target => target.Container)
                .Select(target => new Size(ArtifactKind.Image, "Image", target.Name)),
        ];
        var programs = frame
            .Artifacts.Select(artifact => artifact.Workload)
            .Where(name => shown.Programs.Contains(name))
            .Distinct()
            .Order();
        var rows = programs.Select(workload => new Row([
            new(workload),
            .. sizes.Select(size => size.Of(frame.Artifacts.Where(artifact => artifact.Workload == workload))),
        ]));
        var runtimes = RuntimeFiles
            .Shared(frame)
            .Select(shared =>
                $"The runtime of {string.Join(" and ", shared.Targets)}, shared by all modules: {Numbers.Text(shared.Bytes, Unit.Bytes)}."
            );
        return new(
            shown.Item.Id,
            "Sizes on disk of each program, exact",
            [Column.Text("Program"), .. sizes.Select(size => size.Column)],
            [.. rows],
            [.. runtimes, .. frame.GapsOn()]
        );
    }
}
