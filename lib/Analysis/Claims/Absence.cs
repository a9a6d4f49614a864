using System.Text.Json;
using Measurement;

namespace Analysis;

/// <summary>Why a number is missing, in words for a note: never an empty gap.</summary>
internal static class Absence
{
    /// <summary>Why a workload gives no ratio of the two sides.</summary>
    public static string Of(Frame frame, string workload, Side numerator, Side denominator) =>
        Of(frame, workload, numerator)
        ?? Of(frame, workload, denominator)
        ?? $"{numerator.Target} and {denominator.Target} have no block that gives a ratio";

    /// <summary>Why nothing is known of what a target leaves on disk.</summary>
    public static string OfSize(Frame frame, string target) =>
        Unavailable(frame, target) ?? $"{target}: no sizes were recorded";

    private static string? Of(Frame frame, string workload, Side side)
    {
        var target = side.Target;
        if (frame.Observe(side.Metric, workload, target).Count > 0)
        {
            return null;
        }
        var launches = frame.Rows.Where(row => row.Workload == workload && row.Target == target).ToList();
        if (launches.Exists(row => row.Status == Status.Ok && row.Phase == Phase.Measured))
        {
            return $"{target}: {side.Metric.Name} was not recorded";
        }
        if (launches.LastOrDefault(row => row.Status != Status.Ok) is { } failed)
        {
            return $"{target} ended in {JsonNamingPolicy.KebabCaseLower.ConvertName(failed.Status.ToString())}";
        }
        return frame.Faults.LastOrDefault(fault => fault.Workload == workload && fault.Target == target) is { } fault
            ? $"{target}: {fault.Message.TrimEnd('.')}"
            : Unavailable(frame, target) ?? $"{target} was not measured";
    }

    private static string? Unavailable(Frame frame, string target) =>
        frame.Runs.SelectMany(run => run.Unavailable).LastOrDefault(missing => missing.Target == target) is { } missing
            ? $"{target} is unavailable: {missing.Reason.TrimEnd('.')}"
            : null;
}
