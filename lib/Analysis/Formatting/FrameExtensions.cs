using System.Globalization;
using System.Text.Json;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis;

/// <summary>What figures and tables ask of a frame, apart from estimates.</summary>
internal static class FrameExtensions
{
    public const string Startup = "startup";

    extension(Frame frame)
    {
        private IEnumerable<Cell> Cells => frame.Runs.SelectMany(run => run.Cells);

        /// <summary>The planned targets and those that could not be had, in the report's order.</summary>
        public IReadOnlyList<string> Targets =>
            Palette.Sort([
                .. frame.Cells.Select(cell => cell.Target),
                .. frame.Runs.SelectMany(run => run.Unavailable).Select(missing => missing.Name),
            ]);

        /// <summary>The runs as far as an item is about them, and the targets that it shows.</summary>
        public (Frame Frame, IReadOnlyList<string> Targets) Of(Item item)
        {
            var targets = item.TargetsIn(frame);
            return (frame.Only(targets), targets);
        }

        /// <summary>The workloads that execution time is about: all but the one that only starts.</summary>
        public IReadOnlyList<string> Programs =>
            [.. frame.Cells.Select(cell => cell.Workload).Distinct().Where(name => name != Startup).Order()];

        /// <summary>The workload with the arguments it was run with: <c>binary-trees 20</c>.</summary>
        public string WithArguments(string workload) =>
            $"{workload} {frame.Cells.FirstOrDefault(cell => cell.Workload == workload)?.Arguments}".TrimEnd();

        /// <summary>"95% interval", at the level of the plans.</summary>
        public string Interval => $"{Numbers.Percent(Estimates.Confidence(frame))} interval";

        /// <summary>Why a cell has no value, in the one or two words that stand in its place.</summary>
        public string Why(string workload, string target)
        {
            var statuses = frame
                .Rows.Where(sample => sample.Workload == workload && sample.Target == target)
                .Select(sample => sample.Status)
                .Where(status => status != Status.Ok)
                .ToList();
            return statuses.Count > 0 ? Words(statuses[^1])
                : frame.Faults.Any(fault => fault.Workload == workload && fault.Target == target) ? "did not launch"
                : frame.Runs.Any(run => run.Unavailable.Any(missing => missing.Name == target)) ? "unavailable"
                : "not measured";
        }

        /// <summary>The ratio of each block that has both sides: the raw samples under an estimated ratio.</summary>
        public IReadOnlyList<double> BlockRatios(Metric metric, string workload, string numerator, string denominator)
        {
            var below = frame.Observe(metric, workload, denominator).ToLookup(other => (other.Run, other.Block));
            return Few([
                .. from above in frame.Observe(metric, workload, numerator)
                from other in below[(above.Run, above.Block)]
                where !above.Censored && !other.Censored
                select above.Value / other.Value,
            ]);
        }

        /// <summary>The values under a median, unless they are too many to show each.</summary>
        public IReadOnlyList<double> Strip(Metric metric, string workload, string target) =>
            Few([.. frame.Observe(metric, workload, target).Select(sample => sample.Value)]);

        /// <summary>Machine, run, date and versions: the line under every figure.</summary>
        public string Footer =>
            string.Join(
                "; ",
                frame.Runs.Select(run =>
                    $"Run {run.Id} of {run.StartedAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} on {run.Host.CpuModel}, {run.Host.Cores} cores"
                )
            )
            + string.Concat(frame.Versions.Select(version => "; " + version))
            + ".";

        public IReadOnlyList<string> Versions =>
            [
                .. frame
                    .Runs.SelectMany(run => run.Targets)
                    .Where(target => target.Mode != Mode.Native || target.Container)
                    .Select(target =>
                        target.Container || target.Version.Contains(target.Runtime, StringComparison.Ordinal)
                            ? target.Version
                            : $"{target.Runtime} {target.Version}"
                    )
                    .Distinct(),
            ];

        /// <summary>What a reader must know of targets that are missing, and of launches that failed or are few.</summary>
        public IReadOnlyList<string> Gaps => frame.GapsOn([.. frame.Cells.Select(cell => cell.Workload).Distinct()]);

        /// <summary>The same as far as it is about these workloads; the missing targets in any case.</summary>
        public IReadOnlyList<string> GapsOn(params IReadOnlyCollection<string> workloads) =>
            [
                .. frame
                    .Runs.SelectMany(run => run.Unavailable)
                    .Select(missing => $"{missing.Name} is unavailable: {missing.Reason}")
                    .Concat(
                        frame
                            .Faults.Where(fault => workloads.Contains(fault.Workload))
                            .GroupBy(fault => (fault.Workload, fault.Target))
                            .Select(group =>
                                $"{group.Key.Workload} on {group.Key.Target} did not launch {Times(group.Count())}: {group.First().Message}"
                            )
                    )
                    .Concat(
                        frame
                            .Rows.Where(sample => sample.Status != Status.Ok && workloads.Contains(sample.Workload))
                            .GroupBy(sample => (sample.Target, sample.Status))
                            .GroupBy(
                                group => (group.Key.Status, Times: Times(group.Count()), On: Workloads(group)),
                                group => group.Key.Target
                            )
                            .Select(group =>
                                $"{string.Join(", ", Palette.Sort(group))}: {Words(group.Key.Status)} {group.Key.Times}{(group.Count() > 1 ? " each" : "")}, on {group.Key.On}."
                            )
                    )
                    .Concat(frame.WithoutIntervals(workloads))
                    .Distinct(),
            ];

        /// <summary>Which cells have too few samples for an interval: none of order statistics or ranks is that sure.</summary>
        private IEnumerable<string> WithoutIntervals(IReadOnlyCollection<string> workloads)
        {
            var needed = (int)Math.Ceiling(1 - Math.Log2(1 - Estimates.Confidence(frame)));
            string[] few =
            [
                .. frame
                    .RowsOfCells.Where(sample => sample is { Status: Status.Ok, Phase: Phase.Measured })
                    .Where(sample => workloads.Contains(sample.Workload))
                    .GroupBy(sample => sample.Cell)
                    .Where(cell => cell.Count() < needed)
                    .GroupBy(cell => cell.Key.Workload)
                    .OrderBy(workload => workload.Key, StringComparer.Ordinal)
                    .Select(workload => $"{frame.WithArguments(workload.Key)} on {Targets(workload.Count())}"),
            ];
            return few.Length == 0
                ? []
                :
                [
                    $"Without an interval, which takes {needed} samples: {string.Join(", ", few)}. Slow programs are launched less often.",
                ];
        }
    }

    /// <summary>A name in prose: <c>WeakerThanClaimed</c> is "weaker than claimed".</summary>
    public static string Words(Enum value) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');

    private static string Targets(int count) => count == 1 ? "one target" : $"{count} targets";

    private static double[] Few(double[] values) => values.Length < DotRows.StripLimit ? values : [];

    private static string Workloads(IEnumerable<Sample> samples) =>
        string.Join(
            ", ",
            samples.Select(sample => $"{sample.Workload} {sample.Arguments}".TrimEnd()).Distinct().Order()
        );

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
