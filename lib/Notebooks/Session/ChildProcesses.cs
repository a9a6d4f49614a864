using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Notebooks;

/// <summary>The processes that this one has started, as Linux tells them; elsewhere none are known.</summary>
internal static class ChildProcesses
{
    public static IReadOnlySet<int> Running() =>
        Directory.Exists("/proc/self")
            ? Directory
                .EnumerateDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && ParentOf(id) == Environment.ProcessId)
                .ToHashSet()
            : new HashSet<int>();

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

    private static int ParentOf(int id)
    {
        try
        {
            // pid (name) state ppid ..: a name may hold blanks and parentheses.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
