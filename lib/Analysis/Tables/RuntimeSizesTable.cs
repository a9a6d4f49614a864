using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;

namespace Analysis.Tables;

/// <summary>The size of each runtime on disk, which its modules share; for containers the size of the image.</summary>
internal static class RuntimeSizesTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        var runtimes =
            from shared in RuntimeFiles.Shared(frame)
            select new Row([
                new(shared.Targets[0]),
                new(string.Join(", ", shared.Targets.Skip(1).DefaultIfEmpty("-"))),
                TableCell.Of(Estimator.Exact(shared.Bytes, Unit.Bytes)),
                new(Largest(RuntimeFiles.Of(frame, shared.Targets[0]))),
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

    private static string Largest(IReadOnlyList<Artifact> files)
    {
        const int named = 2;
        var largest = files.OrderByDescending(file => file.Bytes).Take(named).Select(file => file.Name);
        var more = files.Count > named ? $" and {files.Count - named} more" : "";
        return string.Join(", ", largest) + more;
    }
}
