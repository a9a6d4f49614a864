using System.ComponentModel;
using System.Diagnostics;

namespace Notebooks.Kernel;

/// <summary>
/// Ends what cells have started when the kernel is gone, however it went: a small shell waits for the end of a pipe that
/// the kernel alone holds open. It knows the processes by a variable of their environment.
/// </summary>
internal sealed class OrphanGuard : IDisposable
{
    private const string Variable = "ANALYSIS_KERNEL";

    /// <summary>A process of Linux shows the environment that it was started with, each entry ended by a NUL.</summary>
    private const string Script = """
        read -r nothing
        for file in /proc/[0-9]*/environ; do
          if grep -qzFx "$1" "$file" 2>/dev/null; then
            id=${file#/proc/}
            kill -9 "${id%/environ}" 2>/dev/null
          fi
        done
        """;

    private readonly Process? _shell;

    private OrphanGuard(Process? shell) => _shell = shell;

    /// <summary>Marks everything that this process starts from now on. Where there is no shell, nothing is guarded.</summary>
    public static OrphanGuard Start()
    {
        var id = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "guard", $"{Variable}={id}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        start.Environment.Remove(Variable);
        try
        {
            var shell = Process.Start(start);
            Environment.SetEnvironmentVariable(Variable, id);
            return new OrphanGuard(shell);
        }
        catch (Win32Exception)
        {
            return new OrphanGuard(null);
        }
    }

    /// <summary>Lets the shell do its work now.</summary>
    public void Dispose()
    {
        _shell?.StandardInput.Close();
        _shell?.WaitForExit(TimeSpan.FromSeconds(2));
        _shell?.Dispose();
    }
}
