using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>
/// A start taken apart for every runtime: loading its own program, and the rest until the first byte. How a runtime was
/// packaged stands beside it, since that decides most of the first part.
/// </summary>
internal static class StartPartsTable
{
    public static Table Of(Shown shown)
    {
        var frame = shown.Frame;
        string[] targets = [.. shown.Targets.Where(target => frame.RowsOf(shown.Starter, target).Count > 0)];
        return new(
            shown.Item.Id,
            "What a start is made of: loading the runtime's own program, and the rest until the first byte",
            [
                Column.Text("Target"),
                new("First byte", Name: "first_byte_ns"),
                new("Loading alone", Name: "loading_ns"),
                new("Rest", Name: "rest_ns"),
                Column.Text("Version and package"),
            ],
            [.. targets.Select(Line)],
            [
                "Loading alone: the program that is launched prints its version, until its first byte, in the same blocks; the rest is the median difference. Native programs and wasm2c's are launched themselves.",
            ]
        );

        Row Line(string target) =>
            new(
                [
                    new(target),
                    TableCell.Of(Estimator.Median(frame, Metric.StartupTime, shown.Starter, target)),
                    TableCell.Of(Estimator.Median(frame, Metric.StartupTime, Suite.Loading, target)),
                    TableCell.Of(
                        Estimator.Median(
                            frame,
                            shown.Starter,
                            new(Metric.StartupTime, target) { Without = Suite.Loading }
                        )
                    ),
                    new(string.Join(", ", frame.BuildOf(target))),
                ],
                Rule: frame.BeginsGroup(targets, target)
            );
    }
}
