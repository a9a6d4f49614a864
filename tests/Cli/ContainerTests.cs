using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;

namespace Cli.Tests;

public sealed class ContainerTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("docker-native")]
    [InlineData("docker-wasmtime-aot")]
    [InlineData("docker-wasmedge-aot")]
    public async Task A_container_is_seen_from_inside_and_through_its_life_and_leaves_nothing_behind(string target)
    {
        await Engine.RequireAsync();
        var plan = _here.Plan(["startup", "simple"], ["native", target], blocks: 2);

        (await _here.RunAsync("collect", "--plan", plan)).Done();

        Assert.All(_here.Samples, sample => Assert.Equal(Status.Ok, sample.Status));
        var containers = _here
            .Samples.Where(sample => sample.Target == target && sample.Workload != "loading")
            .ToList();
        Assert.SkipWhen(
            containers.Count == 0,
            string.Join("; ", _here.Run.Info().Unavailable.Select(gone => gone.Reason))
        );
        Assert.Equal(4, containers.Count);
        Assert.All(
            containers,
            sample =>
            {
                Assert.InRange(sample.InnerWallNs!.Value, 1, sample.WallNs);
                Assert.True(sample.InnerMaxRssBytes > 0);
                Assert.True(sample.CgroupPeakBytes > 0);
            }
        );
        var lives = _here.Run.Read<Lifecycle>();
        Assert.Equal([0, 1], lives.Select(life => life.Block));
        Assert.All(
            lives,
            life =>
            {
                long[] steps = [0, life.CreatedNs, life.FirstOutputNs, life.ExitedNs, life.RemovedNs];
                Assert.Equal(steps.Order(), steps);
                Assert.InRange(life.StartedNs, life.CreatedNs, life.ExitedNs);
            }
        );
        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
    }

    [Fact]
    public async Task Several_container_targets_of_one_run_leave_nothing_behind()
    {
        await Engine.RequireAsync();
        string[] targets = ["docker-native", "docker-wasmtime-aot", "docker-wasmedge-aot"];

        (
            await _here.RunAsync("collect", "--plan", _here.Plan(["startup", "simple", "fasta"], targets, blocks: 1))
        ).Done();

        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
    }

    [Fact]
    public async Task A_container_at_the_timeout_is_one_censored_sample_and_is_removed()
    {
        await Engine.RequireAsync();
        var plan = _here.Plan(["fannkuch-redux"], ["docker-native"], blocks: 2, size: "report", timeoutS: 1);

        var answer = (await _here.RunAsync("collect", "--plan", plan)).Done();

        var sample = Assert.Single(_here.Samples);
        Assert.Equal(Status.Timeout, sample.Status);
        Assert.InRange(sample.WallNs, 1_000_000_000, 5_000_000_000);
        Assert.Contains("still running at the timeout", answer.Stderr, StringComparison.Ordinal);
        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
    }

    [Fact]
    public async Task A_container_that_can_not_be_removed_is_a_fault_without_times_and_is_removed_in_the_end()
    {
        await Engine.RequireAsync();
        Assert.SkipUnless(File.Exists(Engine.Socket), $"needs the engine at {Engine.Socket}");
        await using var engine = new ReluctantEngine(_here.Folder);
        _here.With("DOCKER_HOST", engine.Address);
        var plan = _here.Plan(["startup"], ["docker-native"], blocks: 2);

        var answer = await _here.RunAsync("collect", "--plan", plan);

        Assert.True(engine.HasRefused);
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("device is busy", Assert.Single(_here.Run.Read<Fault>()).Message, StringComparison.Ordinal);
        Assert.Single(_here.Run.Read<Lifecycle>());
        Assert.All(_here.Samples, sample => Assert.Equal(Status.Ok, sample.Status));
        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
    }

    [Fact]
    public async Task A_container_whose_memory_runs_out_is_out_of_memory_and_no_crash()
    {
        await Engine.RequireAsync();
        var client = Tool.OnPath("docker");
        _here.WithProgram("docker", "#!/bin/sh\n" + Limited());
        var plan = _here.Plan(["binary-trees"], ["docker-native"], blocks: 1, size: "report");

        var answer = await _here.RunAsync("collect", "--plan", plan);

        Assert.Equal(
            (Status.OutOfMemory, 137),
            Assert.Single(_here.Samples.Select(each => (each.Status, each.ExitCode)))
        );
        Assert.Contains("was killed because memory ran out", answer.Stderr, StringComparison.Ordinal);
        Assert.Equal(1, answer.ExitCode);

        // A script that calls the machine's own client, with a memory limit that the program exceeds in place of ours.
        string Limited() =>
            $$"""
                for word; do
                  shift
                  case $word in --memory=*) set -- "$@" --memory=16m --memory-swap=16m ;; *) set -- "$@" "$word" ;; esac
                done
                exec {{client}} "$@"

                """;
    }

    [Fact]
    public async Task A_container_may_touch_nothing_and_run_json_says_what_it_may_not()
    {
        await Engine.RequireAsync();
        await using var collecting = _here.Start("collect", "--plan", _here.LongLaunch("docker-native"));
        await collecting.UntilAsync(async () => _here.Runs.All() is [var run] && await Engine.RunsAsync(run.Id));

        var container = await Engine.InspectAsync(_here.Run.Id);

        var host = container["HostConfig"]!;
        Assert.Equal("65534:65534", (string?)container["Config"]!["User"]);
        Assert.Equal("none", (string?)host["NetworkMode"]);
        Assert.True((bool)host["ReadonlyRootfs"]!);
        Assert.Equal("ALL", (string?)Assert.Single(host["CapDrop"]!.AsArray()));
        Assert.Equal("no-new-privileges", (string?)Assert.Single(host["SecurityOpt"]!.AsArray()));
        Assert.InRange((int)host["PidsLimit"]!, 1024, 65_536);
        Assert.InRange((long)host["Memory"]!, 1L << 30, 64L << 30);
        if ((string?)host["LogConfig"]!["Type"] == "json-file")
        {
            Assert.Equal("1g", (string?)host["LogConfig"]!["Config"]!["max-size"]);
        }
        var said = Assert.Single(_here.Run.Info().Targets).Confinement!;
        Assert.Superset(
            new HashSet<string>(["--network=none", "--read-only", "--cap-drop=ALL", "--user=65534:65534"]),
            said.ToHashSet()
        );
    }

    [Fact]
    public async Task Two_collections_at_once_do_not_take_each_others_images()
    {
        await Engine.RequireAsync();
        using var elsewhere = new Workplace();
        await using var other = elsewhere.Start(
            "collect",
            "--plan",
            elsewhere.Plan(["startup"], ["docker-native"], blocks: 1, name: "other")
        );

        (await _here.RunAsync("collect", "--plan", _here.Plan(["startup"], ["docker-native"], blocks: 3))).Done();

        (await other.EndAsync()).Done();
        Assert.Equal((0, 0), await Engine.LeftOfAsync(_here.Run.Id));
        Assert.Equal((0, 0), await Engine.LeftOfAsync(elsewhere.Run.Id));
    }

    [Theory]
    [InlineData("-KILL")]
    [InlineData("-STOP")]
    public async Task An_engine_that_dies_or_hangs_in_mid_run_is_left_out_with_a_reason_and_the_rest_goes_on(
        string signal
    )
    {
        const int Blocks = 8;
        await using var engine = await PrivateEngine.StartAsync();
        _here.With("DOCKER_HOST", engine.Address);
        var plan = _here.Plan(["startup"], ["native", "docker-native"], Blocks, timeoutS: 10);

        await using var collecting = _here.Start("collect", "--plan", plan);
        await collecting.UntilAsync(() =>
            _here.Runs.All().SelectMany(run => run.Read<Sample>()).Any(sample => IsStart(sample, "docker-native"))
        );
        engine.Signal(signal);
        var answer = await collecting.EndAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("docker-native is left out of the rest of the run", answer.Stderr, StringComparison.Ordinal);
        Assert.Contains($"{Blocks} measured blocks", answer.Stdout, StringComparison.Ordinal);
        var samples = _here.Samples.ToLookup(sample => sample.Target);
        Assert.Equal(Enumerable.Range(0, Blocks), samples["native"].Select(sample => sample.Block));
        Assert.InRange(samples["docker-native"].Count(sample => IsStart(sample, "docker-native")), 1, Blocks - 1);
        Assert.All(_here.Samples, sample => Assert.Equal(Status.Ok, sample.Status));
        var fault = _here.Run.Read<Fault>()[0];
        Assert.Equal("docker-native", fault.Target);
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public async Task Without_base_images_a_run_lacks_their_sizes_and_has_everything_else()
    {
        await using var engine = await PrivateEngine.StartAsync();
        _here.With("DOCKER_HOST", engine.Address);

        (await _here.RunAsync("collect", "--plan", _here.Plan(["startup"], ["docker-native"], blocks: 1))).Done();

        Assert.Equal(ArtifactKind.Image, Assert.Single(_here.Run.Read<Artifact>()).Kind);
    }

    private static bool IsStart(Sample sample, string target) =>
        sample.Workload == "startup" && sample.Target == target;
}
