using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Notebooks;

/// <summary>The processes that this one has started, as Linux tells them; elsewhere none are known.</summary>
internal static class ChildProcesses
{
    /// <summary>Now, on the clock of process starts: hundredths of a second, which proc(5) counts both in.</summary>
    public static long Now() =>
        File.Exists("/proc/uptime")
            ? Number(File.ReadAllText("/proc/uptime").Split(' ')[0].Replace(".", "", StringComparison.Ordinal))
            : 0;

    /// <summary>Kills the children that were started at that time or later, each with its descendants.</summary>
    public static void KillSince(long began)
    {
        foreach (var id in Running(began))
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

    private static IReadOnlyList<int> Running(long since) =>
        Directory.Exists("/proc/self")
            ?
            [
                .. Directory
                    .EnumerateDirectories("/proc")
                    .Select(path =>
                        int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0
                    )
                    .Where(id =>
                        id > 0 && Origin(id) is var (parent, start) && parent == Environment.ProcessId && start >= since
                    ),
            ]
            : [];

    /// <summary>Whose child a process is, and when it started.</summary>
    private static (long Parent, long Start)? Origin(int id)
    {
        try
        {
            // pid (name) state ppid .., the 22nd being the start: a name may hold blanks and parentheses.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[1]), Number(fields[19]));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
