using Measurement;

namespace Analysis;

/// <summary>D3: what each way to run a program leaves on disk.</summary>
public static class SizesTable
{
    private static readonly (ArtifactKind Kind, string Header)[] Kinds =
    [
        (ArtifactKind.NativeBinary, "Native binary"),
        (ArtifactKind.Module, "Module"),
        (ArtifactKind.AotArtifact, "AOT artifact"),
        (ArtifactKind.Image, "Image"),
    ];

    public static Table Of(Frame frame)
    {
        var programs = frame
            .Artifacts.Select(artifact => artifact.Workload)
            .Where(name => name.Length > 0)
            .Distinct()
            .Order();
        var rows = programs.Select(workload => new Row([
            new(workload),
            .. Kinds.Select(kind =>
                Size(frame.Artifacts.Where(artifact => artifact.Workload == workload && artifact.Kind == kind.Kind))
            ),
        ]));
        var runtimes = frame
            .Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Runtime)
            .GroupBy(artifact => artifact.Name)
            .Select(group =>
                $"The runtime's own file {group.Key}, shared by all modules: {Numbers.Text(group.First().Bytes, Unit.Bytes)}."
            );
        return new(
            "D3",
            "Sizes on disk of each program, exact",
            [
                Column.Text("Program"),
                .. Kinds.Select(kind => new Column(
                    kind.Header,
                    Name: $"{FrameExtensions.Words(kind.Kind).Replace(' ', '_')}_bytes"
                )),
            ],
            [.. rows],
            [.. runtimes, .. frame.Gaps, frame.Footer]
        );
    }

    /// <summary>Targets that share an artifact record it each: the largest stands for the kind.</summary>
    private static TableCell Size(IEnumerable<Artifact> artifacts)
    {
        var bytes = artifacts.Select(artifact => artifact.Bytes).DefaultIfEmpty(-1).Max();
        return bytes < 0
            ? new("not measured")
            : TableCell.Of(new Estimate(bytes, bytes, bytes, 1, 1, Unit.Bytes, "exact (bytes)"));
    }
}
