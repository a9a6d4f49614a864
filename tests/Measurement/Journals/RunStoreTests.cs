using Measurement.Tests.Collecting;

namespace Measurement.Tests.Journals;

public sealed class RunStoreTests : IDisposable
{
    private static readonly Needs One = new(["one"], ["native"]);
    private readonly Bench _bench = new Bench().With("one", "noop").With("two", "exit 0");
    private RunStore Store => new(_bench.Repository);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Local_is_the_newest_run_of_this_host_that_has_what_is_needed()
    {
        var old = await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "a" });
        await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "b", Workloads = ["two"] });

        Assert.Equal(old.Run.Id, Assert.Single(Store.Choose(RunStore.Local, One)).Id);
    }

    [Fact]
    public async Task A_run_that_came_with_the_clone_is_not_local()
    {
        await _bench.CollectAsync(Bench.Plan(blocks: 1));
        File.WriteAllText(Path.Combine(_bench.Repository.Tools, "host-id"), "another\n");

        var fault = Assert.Throws<UsageException>(() => Store.Choose(RunStore.Local, One));
        Assert.Contains("./analysis collect", fault.Message);
    }

    [Fact]
    public async Task Reference_is_what_was_published()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;
        Assert.Throws<UsageException>(() => Store.Choose(RunStore.Reference, One));

        Store.Publish(run);
        Store.Publish(run);

        Assert.Equal(run.Id, Assert.Single(Store.Choose(RunStore.Reference, One)).Id);
        Assert.Single(File.ReadAllLines(Path.Combine(_bench.Repository.Runs, ".gitignore")), $"!/{run.Id}/");
    }

    [Fact]
    public async Task Runs_can_be_named_and_an_unknown_one_is_told_the_newest()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;

        Assert.Equal(run.Id, Assert.Single(Store.Choose(run.Id, One)).Id);
        Assert.Contains(run.Id, Assert.Throws<UsageException>(() => Store.Choose("gone", One)).Message);
    }
}
