using System.Globalization;
using System.Runtime.InteropServices;

namespace Measurement.Hosts;

/// <summary>The machine that this process runs on, read from <c>/proc</c> and <c>/sys</c>.</summary>
public static class LocalHost
{
    public const string Name = "local";

    public static HostFacts Describe(Repository repository) =>
        new()
        {
            Id = Id(repository),
            Name = Name,
            Architecture = RuntimeInformation.OSArchitecture == Architecture.X64 ? "x86-64" : "arm64",
            System = Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription,
            Kernel = FirstLine("/proc/sys/kernel/osrelease") ?? "unknown",
            CpuModel = Field("/proc/cpuinfo", "model name", ':') ?? "unknown",
            Cores = Environment.ProcessorCount,
            MemoryBytes = MemoryBytes(),
            Virtualization = Virtualization(),
            CgroupVersion = File.Exists("/sys/fs/cgroup/cgroup.controllers") ? "v2" : "v1",
            Microcode = Field("/proc/cpuinfo", "microcode", ':'),
            Governor = FirstLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
            Turbo = Turbo(),
        };

    public static string ClockSource() =>
        "CLOCK_MONOTONIC_RAW over "
        + (FirstLine("/sys/devices/system/clocksource/clocksource0/current_clocksource") ?? "an unknown source");

    /// <summary>How often the kernel's out-of-memory killer has struck since boot; null where it does not say.</summary>
    public static long? OutOfMemoryKills() =>
        Field("/proc/vmstat", "oom_kill", ' ') is { } count ? long.Parse(count, CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Random, drawn once a checkout and kept out of git: tells the runs measured here from those that came with the
    /// clone, and gives away nothing of the machine.
    /// </summary>
    public static string Id(Repository repository)
    {
        var file = Path.Combine(repository.Tools, "host-id");
        if (FirstLine(file) is { Length: > 0 } known)
        {
            return known;
        }
        var drawn = Guid.NewGuid().ToString("N")[..8];
        Directory.CreateDirectory(repository.Tools);
        File.WriteAllText(file, drawn + "\n");
        return drawn;
    }

    private static long MemoryBytes() =>
        Field("/proc/meminfo", "MemTotal", ':') is { } text
            ? 1024 * long.Parse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    private static string Virtualization() =>
        (Field("/proc/cpuinfo", "flags", ':') ?? "").Split(' ').Contains("hypervisor") ? "virtual machine"
        : File.Exists("/.dockerenv") ? "container"
        : "none";

    private static string? Turbo() =>
        FirstLine("/sys/devices/system/cpu/intel_pstate/no_turbo") is { } off ? (off == "0" ? "on" : "off")
        : FirstLine("/sys/devices/system/cpu/cpufreq/boost") is { } on ? (on == "1" ? "on" : "off")
        : null;

    private static string? FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault()?.Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Field(string path, string name, char separator)
    {
        try
        {
            return File.ReadLines(path)
                .Select(line => line.Split(separator, 2))
                .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == name)
                ?[1].Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
