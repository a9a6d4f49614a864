using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>What each part of a container's start costs: the difference of two targets that differ in that part.</summary>
internal static class StartStepsTable
{
    public static Table Of(Shown shown)
    {
        var steps = new StartSteps(shown).Steps;
        return new(
            shown.Item.Id,
            StartSteps.Finding(shown, steps),
            [
                Column.Text("Step"),
                Column.Text("From"),
                Column.Text("To"),
                new("first byte later by", Name: "first_byte_ns"),
                new("whole launch longer by", Name: "launch_ns"),
                new("until the first byte", Name: "until_ns"),
            ],
            [
                .. steps.Select(step => new Row([
                    new(step.Name),
                    new(step.Before ?? "-"),
                    new(step.Target),
                    TableCell.Of(step.FirstByteLater, Absence.NotMeasured),
                    TableCell.Of(step.LaunchLonger, Absence.NotMeasured),
                    TableCell.Of(step.Until, Absence.NotMeasured),
                ])),
            ],
            [
                $"Each difference is taken within the blocks, with {shown.Frame.Interval}. The last column is the median of the target itself.",
                .. shown.Gaps,
            ]
        );
    }
}
