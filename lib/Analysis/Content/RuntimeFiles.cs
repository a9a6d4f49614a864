using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>The files that a runtime is made of, which all its modules share.</summary>
internal static class RuntimeFiles
{
    /// <summary>Groups of targets whose runtime is the same files, and the size of these files.</summary>
    public static IEnumerable<(IReadOnlyList<string> Targets, double Bytes)> Shared(Frame frame) =>
        from target in frame.Targets
        let files = Of(frame, target)
        where files.Count > 0
        group target by string.Join(", ", files.Select(file => $"{file.Name} {file.Bytes}")) into shared
        select ((IReadOnlyList<string>)[.. shared], (double)Of(frame, shared.First()).Sum(file => file.Bytes));

    /// <summary>A runtime's own files, in the newest run.</summary>
    public static IReadOnlyList<Artifact> Of(Frame frame, string target) =>
        [
            .. frame
                .Artifacts.Where(artifact => artifact.Target == target && artifact.Kind == ArtifactKind.Runtime)
                .GroupBy(artifact => artifact.Name)
                .Select(group => group.Last())
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
}
