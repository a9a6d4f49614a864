using Analysis.Published;
using Analysis.Tests.Fixtures;

namespace Analysis.Tests.Published;

/// <summary>Everything that <c>items.csv</c> and <c>targets.csv</c> name exists.</summary>
public sealed class ItemTests
{
    private static PublishedReport Report => MadeUpRun.Published;

    [Fact]
    public void An_item_stands_once_and_shows_something_or_says_what_it_will_be()
    {
        Assert.Distinct(Report.Items.Select(item => item.Id));
        Assert.All(Report.Items, item => Assert.NotEqual("", item.Figure + item.Table + item.Note));
    }

    [Fact]
    public void Every_named_target_is_one_of_ours()
    {
        var ours = Measurement.Targets.Target.All.Select(target => target.Name).ToHashSet();
        string[] kinds = ["every target", "every wasm", "every far", "every jit", "every aot"];
        Assert.All(
            Report.Items.SelectMany(item => item.TargetNames),
            name => Assert.True(ours.Contains(name) || kinds.Contains(name), $"'{name}' is no target")
        );
        Assert.All(
            Report.Results.Select(result => Report.Today(result.Target)).Distinct(),
            target => Assert.Contains(target, ours)
        );
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var tables = Report.Results.Select(result => result.Item).ToHashSet();
        Assert.All(
            Report.Items,
            item =>
            {
                Assert.All(item.PublishedTables, table => Assert.Contains(table, tables));
                Assert.Contains(item.Missing, (string[])["named", "left out"]);
                Assert.True(item.TargetNames.Count > 0 || item.Figure + item.Table == "", item.Id);
            }
        );
    }
}
