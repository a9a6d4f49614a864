using System.Text.Json;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis;

/// <summary>Why a number is missing, in words for a note: never an empty gap.</summary>
internal static class Absence
{
    /// <summary>Why a workload gives no ratio of the two sides.</summary>
    public static string Of(Frame frame, string workload, Side numerator, Side denominator) =>
        Of(frame, workload, numerator)
        ?? Of(frame, workload, denominator)
        ?? $"{string.Join(", ", numerator.Targets)} and {string.Join(", ", denominator.Targets.Distinct())} have no block that gives a ratio";

    /// <summary>Why nothing at all is known of a target.</summary>
    public static string OfTarget(Frame frame, string target) =>
        Unavailable(frame, target) ?? $"{target} was not measured";

    /// <summary>Why nothing is known of what a target leaves on disk.</summary>
    public static string OfSize(Frame frame, string target) =>
        Unavailable(frame, target) ?? $"{target}: no sizes were recorded";

    private static string? Of(Frame frame, string workload, Side side) =>
        side.Targets.Select(target => Of(frame, workload, side.Metric, target)).FirstOrDefault(why => why is not null);

    private static string? Of(Frame frame, string workload, Metric metric, string target)
    {
        if (frame.Observe(metric, workload, target).Count > 0)
        {
            return null;
        }
        var launches = frame.Rows.Where(row => row.Workload == workload && row.Target == target).ToList();
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
}
