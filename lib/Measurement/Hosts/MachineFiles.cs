using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Measurement.Hosts;

/// <summary>The files in which a Linux machine describes itself, wherever they were read.</summary>
/// <param name="Texts">The texts by path; a file that could not be read is missing.</param>
internal sealed record MachineFiles(IReadOnlyDictionary<string, string> Texts)
{
    private const string Governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    private const string NoTurbo = "/sys/devices/system/cpu/intel_pstate/no_turbo";
    private const string Boost = "/sys/devices/system/cpu/cpufreq/boost";
    private const string Clock = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    private const string MachineId = "/etc/machine-id";

    public static IReadOnlyList<string> Paths { get; } =
    [
        "/etc/os-release",
        "/proc/sys/kernel/osrelease",
        "/proc/cpuinfo",
        "/proc/meminfo",
        "/sys/fs/cgroup/cgroup.controllers",
        "/.dockerenv",
        Governor,
        NoTurbo,
        Boost,
        Clock,
        MachineId,
    ];

    public string ClockSource => "CLOCK_MONOTONIC_RAW over " + (FirstLine(Clock) ?? "an unknown source");

    /// <summary>Eight letters made from the machine's own id, which they do not reveal; null: it has none.</summary>
    public string? HashedId =>
        FirstLine(MachineId) is { Length: > 0 } id
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"analysis {id}")))[..8]
            : null;

    public HostFacts Describe(string name, string id, string architecture) =>
        new()
        {
            Id = id,
            Name = name,
            Architecture = architecture,
            System = Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? "Linux",
            Kernel = FirstLine("/proc/sys/kernel/osrelease") ?? "unknown",
            CpuModel = Field("/proc/cpuinfo", "model name", ':') ?? "unknown",
            Cores = Math.Max(1, Fields("/proc/cpuinfo", "processor", ':').Count()),
            MemoryBytes = MemoryBytes(),
            Virtualization = Virtualization(),
            CgroupVersion = Texts.ContainsKey("/sys/fs/cgroup/cgroup.controllers") ? "v2" : "v1",
            Microcode = Field("/proc/cpuinfo", "microcode", ':'),
            Governor = FirstLine(Governor),
            Turbo = Turbo(),
        };

    private long MemoryBytes() =>
        Field("/proc/meminfo", "MemTotal", ':') is { } text
            ? 1024 * long.Parse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)
            : 0;

    private string Virtualization() =>
        (Field("/proc/cpuinfo", "flags", ':') ?? "").Split(' ').Contains("hypervisor") ? "virtual machine"
        : Texts.ContainsKey("/.dockerenv") ? "container"
        : "none";

    private string? Turbo() =>
        FirstLine(NoTurbo) is { } off ? (off == "0" ? "on" : "off")
        : FirstLine(Boost) is { } on ? (on == "1" ? "on" : "off")
        : null;

    private string? FirstLine(string path) => Texts.TryGetValue(path, out var text) ? text.Split('\n')[0].Trim() : null;

    private string? Field(string path, string name, char separator) => Fields(path, name, separator).FirstOrDefault();

    private IEnumerable<string> Fields(string path, string name, char separator) =>
        from line in Texts.GetValueOrDefault(path, "").Split('\n')
        let parts = line.Split(separator, 2)
        where parts.Length == 2 && parts[0].Trim() == name
        select parts[1].Trim();
}
