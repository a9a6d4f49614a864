namespace Measurement.Plans;

/// <summary>One workload with its arguments on one target.</summary>
public sealed record Cell(string Workload, string Arguments, string Target)
{
    public override string ToString() => $"{Workload} {Arguments}".TrimEnd() + $" on {Target}";
}
