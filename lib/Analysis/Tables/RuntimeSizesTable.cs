using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>The size of each runtime on disk, which its modules share; for containers the size of the image.</summary>
internal static class RuntimeSizesTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        var runtimes =
            from shared in Shared(frame)
            select new Row([
                new(shared.Targets[0]),
                new(string.Join(", ", shared.Targets.Skip(1).DefaultIfEmpty("-"))),
                TableCell.Of(Estimator.Exact(shared.Bytes, Unit.Bytes)),
                new(Largest(Files(frame, shared.Targets[0]))),
            ]);
        return new(
            shown.Item.Id,
            "What each runtime takes on disk, exact",
            [
                Column.Text("Target"),
                Column.Text("Shared by"),
                new("Files", Name: "runtime_bytes"),
                Column.Text("Largest"),
            ],
            [.. runtimes],
            ["Without the system's shared libraries, which most of them load too."]
        );
    }

    /// <summary>Groups of targets whose runtime is the same files, and the size of these files.</summary>
    internal static IEnumerable<(IReadOnlyList<string> Targets, double Bytes)> Shared(Frame frame) =>
        from target in frame.Targets
        let files = Files(frame, target)
        where files.Count > 0
        group target by string.Join(", ", files.Select(file => $"{file.Name} {file.Bytes}")) into shared
        select ((IReadOnlyList<string>)[.. shared], (double)Files(frame, shared.First()).Sum(file => file.Bytes));

    private static string Largest(IReadOnlyList<Artifact> files)
    {
        const int named = 2;
        var largest = files.OrderByDescending(file => file.Bytes).Take(named).Select(file => file.Name);
        var more = files.Count > named ? $" and {files.Count - named} more" : "";
        return string.Join(", ", largest) + more;
    }

    /// <summary>A runtime's own files, in the newest run.</summary>
    internal static IReadOnlyList<Artifact> Files(Frame frame, string target) =>
        [
            .. frame
                .Artifacts.Where(artifact => artifact.Target == target && artifact.Kind == ArtifactKind.Runtime)
                .GroupBy(artifact => artifact.Name)
                .Select(group => group.Last())
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
}
