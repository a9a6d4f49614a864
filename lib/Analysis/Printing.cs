using Analysis.Content;
using Analysis.Tables;
using Measurement;
using Measurement.Trials;

namespace Analysis;

/// <summary>How programs that print much call the system: counted once, and a prediction made of the counts.</summary>
public sealed class Printing
{
    private readonly IReadOnlyList<SystemCallCount> _counts;

    private Printing(IReadOnlyList<SystemCallCount> counts) => _counts = counts;

    /// <param name="again">Whether to count again on this machine first, which replaces what was recorded.</param>
    /// <param name="progress">Told what is being counted.</param>
    /// <exception cref="MeasurementException">Nothing is recorded, or strace is missing.</exception>
    public static Printing Open(bool again, Action<string> progress)
    {
        var calls = new SystemCalls(Repository.Find());
        return new(
            again ? calls.RecordAsync(progress, CancellationToken.None).GetAwaiter().GetResult() : calls.Recorded()
        );
    }

    /// <summary>How often each target writes for the same output.</summary>
    public Table Calls => PrintingTables.Calls(_counts);

    /// <summary>
    /// What a program that prints many lines should take, if its writes cost what writes cost elsewhere, beside what it
    /// takes.
    /// </summary>
    /// <param name="report">A report that has a run of the plan <c>writes</c>.</param>
    /// <param name="item">The item whose slope is what a write costs.</param>
    public Table Prediction(Report report, string item) => PrintingTables.Prediction(report.Item(item), _counts);
}
