using System.Text.Json.Nodes;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
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
    public async Task A_page_about_every_target_takes_the_run_with_most_of_them_and_of_these_the_newest()
    {
        var runs = await CollectAsync("a", "b", "c");
        runs.SkipLast(1).ToList().ForEach(run => AddTarget(run, "node"));

        Assert.Equal(runs[2].Id, Assert.Single(Store.Choose(RunStore.Local, One)).Id);
        Assert.Equal(runs[1].Id, Assert.Single(Store.Choose(RunStore.Local, One with { MostTargets = true })).Id);
    }

    [Fact]
    public async Task A_reference_run_is_joined_by_those_with_further_targets_of_the_same_size_and_machine()
    {
        var runs = await CollectAsync("a", "b", "c", "d");
        runs.ForEach(Store.MakeReference);
        Change(runs[0], "\"size\": \"quick\"", "\"size\": \"tiny\"");
        Change(runs[1], $"\"id\": \"{runs[1].Info().Host.Id}\"", "\"id\": \"there\"");

        Assert.Equal([runs[3].Id], Store.Choose(RunStore.Reference, One).Select(run => run.Id));

        runs.SkipLast(1).ToList().ForEach(run => Change(run, "\"name\": \"native\"", "\"name\": \"further\""));

        Assert.Equal([runs[2].Id, runs[3].Id], Store.Choose(RunStore.Reference, One).Select(run => run.Id));
    }

    [Fact]
    public async Task A_page_about_every_target_takes_runs_that_have_most_of_them_together()
    {
        var runs = await CollectAsync("a", "b", "c", "d");
        runs.ForEach(Store.MakeReference);
        Change(runs[3], "\"size\": \"quick\"", "\"size\": \"tiny\"");
        AddTarget(runs[3], "node");
        Rename(runs[0], "further");
        Rename(runs[1], "yet-another");

        var chosen = Store.Choose(RunStore.Reference, One with { MostTargets = true });

        Assert.Equal(runs.SkipLast(1).Select(run => run.Id), chosen.Select(run => run.Id));

        static void Rename(RunFolder run, string target)
        {
            Change(run, "\"name\": \"native\"", $"\"name\": \"{target}\"");
            Change(run, "\"target\": \"native\"", $"\"target\": \"{target}\"");
            var file = run.FileOf<Sample>();
            File.WriteAllText(file, File.ReadAllText(file).Replace(",native,", $",{target},"));
        }
    }

    [Fact]
    public async Task Runs_are_grouped_by_machine_and_size_and_a_damaged_one_is_in_no_group()
    {
        var runs = await CollectAsync("a", "b", "c", "d");
        Store.MakeReference(runs[1]);
        Change(runs[0], "\"size\": \"quick\"", "\"size\": \"tiny\"");
        Change(runs[1], $"\"id\": \"{runs[1].Info().Host.Id}\"", "\"id\": \"there\"");
        File.AppendAllText(runs[2].FileOf<Sample>(), "damaged\nonce more\n");

        Assert.Equal(
            [
                [runs[3].Id],
                [runs[1].Id],
                [runs[0].Id],
            ],
            Store.ByMachineAndSize().Select(group => group.Select(run => run.Id))
        );
    }

    [Fact]
    public async Task Reference_runs_stand_in_where_this_host_has_none_that_will_do()
    {
        var reference = Assert.Single(await CollectAsync("a"));
        Store.MakeReference(reference);
        var own = await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "b", Workloads = ["two"] });
        var file = Path.Combine(reference.Path, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(own.Run.Info().Host.Id, "there"));
        var two = new Needs(["two"], ["native"]);

        Assert.Equal(reference.Id, Assert.Single(Store.Choose(RunStore.LocalElseReference, One)).Id);
        Assert.Equal(own.Run.Id, Assert.Single(Store.Choose(RunStore.LocalElseReference, two)).Id);
    }

    [Fact]
    public async Task A_run_of_an_emulated_machine_is_taken_where_its_architecture_is_asked_for_and_nowhere_else()
    {
        var own = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "a" })).Run;
        var emulated = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "b" })).Run;
        var file = Path.Combine(emulated.Path, "run.json");
        var written = JsonNode.Parse(File.ReadAllText(file))!;
        var host = written["host"]!;
        host["id"] = Arm64Vm.IdOn(own.Info().Host.Id);
        host["architecture"] = "arm";
        host["emulated_by"] = "qemu 10";
        File.WriteAllText(file, written.ToJsonString());

        Assert.Equal(own.Id, Assert.Single(Store.Choose(RunStore.Local, One)).Id);
        Assert.Equal(emulated.Id, Assert.Single(Store.Choose(RunStore.Local, One with { Architecture = "arm" })).Id);
        var fault = Assert.Throws<UsageException>(() =>
            Store.Choose(RunStore.Local, One with { Architecture = "mips" })
        );
        Assert.StartsWith("No run of this host for mips yet", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_for_a_question_of_its_own_is_taken_where_its_plan_is_asked_for_and_nowhere_else()
    {
        var usual = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = "a" })).Run;
        var question = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = Plan.WasmtimeCli.Name })).Run;

        Assert.Equal(usual.Id, Assert.Single(Store.Choose(RunStore.Local, One)).Id);
        var asked = One with { Plan = Plan.WasmtimeCli.Name };
        Assert.Equal(question.Id, Assert.Single(Store.Choose(RunStore.Local, asked)).Id);
    }

    [Fact]
    public async Task A_run_that_came_with_the_clone_is_not_local()
    {
        await _bench.CollectAsync(Bench.Plan(blocks: 1));
        File.WriteAllText(Path.Combine(_bench.Repository.State, "host-id"), "another\n");

        var fault = Assert.Throws<UsageException>(() => Store.Choose(RunStore.Local, One));
        Assert.Contains("./analysis collect", fault.Message);
    }

    [Fact]
    public async Task Reference_is_what_was_published()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;
        Assert.Throws<UsageException>(() => Store.Choose(RunStore.Reference, One));

        Store.MakeReference(run);
        Store.MakeReference(run);

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

    [Fact]
    public async Task Named_runs_of_different_machines_or_arguments_are_refused_with_the_difference()
    {
        var runs = await CollectAsync("a", "b", "c", "d");
        Change(runs[1], $"\"id\": \"{runs[1].Info().Host.Id}\"", "\"id\": \"there\"");
        Change(runs[2], "\"arguments\": \"noop\"", "\"arguments\": \"more\"");

        Assert.Equal(2, Store.Choose($"{runs[0].Id}, {runs[3].Id}", One).Count);
        Assert.Contains("on different machines", Refused(runs[0], runs[1]));
        Assert.Contains("with different arguments of one ('noop' and 'more')", Refused(runs[0], runs[2]));

        string Refused(RunFolder first, RunFolder second)
        {
            var fault = Assert.Throws<UsageException>(() => Store.Choose($"{first.Id},{second.Id}", One)).Message;
            Assert.Contains($"{first.Id} and {second.Id}", fault);
            return fault;
        }
    }

    [Fact]
    public async Task Without_a_run_that_fits_it_is_said_what_the_newest_one_lacks()
    {
        Assert.StartsWith(
            "No run of this host yet",
            Assert.Throws<UsageException>(() => Store.Choose(RunStore.Local, One)).Message
        );

        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Workloads = ["two"] })).Run;

        Assert.Contains(
            $"its newest run, {run.Id}, lacks one on native",
            Assert.Throws<UsageException>(() => Store.Choose(RunStore.Local, One)).Message
        );
    }

    [Fact]
    public async Task What_was_read_to_choose_a_run_is_not_read_again_to_load_it()
    {
        await _bench.CollectAsync(Bench.Plan(blocks: 2));
        var chosen = Store.Choose(RunStore.Local, One);
        var file = chosen[0].FileOf<Sample>();
        var (written, text) = (File.GetLastWriteTimeUtc(file), File.ReadAllText(file));
        File.WriteAllText(file, text.Replace(",ok,", ",xx,"));
        File.SetLastWriteTimeUtc(file, written);

        Assert.All(Frame.Load(chosen).Rows, row => Assert.Equal(Status.Ok, row.Status));
        Assert.Contains("'xx'", Assert.Throws<MeasurementException>(() => Frame.Load(Store.All())).Message);
    }

    [Fact]
    public async Task A_file_that_has_grown_is_read_again()
    {
        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1))).Run;
        var before = run.Read<Sample>().Count;
        File.AppendAllLines(
            run.FileOf<Sample>(),
            File.ReadLines(run.FileOf<Sample>()).Skip(1).Select(line => line.Replace(",local,0,", ",local,1,")).ToList()
        );

        Assert.Equal(2 * before, run.Read<Sample>().Count);
    }

    [Theory]
    [InlineData("run.json", "")]
    [InlineData("run.json", "{")]
    [InlineData("run.json", null)]
    [InlineData("samples.csv", "run\nno\n")]
    [InlineData("artifacts.csv", "run\nno\n")]
    [InlineData("blocks.csv", "run\nno\n")]
    public async Task A_damaged_run_is_left_out_and_named_with_its_file_and_what_to_do(string name, string? text)
    {
        var runs = await CollectAsync("a", "b");
        var file = Path.Combine(runs[1].Path, name);
        File.Delete(file);
        if (text is not null)
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(runs[0].Id, Assert.Single(Store.Choose(RunStore.Local, One)).Id);
        Assert.Equal(runs[0].Id, Assert.Single(Assert.Single(Store.ByMachineAndSize())).Id);
        var said = Assert.Single(Store.Damaged());
        Assert.StartsWith($"Run {runs[1].Id} is left out, since it is damaged. {runs[1].Path}", said);
        Assert.Contains("folder.", said);
        Assert.Equal(1, (await _bench.CollectAsync(Bench.Plan(blocks: 1))).MeasuredBlocks);
    }

    [Fact]
    public async Task A_damaged_run_that_is_asked_for_by_name_is_an_error()
    {
        var run = Assert.Single(await CollectAsync("a"));
        File.AppendAllText(run.FileOf<Sample>(), "damaged\nonce more\n");

        Assert.Contains(
            $"{run.FileOf<Sample>()}, line",
            Assert.Throws<MeasurementException>(() => Frame.Load(Store.Choose(run.Id, One))).Message
        );
        Assert.Contains(
            $"its newest run, {run.Id}, is damaged",
            Assert.Throws<UsageException>(() => Store.Choose(RunStore.Local, One)).Message
        );
    }

    /// <summary>Adds a target that was measured in a further block.</summary>
    private static void AddTarget(RunFolder run, string target)
    {
        var file = run.FileOf<Sample>();
        File.AppendAllLines(
            file,
            File.ReadLines(file)
                .Skip(1)
                .Select(line => line.Replace(",native,", $",{target},").Replace(",local,0,", ",local,1,"))
                .ToList()
        );
        var info = JsonNode.Parse(File.ReadAllText(run.InfoFile))!;
        var cells = info["cells"]!.AsArray();
        foreach (var cell in cells.Select(cell => cell!.DeepClone()).ToList())
        {
            cell["target"] = target;
            cells.Add(cell);
        }
        File.WriteAllText(run.InfoFile, info.ToJsonString());
    }

    private static void Change(RunFolder run, string old, string now)
    {
        var file = Path.Combine(run.Path, "run.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(old, now));
    }

    private async Task<List<RunFolder>> CollectAsync(params string[] names)
    {
        var runs = new List<RunFolder>();
        foreach (var name in names)
        {
            runs.Add((await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Name = name })).Run);
        }
        return runs;
    }
}
