namespace Measurement.Collecting;

/// <summary>How long launches take, everything around them included: for the budget and for the time that is left.</summary>
internal sealed class Pace
{
    private readonly Dictionary<Launch, (TimeSpan Total, int Count)> _took = [];

    public void Took(Launch launch, TimeSpan duration)
    {
        var (total, count) = _took.GetValueOrDefault(launch);
        _took[launch] = (total + duration, count + 1);
    }

    /// <summary>The mean so far of these launches together; null where nothing was launched yet.</summary>
    public TimeSpan? Of(IEnumerable<Launch> launches)
    {
        if (_took.Count == 0)
        {
            return null;
        }
        var typical =
            _took.Values.Aggregate(TimeSpan.Zero, (sum, each) => sum + (each.Total / each.Count)) / _took.Count;
        return launches.Aggregate(
            TimeSpan.Zero,
            (sum, launch) => sum + (_took.TryGetValue(launch, out var known) ? known.Total / known.Count : typical)
        );
    }
}
