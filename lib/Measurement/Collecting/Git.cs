using System.Text.RegularExpressions;
using Measurement.Hosts;

namespace Measurement.Collecting;

internal static partial class Git
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

    /// <summary>Where others get the repository: the remote <c>origin</c>, if it is on the web.</summary>
    public static async Task<Uri?> AddressAsync(string root, CancellationToken cancel)
    {
        var (ok, address) = await Tool.AskAsync("git", ["-C", root, "remote", "get-url", "origin"], cancel);
        return ok ? Web(address.Trim()) : null;
    }

    /// <summary>A remote as a browser opens it, without a user's name or secret in it.</summary>
    internal static Uri? Web(string remote)
    {
        var address = Ssh().Replace(remote, "https://${host}/${path}");
        return
            Uri.TryCreate(address, UriKind.Absolute, out var web)
            && (web.Scheme == Uri.UriSchemeHttps || web.Scheme == Uri.UriSchemeHttp)
            ? new UriBuilder(web)
            {
                UserName = "",
                Password = "",
                Path = web.AbsolutePath.EndsWith(".git", StringComparison.Ordinal)
                    ? web.AbsolutePath[..^4]
                    : web.AbsolutePath,
            }.Uri
            : null;
    }

    /// <summary>git@host:path and ssh://git@host/path.</summary>
    [GeneratedRegex("^(ssh://)?[a-z]+@(?<host>[^:/]+)(:|/)(?<path>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Ssh();
}
