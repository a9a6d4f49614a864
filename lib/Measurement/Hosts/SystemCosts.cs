using System.Globalization;
using System.Text.Json.Serialization;

namespace Measurement.Hosts;

/// <summary>
/// What the system charges a program for what every start consists of, as the probe measures it on the host: medians in
/// nanoseconds. They tell a machine that slows starts down from one that computes slowly.
/// </summary>
/// <param name="PageFaultNs">The first write to a page of 4 KiB.</param>
/// <param name="SystemCallNs">One <c>getppid</c>.</param>
/// <param name="ProcessNs">A small static program, from its spawn to its reaped exit.</param>
public sealed record SystemCosts(long PageFaultNs, long SystemCallNs, long ProcessNs)
{
    /// <summary>
    /// Some three times what a virtual machine with page tables in hardware takes, and ten times what bare hardware
    /// takes. A hypervisor with page tables in software, a sandbox that answers system calls itself, and an emulated
    /// processor lie beyond.
    /// </summary>
    private static readonly SystemCosts Usual = new(4_000, 400, 1_500_000);

    /// <summary>The costs in words.</summary>
    [JsonIgnore]
    public string Text =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"a page fault takes {PageFaultNs / 1e3:0.00} us, a system call {SystemCallNs / 1e3:0.00} us, a process {ProcessNs / 1e6:0.00} ms"
        );

    /// <summary>
    /// A sentence about what is dearer here than on usual hardware, which ratios that are made of such costs are
    /// distorted by; null: nothing is.
    /// </summary>
    [JsonIgnore]
    public string? Warning
    {
        get
        {
            (string What, long Here, long Usually)[] all =
            [
                ("page fault", PageFaultNs, Usual.PageFaultNs),
                ("system call", SystemCallNs, Usual.SystemCallNs),
                ("process", ProcessNs, Usual.ProcessNs),
            ];
            var dear = all.Where(cost => cost.Here > cost.Usually).Select(cost => $"a {cost.What}").ToList();
            return dear.Count == 0
                ? null
                : $"This machine takes unusually long for {string.Join(" and ", dear)} ({Text}), perhaps because of its hypervisor: "
                    + "ratios of starts, of containers and of programs that allocate much say little about other machines.";
        }
    }
}
