using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Notebooks.Session;

/// <summary>The processes that this one has started, as Linux tells them; elsewhere none are known.</summary>
internal static class ChildProcesses
{
    private const string Threads = "/proc/self/task";

    // Before every cell, so not by asking each process of the machine where the kernel keeps lists (CONFIG_PROC_CHILDREN).
    public static IReadOnlySet<int> Running() =>
        !Directory.Exists(Threads) ? new HashSet<int>()
        : File.Exists($"{Threads}/{Environment.ProcessId}/children") ? Listed().ToHashSet()
        : Sought().ToHashSet();

    /// <summary>Kills the children that were not among <paramref name="before"/>, each with its descendants.</summary>
    public static void KillAllBut(IReadOnlySet<int> before)
    {
        foreach (var id in Running().Except(before))
        {
            try
            {
                using var child = Process.GetProcessById(id);
                child.Kill(entireProcessTree: true);
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended in the meantime.
            }
        }
    }

    private static IEnumerable<int> Listed() =>
        from thread in Directory.EnumerateDirectories(Threads)
        from id in Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select Number(id);

    private static IEnumerable<int> Sought() =>
        from path in Directory.EnumerateDirectories("/proc")
        let id = Path.GetFileName(path)
        where char.IsAsciiDigit(id[0])
        // pid (name) state ppid ..: a name may hold blanks and parentheses.
        let stat = Read($"{path}/stat")
        where stat.Length > 0 && Number(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) == Environment.ProcessId
        select Number(id);

    /// <returns>Nothing of what ended in the meantime.</returns>
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
