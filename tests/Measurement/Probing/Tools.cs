using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

namespace Measurement.Tests.Probing;

/// <summary>The native programs that setup has built, and the few system calls that .NET does not offer.</summary>
internal static class Tools
{
    public const int SIGINT = 2;
    public const int SIGKILL = 9;
    public const int SIGTERM = 15;

    public static string Root { get; } = FindRoot();
    public static string Probe => Find("probe");
    public static string Dummy => Find("dummy");
    public static string Noop => Find("noop");
    public static string WasmtimeHost => Find("wasmtime-host");

    /// <summary>Runs a program to its end and keeps its streams as text.</summary>
    public static async Task<Ended> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var stdout = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var stderr = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Ended(process.ExitCode, await stdout, await stderr);
    }

    /// <summary>Where memory cgroups may be: the folder of their first version lies in that of the second.</summary>
    public static string[] CgroupRoots { get; } =
    [.. new[] { "/sys/fs/cgroup/memory", "/sys/fs/cgroup" }.Where(Directory.Exists)];

    /// <summary>Skips the test, with the reason, where no cgroup can be made.</summary>
    public static void RequireCgroups()
    {
        var root = CgroupRoots.FirstOrDefault("/sys/fs/cgroup");
        var folder = Path.Combine(root, $"analysis-test-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            Directory.Delete(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"no cgroup can be made here ({fault.Message}): run ./analysis test as root");
        }
    }

    /// <summary>Writes an executable file, in place of one that is there. Folders above it are made.</summary>
    public static void WriteProgram(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Send(int signal, int processId) => Assert.Equal(0, kill(processId, signal));

    /// <summary>True if a process with that id exists and is no zombie.</summary>
    public static bool IsAlive(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>How many processes have that text in their command line.</summary>
    public static int CountProcesses(string mark) =>
        Directory.GetDirectories("/proc").Count(folder => CommandLine(folder).Contains(mark, StringComparison.Ordinal));

    /// <summary>Waits until the condition holds. Only the test's own time limit ends the wait.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Find(string name)
    {
        var path = new Repository(Root).Built(Repository.ThisArchitecture).Program(name);
        Assert.True(File.Exists(path), $"{path} is missing: run ./analysis setup");
        return path;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Analysis.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return folder;
    }

    [DllImport("libc")]
    private static extern int kill(int processId, int signal);
}

/// <summary>What remains of a program that has ended.</summary>
internal sealed record Ended(int ExitCode, string Stdout, string Stderr);
