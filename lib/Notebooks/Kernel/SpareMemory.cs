namespace Notebooks.Kernel;

/// <summary>
/// Memory that the runtime keeps for what comes next. A kernel waits for hours, so it gives memory back after a cell that
/// used much of it.
/// </summary>
internal sealed class SpareMemory
{
    /// <summary>Less is not worth the time of a collection.</summary>
    private const long Much = 512L << 20;

    private long _allocated;

    /// <summary>To be called while nothing runs.</summary>
    public void GiveBack()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - Interlocked.Read(ref _allocated) > Much)
        {
            Interlocked.Exchange(ref _allocated, allocated);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
