namespace Analysis.Statistics;

/// <summary>Many comparisons at once (Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979).</summary>
internal static class Holm
{
    /// <summary>The adjusted p-values, in the given order. Each may be read as if it were the only one.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var running = 0.0;
        foreach (var (rank, (index, p)) in pValues.Index().OrderBy(entry => entry.Item).Index())
        {
            running = Math.Max(running, Math.Min(1, (pValues.Count - rank) * p));
            adjusted[index] = running;
        }
        return adjusted;
    }
}
