using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis;

/// <summary>Every target of the runs: version, mode, which programs ran right on it, and why it is missing if it is.</summary>
public static class TargetsTable
{
    public static Table Of(Frame frame) =>
        new(
            "T1-targets",
            $"{frame.Targets.Count(target => Version(frame, target).Length > 0)} of {frame.Targets.Count} targets could be measured",
            [
                Column.Text("Target"),
                Column.Text("Mode"),
                Column.Text("Version"),
                Column.Text("WASI programs"),
                new("Runtime's files", Name: "runtime_bytes"),
            ],
            [
                .. frame.Targets.Select(target => new Row(
                    [
                        new(target),
                        new(ModeOf(target)),
                        new(Version(frame, target) is { Length: > 0 } version ? version : "unavailable"),
                        new(Passed(frame, target)),
                        Size(RuntimeSizesTable.Files(frame, target)),
                    ],
                    Rule: Palette.BeginsGroup(frame.Targets, target)
                )),
            ],
            [
                "WASI programs: how many printed what they must, checked by its digest. Every one needs WASI to print at all.",
                .. frame.Gaps,
                frame.Footer,
            ]
        );

    /// <summary>Empty where the target was not to be had.</summary>
    internal static string Version(Frame frame, string target) =>
        frame.Runs.SelectMany(run => run.Targets).LastOrDefault(known => known.Name == target) is { } found
            ? (found.Version.Length > 0 ? found.Version : "-")
            : "";

    internal static string ModeOf(string target) =>
        Palette.ModeOf(target) switch
        {
            _ when Palette.IsNative(target) || target == "docker-native" => "native",
            Mode.Interpreter => "interpreter",
            Mode.Jit => "JIT",
            _ => "AOT",
        };

    /// <summary>Over several targets: a program that ran right on one of them did. A timeout says nothing of its output.</summary>
    internal static string Passed(Frame frame, params IReadOnlyCollection<string> targets)
    {
        var programs = frame
            .Rows.Where(row => targets.Contains(row.Target))
            .GroupBy(row => row.Workload, row => row.Status)
            .ToList();
        var right = programs.Count(statuses => statuses.Contains(Status.Ok));
        var cut = programs.Count(statuses => statuses.All(status => status == Status.Timeout));
        return programs.Count == 0
            ? "not measured"
            : $"{right} of {programs.Count} right{(cut == 0 ? "" : $", {cut} cut off")}";
    }

    private static TableCell Size(IReadOnlyList<Artifact> files) =>
        files.Count == 0
            ? TableCell.None
            : TableCell.Of(RuntimeSizesTable.Exact(files.Sum(file => file.Bytes), Unit.Bytes));
}
