namespace Measurement.Collecting;

/// <summary>
/// Everything random about a run. It is drawn from the recorded seed alone, so block <c>b</c> is the same whether it is
/// reached at once or after a resume.
/// </summary>
internal sealed record BlockOrder(ulong Seed)
{
    /// <summary>The order of a block: a permutation of <c>0 .. count-1</c> (Fisher-Yates).</summary>
    public IReadOnlyList<int> Of(int block, int count)
    {
        var random = new SplitMix64(Start(block));
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var other = Below(last + 1, random.Next());
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }

    /// <summary>A number below <paramref name="limit"/> for this block.</summary>
    public int Draw(int block, int limit) => Below(limit, new SplitMix64(~Start(block)).Next());

    private ulong Start(int block) => new SplitMix64(Seed + (ulong)block).Next();

    /// <summary>
    /// The remainder of a division, which is not exactly uniform. <see cref="SplitMix64.NextBelow"/> is, but would
    /// change the orders of recorded runs.
    /// </summary>
    private static int Below(int limit, ulong random) => (int)(random % (ulong)limit);
}
