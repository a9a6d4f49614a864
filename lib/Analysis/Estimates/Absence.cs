using System.Text.Json;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Estimates;

/// <summary>Says in words why a number is missing, so that no place stays empty.</summary>
internal static class Absence
{
    /// <summary>The word for a value that is missing for no known reason.</summary>
    public const string NotMeasured = "not measured";

    /// <summary>The words for a value of a target that no run was to measure.</summary>
    private const string NotPlanned = "not in the plan";

    extension(Frame frame)
    {
        /// <summary>Why a cell has no value, in the one or two words that stand in its place.</summary>
        public string Why(string workload, string target)
        {
            var statuses = frame
                .RowsOf(workload, target)
                .Select(sample => sample.Status)
                .Where(status => status != Status.Ok)
                .ToList();
            return statuses.Count > 0 ? Words(statuses[^1])
                : frame.Faults.Any(fault => fault.Workload == workload && fault.Target == target) ? "did not launch"
                : frame.Runs.Any(run => run.Unavailable.Any(missing => missing.Name == target)) ? "unavailable"
                : !frame.Runs.Any(run => run.Cells.Any(cell => cell.Target == target)) ? NotPlanned
                : NotMeasured;
        }

        /// <summary>
        /// The same for a value that is made of several targets, such as a ratio: each may have values, but no run those
        /// of all.
        /// </summary>
        public string Why(string workload, Metric metric, params IReadOnlyList<string> targets)
        {
            var runs = targets
                .Select(target => frame.Observe(metric, workload, target).Select(seen => seen.Run).ToHashSet())
                .ToList();
            var missing = runs.FindIndex(each => each.Count == 0);
            return missing >= 0 ? frame.Why(workload, targets[missing])
                : runs[0].Any(run => runs.TrueForAll(each => each.Contains(run))) ? frame.Why(workload, targets[0])
                : targets.Count == 2 ? "not in one run"
                : "not all in one run";
        }

        /// <summary>The same for a mean of such values over programs.</summary>
        public string Why(IEnumerable<string> workloads, Metric metric, params IReadOnlyList<string> targets) =>
            workloads.Select(workload => frame.Why(workload, metric, targets)).LastOrDefault(NotMeasured);

        /// <summary>
        /// Sentences that a reader must know: which launches of these workloads failed or are few. Which targets are
        /// missing stands once, in the page's card.
        /// </summary>
        public IReadOnlyList<string> GapsOn(params IReadOnlyCollection<string> workloads) =>
            [
                .. frame
                    .Faults.Where(fault => workloads.Contains(fault.Workload))
                    .GroupBy(fault => (fault.Workload, fault.Target))
                    .Select(group =>
                        $"{group.Key.Workload} on {group.Key.Target}: {Launches(group.Count())} failed: {group.First().Message}"
                    )
                    .Concat(frame.Failures(workloads))
                    .Concat(frame.WithoutIntervals(workloads))
                    .Distinct(),
            ];

        /// <summary>The same for every workload of the runs, and which targets are missing.</summary>
        public IReadOnlyList<string> Gaps =>
            [
                .. frame
                    .Runs.SelectMany(run => run.Unavailable)
                    .Select(missing => $"{missing.Name} is unavailable: {missing.Reason}")
                    .Distinct(),
                .. frame.GapsOn([.. frame.Runs.SelectMany(run => run.Cells).Select(cell => cell.Workload).Distinct()]),
            ];

        private IEnumerable<string> Failures(IReadOnlyCollection<string> workloads)
        {
            var order = frame.Targets.Index().ToDictionary(target => target.Item, target => target.Index);
            return frame
                .Rows.Where(sample => sample.Status != Status.Ok && workloads.Contains(sample.Workload))
                .GroupBy(sample => (sample.Target, sample.Status))
                .GroupBy(
                    group => (group.Key.Status, Times: Times(group.Count()), On: Workloads(group)),
                    group => group.Key.Target
                )
                .Select(group =>
                    $"{string.Join(", ", group.OrderBy(target => order.GetValueOrDefault(target, order.Count)))}: {Words(group.Key.Status)} {group.Key.Times}{(group.Count() > 1 ? " each" : "")}, on {group.Key.On}."
                );
        }

