namespace Measurement.Plans;

/// <summary>Whether a launch is a warm-up. Warm-up samples are kept and labelled, and left out of estimates.</summary>
public enum Phase
{
    Warmup,
    Measured,
}
