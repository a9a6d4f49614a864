using System.Text.Json.Nodes;
using Measurement.Journals;
using Measurement.Plans;

namespace Cli.Tests;

public sealed class CollectTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task I_can_measure_a_plan_of_my_own()
    {
        string[] targets = ["native", "wasmtime-jit", "wasmtime-aot"];
        var plan = _here.Plan(["startup", "fasta"], targets, blocks: 3);

        var answer = (await _here.RunAsync("collect", "--plan", plan)).Done();

        Assert.Contains($"{_here.Run.Id}: 3 measured blocks, complete.", answer.Stdout, StringComparison.Ordinal);
        Assert.Contains(_here.Run.Path, answer.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain(
            answer.Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => !line.StartsWith("This machine takes unusually long", StringComparison.Ordinal)
        );
        var programs = _here.Samples.Where(sample => sample.Workload != "loading").ToList();
        Assert.Equal(3 * 2 * targets.Length, programs.Select(sample => sample.Key).Distinct().Count());
        var expected = Workload.All(Workplace.Checkout).ToDictionary(workload => workload.Name);
        Assert.All(
            programs,
            sample =>
            {
                Assert.Equal((Status.Ok, 0), (sample.Status, sample.ExitCode));
                var workload = expected[sample.Workload];
                Assert.Equal(workload.Expected(workload.ArgumentsOf("quick")).Sha256, sample.StdoutSha256);
                Assert.InRange(sample.FirstOutputNs!.Value, 1, sample.WallNs);
            }
        );
        Assert.Contains(_here.Run.Read<Artifact>(), artifact => artifact.Kind == ArtifactKind.AotArtifact);
    }

    [Theory]
    [InlineData("wasmtime-aot", "--version")]
    [InlineData("wasmedge-aot", "--version")]
    [InlineData("wasmer-llvm-aot", "--version")]
    [InlineData("wamr-aot", "--version")]
    [InlineData("wazero-compiler", "version")]
    [InlineData("wasmi-interpreter", "--version")]
    [InlineData("node", "--version")]
    [InlineData("docker-native", "--version")]
    public async Task A_start_is_taken_apart_into_the_loading_of_the_runtimes_own_program_and_the_rest(
        string target,
        string options
    )
    {
        await SkipUnlessAvailableAsync(target);

        var plan = _here.Plan(["startup"], ["native", target], blocks: 2);
        (await _here.RunAsync("collect", "--plan", plan)).Done();

        var loadings = _here.Samples.Where(sample => sample.Workload == "loading").ToList();
        Assert.Equal([0, 1], loadings.Select(sample => sample.Block));
        Assert.All(
            loadings,
            sample =>
                Assert.Equal(
                    (target, options, Status.Ok, 0),
                    (sample.Target, sample.Arguments, sample.Status, sample.ExitCode)
                )
        );
        Assert.Single(loadings.Select(sample => sample.StdoutSha256).Distinct());
        Assert.All(loadings, sample => Assert.True(sample.StdoutBytes > 0));
    }

    [Fact]
    public async Task Targets_of_my_own_choice_take_the_place_of_those_of_the_plan()
    {
        var plan = _here.Write(
            "far.json",
            """{ "name": "far", "size": "quick", "only_far_from_native": true, "blocks": { "warmup": 0, "min": 1, "max": 1 } }"""
        );

        (
            await _here.RunAsync(
                "collect",
                "--plan",
                plan,
                "--workloads",
                "startup",
                "--targets",
                "native,wasmtime-aot"
            )
        ).Done();

        Assert.Equal(["native", "wasmtime-aot"], _here.Run.Info().Targets.Select(target => target.Name));
        Assert.All(_here.Run.Info().Targets, target => Assert.True(target.NearNative));
    }

    [Fact]
    public async Task Options_narrow_the_plan()
    {
        var plan = _here.Plan([], [], blocks: 1);

        (
            await _here.RunAsync([
                "collect",
                "--plan",
                plan,
                "--workloads",
                "startup",
                "--targets",
                "native,wasmtime-aot",
                "--seed",
                "5",
            ])
        ).Done();

        var info = _here.Run.Info();
        Assert.Equal(["native", "wasmtime-aot"], info.Targets.Select(target => target.Name));
        Assert.Equal((ulong)5, info.Plan.Seed);
    }

    [Fact]
    public async Task A_missing_engine_leaves_a_reason_and_the_run_completes_without_it()
    {
        _here.With("DOCKER_HOST", _here.DeadEngine);
        var plan = _here.Plan(["startup"], ["native", "docker-native"], blocks: 2);

        (await _here.RunAsync("collect", "--plan", plan)).Done();

        Assert.Equal(["native", "native"], _here.Samples.Select(sample => sample.Target));
        var gone = Assert.Single(_here.Run.Info().Unavailable);
        Assert.Equal("docker-native", gone.Name);
        Assert.Contains("does not answer", gone.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_no_target_at_all_nothing_is_measured_and_each_reason_is_said()
    {
        _here.With("DOCKER_HOST", _here.DeadEngine);

        var answer = await _here.RunAsync("collect", "--targets", "docker-native");

        answer.SaysInOneSentence(1, "docker-native", "does not answer");
        Assert.Empty(_here.Runs.All());
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_named_with_the_way_out()
    {
        _here.With("ANALYSIS_RUNS", "/proc/runs");

        var answer = await _here.RunAsync("collect", "--workloads", "startup", "--targets", "native");

        answer.SaysInOneSentence(1, "/proc/runs", "ANALYSIS_RUNS");
    }

    [Fact]
    public async Task A_damaged_journal_is_not_gone_on_with()
    {
        (await _here.RunAsync("collect", "--plan", _here.Plan(["startup"], ["native"], blocks: 2))).Done();
        var samples = _here.Run.FileOf<Sample>();
        await File.WriteAllTextAsync(samples, (await File.ReadAllTextAsync(samples)).Replace(",ok,", ",fine,"));

        var answer = await _here.RunAsync("collect", "--resume", _here.Run.Id);

        answer.SaysInOneSentence(1, samples, "line 2", "'fine'");
    }

    [Fact]
    public async Task I_can_publish_a_run()
    {
        var plan = _here.Plan(["startup"], ["native"], blocks: 1);

        (await _here.RunAsync("collect", "--plan", plan, "--publish")).Done();

        Assert.Equal(_here.Run.Id, Assert.Single(_here.Runs.References()).Id);
    }

    [Fact]
    public async Task A_workload_that_is_not_built_costs_its_own_cells_and_ends_with_1()
    {
        using var checkout = new SmallCheckout();
        Directory.CreateDirectory(checkout.PathOf("workloads", "own", "absent"));
        checkout.Here.Write(
            "workloads/own/absent/workload.json",
            """
            {
              "suite": "own", "description": "Is nowhere.", "language": "C", "sizes": { "quick": [] },
              "outputs": [{ "arguments": [], "bytes": 0, "sha256": "" }]
            }
            """
        );
        var plan = checkout.Here.Plan(["startup", "absent"], ["native"], blocks: 2);

        var answer = await checkout.Here.RunAsync("collect", "--plan", plan);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("absent", answer.Stderr, StringComparison.Ordinal);
        Assert.Contains("./analysis setup", answer.Stderr, StringComparison.Ordinal);
        Assert.Equal(["startup", "startup"], checkout.Here.Samples.Select(sample => sample.Workload));
    }

    [Fact]
    public async Task A_budget_that_may_grow_is_grown_to_what_an_interval_needs_and_said_before_the_first_launch()
    {
        var plan = _here.Write(
            "short.json",
            """
            {
              "name": "short", "size": "quick", "workloads": ["startup"], "targets": ["native", "wasmtime-aot"],
              "blocks": { "warmup": 1, "min": 6, "max": 6 }, "budget_s": 0.01, "budget_grows": true
            }
            """
        );

        var answer = (await _here.RunAsync("collect", "--plan", plan)).Done();

        Assert.Contains("6 measured blocks, complete.", answer.Stdout, StringComparison.Ordinal);
        Assert.Matches("budget", answer.Stdout[..answer.Stdout.IndexOf("Block ", StringComparison.Ordinal)]);
    }

    private async Task SkipUnlessAvailableAsync(string target)
    {
        var doctor = JsonNode.Parse((await _here.RunAsync("doctor", "--json")).Done().Stdout)!;
        var state = doctor["targets"]!.AsArray().Single(each => (string?)each!["name"] == target)!;
        Assert.SkipUnless((bool)state["available"]!, $"{target} is unavailable: {state["reason"]}");
    }
}
