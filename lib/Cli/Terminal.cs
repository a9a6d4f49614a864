using System.Runtime.InteropServices;

namespace Cli;

/// <summary>The terminal that a command was started from. It is looked at in the beginning, while it is there.</summary>
internal sealed partial class Terminal
{
    private readonly (int Number, bool IsTerminal)[] _streams =
    [
        (1, !Console.IsOutputRedirected),
        (2, !Console.IsErrorRedirected),
    ];

    /// <summary>
    /// Writes nothing to the terminal any more, which was closed: each write to it would fail, and end the command before
    /// it has cleaned up. What goes to a file or a pipe still goes there.
    /// </summary>
    public void Leave()
    {
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var (number, _) in _streams.Where(stream => stream.IsTerminal))
        {
            _ = Duplicate((int)nowhere.DangerousGetHandle(), number);
        }
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
