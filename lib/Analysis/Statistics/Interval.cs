namespace Analysis;

/// <summary>The ends of an interval; NaN where there are too few samples for its level.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public static Interval None { get; } = new(double.NaN, double.NaN);

    public Interval Map(Func<double, double> increasing) => new(increasing(Lower), increasing(Upper));
}
