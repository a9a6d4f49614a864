using Measurement.Hosts;

namespace Measurement.Tests.Probing;

public sealed class CostsTests
{
    [Fact]
    public async Task The_probe_prints_what_a_page_fault_a_system_call_and_a_process_cost()
    {
        var ended = await Tools.RunAsync(Tools.Probe, "--costs");

        Assert.Equal(0, ended.ExitCode);
        var costs = Json.Parse<SystemCosts>(ended.Stdout);
        Assert.True(costs.PageFaultNs > 0 && costs.SystemCallNs > 0, ended.Stdout);
        // A process begins and ends with many of both.
        Assert.True(costs.ProcessNs > costs.PageFaultNs + costs.SystemCallNs, ended.Stdout);
    }

    [Fact]
    public void A_run_of_usual_hardware_has_no_warning() =>
        Assert.Null(new SystemCosts(PageFaultNs: 1_200, SystemCallNs: 118, ProcessNs: 398_000).Warning);

    [Fact]
    public void A_warning_names_everything_that_is_dearer_than_on_usual_hardware() =>
        Assert.StartsWith(
            "This machine takes unusually long for a page fault and a process (a page fault takes 13.90 us,",
            new SystemCosts(PageFaultNs: 13_900, SystemCallNs: 118, ProcessNs: 2_000_000).Warning,
            StringComparison.Ordinal
        );
}
