using System.Runtime.InteropServices;

namespace Cli;

/// <summary>The terminal that a command was started from.</summary>
internal static partial class Terminal
{
    /// <summary>
    /// Writes nothing to the terminal any more, which was closed: each write to it would fail, and end the command before
    /// it has cleaned up. What goes to a file or a pipe still goes there.
    /// </summary>
    public static void Leave()
    {
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var (stream, redirected) in new[] { (1, Console.IsOutputRedirected), (2, Console.IsErrorRedirected) })
        {
            if (!redirected)
            {
                _ = Duplicate((int)nowhere.DangerousGetHandle(), stream);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
