namespace Measurement.Collecting;

/// <summary>
/// Everything random about a run, drawn from its recorded seed alone: block <c>b</c> is the same whether it is reached
/// at once or after a resume.
/// </summary>
public sealed record BlockOrder(ulong Seed)
{
    /// <summary>The order of a block: a permutation of <c>0 .. count-1</c> (Fisher-Yates).</summary>
    public IReadOnlyList<int> Of(int block, int count)
    {
        var state = Start(block);
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var other = (int)(Next(ref state) % (ulong)(last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }

    /// <summary>A number below <paramref name="limit"/> for this block.</summary>
    public int Draw(int block, int limit)
    {
        var state = ~Start(block);
        return (int)(Next(ref state) % (ulong)limit);
    }

    private ulong Start(int block)
    {
        var state = Seed + (ulong)block;
        return Next(ref state);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a fixed algorithm, so that seeds keep their meaning.</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
