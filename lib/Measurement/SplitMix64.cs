namespace Measurement;

/// <summary>
/// The only source of random numbers. The algorithm is fixed, so that a seed gives the same numbers everywhere and
/// always (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>
    /// One of <c>0 .. limit-1</c>, each as likely as the others (Lemire, Fast Random Integer Generation in an Interval,
    /// ACM Transactions on Modeling and Computer Simulation 29:1, 2019).
    /// </summary>
    public int NextBelow(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var range = (ulong)limit;
        var high = Math.BigMul(Next(), range, out var low);
        while (low < range && low < unchecked(0 - range) % range)
        {
            high = Math.BigMul(Next(), range, out low);
        }
        return (int)high;
    }

    /// <summary>At least 0, below 1, in steps of 2^-53.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
