using Analysis.Content;
using Analysis.Estimates;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>Every target of the runs: version, mode, programs that ran right, and why it is missing if so.</summary>
internal static class TargetsTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        return new(
            shown.Item.Id,
            $"{shown.Targets.Count(target => frame.VersionOf(target).Length > 0)} of {shown.Targets.Count} targets could be measured",
            [
                Column.Text("Target"),
                Column.Text("Mode"),
                Column.Text("Version"),
                Column.Text("WASI programs"),
                new("Runtime's files", Name: "runtime_bytes"),
            ],
            [
                .. frame.Facts.Select(target => new Row(
                    [
                        new(target.Name),
                        new(InWords(target.Mode)),
                        new(frame.VersionOf(target.Name) is { Length: > 0 } version ? version : "unavailable"),
                        new(Passed(shown, target.Name)),
                        Size(RuntimeFiles.Of(frame, target.Name)),
                    ],
                    Rule: frame.BeginsGroup(shown.Targets, target.Name)
                )),
            ],
            [
                "WASI programs: how many printed what they must, checked by its digest. Every one needs WASI to print at all.",
                .. shown.Gaps,
            ]
        );
    }

    internal static string InWords(Mode mode) =>
        mode switch
        {
            Mode.Native => "native",
            Mode.Interpreter => "interpreter",
            Mode.Jit => "JIT",
            _ => "AOT",
        };

    /// <summary>Programs that ran right on at least one of the targets. A timeout says nothing of the output.</summary>
    internal static string Passed(Shown shown, params IReadOnlyCollection<string> targets)
    {
        var programs = shown
            .Frame.Rows.Where(row => targets.Contains(row.Target) && shown.Programs.Contains(row.Workload))
            .GroupBy(row => row.Workload, row => row.Status)
            .ToList();
        var right = programs.Count(statuses => statuses.Contains(Status.Ok));
        var cut = programs.Count(statuses => statuses.All(status => status == Status.Timeout));
        return programs.Count == 0
            ? Absence.NotMeasured
            : $"{right} of {programs.Count} right{(cut == 0 ? "" : $", {cut} cut off")}";
    }

    private static TableCell Size(IReadOnlyList<Artifact> files) =>
        files.Count == 0
            ? TableCell.None
            : TableCell.Of(Estimator.Exact(files.Sum(file => file.Bytes), Measurement.Frames.Unit.Bytes));
}
