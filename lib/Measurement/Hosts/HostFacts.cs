using System.Text.Json.Serialization;

namespace Measurement.Hosts;

/// <summary>What a reader of the report must know about the machine. Null: the machine does not tell.</summary>
public sealed record HostFacts
{
    /// <summary>Identifies the machine but not its owner: random, or made from an id that is.</summary>
    public required string Id { get; init; }

    /// <summary>The name in <c>samples.csv</c>: <c>local</c>, <c>arm64-vm</c>, or the address.</summary>
    public required string Name { get; init; }
    public required string Architecture { get; init; }
    public required string System { get; init; }
    public required string Kernel { get; init; }
    public required string CpuModel { get; init; }
    public required int Cores { get; init; }
    public required long MemoryBytes { get; init; }

    /// <summary>The hypervisor or container that this system runs in; <c>none</c> on bare hardware.</summary>
    public required string Virtualization { get; init; }
    public required string CgroupVersion { get; init; }

    /// <summary>The emulator of the processor, such as <c>qemu 10.0</c>; null on real hardware.</summary>
    public string? EmulatedBy { get; init; }
    public string? Microcode { get; init; }
    public string? Governor { get; init; }
    public string? Turbo { get; init; }

    /// <summary>
    /// Whether it is a machine of this architecture, emulated or not; without one: any machine that is not emulated.
    /// </summary>
    internal bool Is(string? architecture) => architecture is null ? EmulatedBy is null : Architecture == architecture;

    /// <summary>The number of cores in words.</summary>
    internal string CoreCount => $"{Cores} {(Cores == 1 ? "core" : "cores")}";

    /// <summary>The processor in words, with its emulator if it has one.</summary>
    [JsonIgnore]
    public string Processor => EmulatedBy is null ? CpuModel : $"{CpuModel}, emulated by {EmulatedBy}";

    /// <summary>
    /// A sentence about what the system charges more than usual machines do; null: nothing, or nothing else is to be
    /// expected, since the processor is emulated.
    /// </summary>
    [JsonIgnore]
    public string? UnusualCosts => EmulatedBy is null ? Costs?.Warning : null;

    /// <summary>What the system charges a program; null in runs from before it was measured.</summary>
    public SystemCosts? Costs { get; init; }
}
