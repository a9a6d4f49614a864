using Measurement;

namespace Analysis;

/// <summary>What each runtime itself takes on disk, shared by all its modules; for containers the images' sizes.</summary>
public static class RuntimeSizesTable
{
    public static Table Of(Frame frame)
    {
        var runtimes =
            from target in frame.Targets
            let files = Files(frame, target)
            where files.Count > 0
            group target by string.Join(", ", files.Select(file => $"{file.Name} {file.Bytes}")) into shared
            let files = Files(frame, shared.First())
            select new Row([
                new(string.Join(", ", shared)),
                TableCell.Of(Exact(files.Sum(file => file.Bytes), Unit.Bytes)),
                new(string.Join(", ", files.Select(file => file.Name))),
            ]);
        return new(
            "runtime-sizes",
            "What each runtime takes on disk, exact",
            [Column.Text("Targets"), new("Files", Name: "runtime_bytes"), Column.Text("Which")],
            [.. runtimes],
            ["Without the system's shared libraries, which most of them load too.", .. frame.Gaps, frame.Footer]
        );
    }

    /// <summary>A runtime's own files, as the newest run has them.</summary>
    internal static IReadOnlyList<Artifact> Files(Frame frame, string target) =>
        [
            .. frame
                .Artifacts.Where(artifact => artifact.Target == target && artifact.Kind == ArtifactKind.Runtime)
                .GroupBy(artifact => artifact.Name)
                .Select(group => group.Last())
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];

    internal static Estimate Exact(double value, Unit unit) => new(value, value, value, 1, 1, unit, "exact");
}
