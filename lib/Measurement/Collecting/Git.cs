using Measurement.Hosts;

namespace Measurement.Collecting;

internal static class Git
{
    /// <summary>A checkout's commit, with <c>+changes</c> if files differ; <c>unknown</c> outside git.</summary>
    public static async Task<string> CommitAsync(string root, CancellationToken cancel)
    {
        var (ok, commit) = await Tool.AskAsync("git", ["-C", root, "rev-parse", "--short=12", "HEAD"], cancel);
        if (!ok)
        {
            return "unknown";
        }
        var (_, changes) = await Tool.AskAsync("git", ["-C", root, "status", "--porcelain"], cancel);
        return changes.Length == 0 ? commit : commit + "+changes";
    }
}
