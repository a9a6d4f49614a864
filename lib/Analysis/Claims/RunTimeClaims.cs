using Measurement;

namespace Analysis;

internal sealed class RunTimeClaims : IClaimReader
{
    public IReadOnlyList<string> Claims => ["C03"];

    public IEnumerable<Reading> Read(Evidence evidence)
    {
        var asLaunched = evidence.OverPrograms("as launched, container start included", Metric.ExecutionTime);
        var inside = evidence.OverPrograms(
            "the program inside the container against the Wasm process",
            Metric.InnerTime,
            Metric.ExecutionTime
        );
        return asLaunched.Ratio is null
            ? [asLaunched, inside]
            : [asLaunched with { Notes = [.. asLaunched.Notes, Sizes(evidence.Frame)] }, inside];
    }

    private static string Sizes(Frame frame)
    {
        var names = frame.Runs.Select(run => run.Plan.Size).Distinct().ToList();
        var programs = frame
            .Rows.Where(row => row.Workload != Evidence.Startup)
            .Select(row => $"{row.Workload} {row.Arguments}".TrimEnd())
            .Distinct()
            .Order();
        var said = $"Measured with the size {string.Join(" and ", names)} ({string.Join(", ", programs)})";
        return names is ["report"]
            ? $"{said}: the report's arguments."
            : $"{said}: the shorter a program runs, the more the container's start weighs.";
    }
}
