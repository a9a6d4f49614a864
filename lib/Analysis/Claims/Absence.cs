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
        ?? $"{workload} on {numerator.Target} and {denominator.Target} have no block in common that ended well";

    /// <summary>Why nothing is known of what a target leaves on disk.</summary>
    public static string OfSize(Frame frame, string target) =>
        Unavailable(frame, target) ?? $"the sizes for {target} were not recorded";

    private static string? Of(Frame frame, string workload, Side side)
    {
        if (frame.Observe(side.Metric, workload, side.Target).Count > 0)
        {
            return null;
        }
        var cell = $"{workload} on {side.Target}";
        var launches = frame.Rows.Where(row => row.Workload == workload && row.Target == side.Target).ToList();
        if (launches.Exists(row => row.Status == Status.Ok && row.Phase == Phase.Measured))
        {
            return $"{side.Metric.Name} was not recorded for {cell}";
        }
        if (launches.LastOrDefault(row => row.Status != Status.Ok) is { } failed)
        {
            return $"{cell} ended in {JsonNamingPolicy.KebabCaseLower.ConvertName(failed.Status.ToString())}";
        }
        return
            frame.Faults.LastOrDefault(fault => fault.Workload == workload && fault.Target == side.Target) is { } fault
            ? $"{cell}: {fault.Message.TrimEnd('.')}"
            : Unavailable(frame, side.Target) ?? $"{cell} was not measured";
    }

    private static string? Unavailable(Frame frame, string target) =>
        frame.Runs.SelectMany(run => run.Unavailable).LastOrDefault(missing => missing.Target == target) is { } missing
            ? $"{target} is unavailable: {missing.Reason.TrimEnd('.')}"
            : null;
}
