using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Notebooks.Session;

/// <summary>Processes that cells have started, as Linux lists them. On other systems none are known.</summary>
internal static class ChildProcesses
{
    private const string Threads = "/proc/self/task";

    /// <summary>The children of this process.</summary>
    // This runs before every cell: the kernel's own lists (CONFIG_PROC_CHILDREN) are quicker than
    // looking at every process.
    public static IReadOnlySet<int> Running() =>
        !Directory.Exists(Threads) ? new HashSet<int>()
        : File.Exists($"{Threads}/{Environment.ProcessId}/children") ? Listed().ToHashSet()
        : Sought().ToHashSet();

    /// <summary>Kills the children that were not among <paramref name="before"/>, each with its descendants.</summary>
    public static void KillAllBut(IReadOnlySet<int> before)
    {
        foreach (var id in Running().Except(before))
        {
            Kill(id);
        }
    }

    /// <summary>Kills every process that inherited a variable with this value, whoever is its parent.</summary>
    public static void KillMarked(string variable, string value)
    {
        var mark = $"{variable}={value}";
        // Repeated, since a process may have started another in the meantime.
        for (var round = 0; round < 10 && Marked().ToArray() is { Length: > 0 } found; round++)
        {
            foreach (var id in found)
            {
                Kill(id);
            }
        }

        IEnumerable<int> Marked() =>
            from id in All()
            where Read($"/proc/{id}/environ").Split('\0').Contains(mark)
            select id;
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // The process ended in the meantime.
        }
    }

    private static IEnumerable<int> Listed() =>
        from thread in Directory.EnumerateDirectories(Threads)
        from id in Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select Number(id);

    private static IEnumerable<int> Sought() =>
        from id in All()
        // The line is: pid (name) state ppid .. The name may hold blanks and parentheses.
        let stat = Read($"/proc/{id}/stat")
        where stat.Length > 0 && Number(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]) == Environment.ProcessId
        select id;

    private static IEnumerable<int> All() =>
        Directory.Exists("/proc")
            ? Directory
                .EnumerateDirectories("/proc")
                .Select(path => Path.GetFileName(path))
                .Where(name => char.IsAsciiDigit(name[0]))
                .Select(Number)
            : [];

    /// <returns>Empty for a process that ended in the meantime.</returns>
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