        /// <summary>Which cells have too few samples for an interval from order statistics or ranks.</summary>
        private IEnumerable<string> WithoutIntervals(IReadOnlyCollection<string> workloads)
        {
            var needed = Estimator.FewestForInterval(Estimator.Confidence(frame));
            string[] tooFew =
            [
                .. frame
                    .MeasuredCells.Where(cell => workloads.Contains(cell.Workload))
                    .Where(cell => IsTooFew(frame.RowsOf(cell.Workload, cell.Target).Count(IsMeasured)))
                    .GroupBy(cell => cell.Workload)
                    .OrderBy(workload => workload.Key, StringComparer.Ordinal)
                    .Select(workload =>
                        $"{frame.WithArguments(workload.Key)} on {(workload.Count() == 1 ? "one target" : $"{workload.Count()} targets")}"
                    ),
            ];
            return tooFew.Length == 0
                ? []
                :
                [
                    $"Without an interval, which takes {needed} samples: {string.Join(", ", tooFew)}. Slow programs are launched less often.",
                ];

            bool IsTooFew(int samples) => samples > 0 && samples < needed;
        }
    }

    private static bool IsMeasured(Sample sample) => sample is { Status: Status.Ok, Phase: Phase.Measured };

    /// <summary>Why a workload gives no ratio of the two sides.</summary>
    public static string Of(Frame frame, string workload, Side numerator, Side denominator) =>
        Of(frame, workload, numerator)
        ?? Of(frame, workload, denominator)
        ?? $"{string.Join(", ", numerator.Targets)} and {string.Join(", ", denominator.Targets.Distinct())} have no block that gives a ratio";

    /// <summary>Why a target has no values at all.</summary>
    public static string OfTarget(Frame frame, string target) =>
        Unavailable(frame, target) ?? $"{target} was not measured";

    /// <summary>Why the size of a target on disk is not known.</summary>
    public static string OfSize(Frame frame, string target) =>
        Unavailable(frame, target) ?? $"{target}: no sizes were recorded";

    /// <summary>A name as words: <c>WrongOutput</c> is "wrong output".</summary>
    public static string Words(Enum value) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');

    private static string? Of(Frame frame, string workload, Side side) =>
        side.Targets.Select(target => Of(frame, workload, side.Metric, target)).FirstOrDefault(why => why is not null);

    private static string? Of(Frame frame, string workload, Metric metric, string target)
    {
        if (frame.Observe(metric, workload, target).Count > 0)
        {
            return null;
        }
        var launches = frame.RowsOf(workload, target).ToList();
        if (launches.Exists(row => row.Status == Status.Ok && row.Phase == Phase.Measured))
        {
            return $"{target}: {metric.Name} was not recorded";
        }
        if (launches.LastOrDefault(row => row.Status != Status.Ok) is { } failed)
        {
            return $"{target} ended in {JsonNamingPolicy.KebabCaseLower.ConvertName(failed.Status.ToString())}";
        }
        return frame.Faults.LastOrDefault(fault => fault.Workload == workload && fault.Target == target) is { } fault
            ? $"{target}: {fault.Message.TrimEnd('.')}"
            : OfTarget(frame, target);
    }

    private static string? Unavailable(Frame frame, string target) =>
        frame.Runs.SelectMany(run => run.Unavailable).LastOrDefault(missing => missing.Name == target) is { } missing
            ? $"{target} is unavailable: {missing.Reason.TrimEnd('.')}"
            : null;

    private static string Workloads(IEnumerable<Sample> samples) =>
        string.Join(
            ", ",
            samples.Select(sample => $"{sample.Workload} {sample.Arguments}".TrimEnd()).Distinct().Order()
        );

    private static string Launches(int count) => count == 1 ? "one launch" : $"{count} launches";

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
