using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Hosts;

namespace Analysis.Tables;

/// <summary>The runs of a page that shows several, a line each; the card of each report says more.</summary>
internal static class RunsTable
{
    public static Table Of(IReadOnlyList<(Frame Frame, bool IsOfHere)> reports)
    {
        var lines = (
            from report in reports
            from run in report.Frame.Runs
            select (Run: run, Measured: report.Frame.MeasuredIn(run))
        ).ToList();
        return new(
            "runs",
            $"{lines.Count} runs on {Machines(lines.Select(line => line.Run.Host.Id).Distinct().Count())}, {Whose(reports)}",
            [
                Column.Text("Plan"),
                Column.Text("Run"),
                Column.Text("Begun"),
                Column.Text("Measured"),
                new("samples", Name: "samples"),
            ],
            [
                .. lines.Select(line => new Row([
                    new(line.Run.Plan.Name),
                    new(line.Run.Id),
                    new(line.Run.Begun),
                    new(line.Measured.Blocks),
                    TableCell.Of(Estimator.Exact(line.Measured.Samples, Unit.Count)),
                ])),
            ],
            [
                .. reports
                    .SelectMany(report => report.Frame.Runs)
                    .Select(run => run.Host)
                    .GroupBy(host => host.Id)
                    .SelectMany(About),
                "Each is measured again by ./analysis collect --plan and its name, and described in full by the card of its report.",
            ]
        );

        static IEnumerable<string> About(IGrouping<string, HostFacts> machine)
        {
            var faults = machine.Select(host => host.Costs?.PageFaultNs).OfType<long>().ToList();
            var costs =
                faults.Count == 0
                    ? ""
                    : $"; a page fault took {Numbers.Text(faults.Min(), Unit.Nanoseconds)} to {Numbers.Text(faults.Max(), Unit.Nanoseconds)} when the runs began";
            return machine
                .Select(host => host.UnusualCosts)
                .OfType<string>()
                .Take(1)
                .Prepend($"{machine.Key}: {machine.First().Processor}, {machine.First().CoreCount}{costs}.");
        }

        static string Whose(IReadOnlyList<(Frame Frame, bool IsOfHere)> all) =>
            all.All(report => report.IsOfHere) ? "this one"
            : all.Any(report => report.IsOfHere) ? "some of them of this one"
            : "reference runs all";

        static string Machines(int count) => count == 1 ? "one machine" : $"{count} machines";
    }
}
