namespace Analysis.Statistics;

/// <summary>The ends of an interval; NaN where there are too few samples for its level.</summary>
internal readonly record struct Interval(double Lower, double Upper)
{
    public static Interval None { get; } = new(double.NaN, double.NaN);
}
