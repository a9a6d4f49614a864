using Measurement.Plans;
using Measurement.Trials;

namespace Measurement.Tests.Trials;

public sealed class BrowserRunsTests
{
    private static readonly Repository Checkout = Repository.Find();
    private static readonly BrowserRuns Browser = new(Checkout);

    public static TheoryData<string> Programs =>
        [.. Workload.All(Checkout).Where(each => each.Suite == Suite.Games).Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_module_prints_in_a_browser_what_it_prints_everywhere(string program)
    {
        Assert.SkipWhen(Browser.Lack is not null, Browser.Lack ?? "");
        var workload = Workload.All(Checkout).Single(each => each.Name == program);

        var run = await Browser.RunAsync(workload, TestContext.Current.CancellationToken);

        Assert.True(run.Same, $"{run.StdoutBytes} bytes");
    }

    [Fact]
    public void The_recorded_runs_printed_the_same()
    {
        Assert.NotEmpty(Browser.Recorded());
        Assert.All(Browser.Recorded(), run => Assert.True(run.Same, run.Program));
    }
}
