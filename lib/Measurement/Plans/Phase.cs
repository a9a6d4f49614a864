namespace Measurement.Plans;

/// <summary>Warm-up samples are kept and labelled, and left out of estimates.</summary>
public enum Phase
{
    Warmup,
    Measured,
}
