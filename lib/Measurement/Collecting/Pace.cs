using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>How long launches take, with everything around them: for the budget and the time left.</summary>
/// <param name="earlier">How long cells took in earlier runs; used until they are launched in this one.</param>
internal sealed class Pace(IReadOnlyDictionary<Cell, TimeSpan> earlier)
{
    private readonly Dictionary<Launch, (TimeSpan Total, int Count)> _took = [];

    public void Took(Launch launch, TimeSpan duration)
    {
        var (total, count) = _took.GetValueOrDefault(launch);
        _took[launch] = (total + duration, count + 1);
    }

    /// <summary>Whether the times of most of these launches are known, so that those of the others can be guessed.</summary>
    public bool Knows(IReadOnlyList<Launch> launches) =>
        2 * launches.Count(launch => _took.ContainsKey(launch) || earlier.ContainsKey(launch.Cell)) >= launches.Count;

    /// <summary>How long a launch takes. If it never happened, this is the mean of the launches that did.</summary>
    public TimeSpan Of(Launch launch) =>
        _took.TryGetValue(launch, out var known) ? known.Total / known.Count
        : earlier.TryGetValue(launch.Cell, out var before) ? before
        : _took.Count > 0 ? Mean([.. _took.Values.Select(each => each.Total / each.Count)])
        : Mean([.. earlier.Values]);

    private static TimeSpan Mean(IReadOnlyCollection<TimeSpan> times) =>
        times.Aggregate(TimeSpan.Zero, (sum, each) => sum + each) / Math.Max(1, times.Count);
}
