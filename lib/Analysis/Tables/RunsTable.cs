using System.Globalization;
using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>The runs of a page that shows several, a line each; the card of each report says more.</summary>
internal static class RunsTable
{
    public static Table Of(IReadOnlyList<(Frame Frame, bool IsOfHere)> reports)
    {
        var lines = (
            from report in reports
            from run in report.Frame.Runs
            select (Run: run, Samples: Measured(report.Frame, run.Id))
        ).ToList();
        return new(
            "runs",
            $"{lines.Count} runs on {Machines(lines.Select(line => line.Run.Host.Id).Distinct().Count())}, {Whose(reports)}",
            [
                Column.Text("Plan"),
                Column.Text("Run"),
                Column.Text("Begun"),
                new("blocks", Name: "blocks"),
                new("samples", Name: "samples"),
            ],
            [
                .. lines.Select(line => new Row([
                    new(line.Run.Plan.Name),
                    new(line.Run.Id),
                    new(
                        line.Run.StartedAt.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)
                            + " UTC"
                    ),
                    Count(line.Samples.Select(sample => sample.Block).Distinct().Count()),
                    Count(line.Samples.Count),
                ])),
            ],
            [
                "Each is measured again by ./analysis collect --plan and its name, and described in full by its card, such as work.Card.",
            ]
        );

        static List<Measurement.Journals.Sample> Measured(Frame frame, string run) =>
            [.. frame.Rows.Where(sample => sample.Run == run && sample.Phase == Phase.Measured)];

        static TableCell Count(int count) => TableCell.Of(Estimator.Exact(count, Unit.Count));

        static string Whose(IReadOnlyList<(Frame Frame, bool IsOfHere)> all) =>
            all.All(report => report.IsOfHere) ? "this one"
            : all.Any(report => report.IsOfHere) ? "some of them of this one"
            : "reference runs all";

        static string Machines(int count) => count == 1 ? "one machine" : $"{count} machines";
    }
}
