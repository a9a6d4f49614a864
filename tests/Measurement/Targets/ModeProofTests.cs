using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;
using Measurement.Tests.Collecting;
using Measurement.Tests.Probing;

namespace Measurement.Tests.Targets;

/// <summary>A mode is what a runtime does, not what its option is called.</summary>
public sealed class ModeProofTests : IDisposable
{
    private const int NativeSteps = 30_000;
    private readonly Bench _bench = new Bench().With(ModeProof.Program, "noop");

    public ModeProofTests()
    {
        Tools.WriteProgram(_bench.Built.Workload(ModeProof.Program), $"#!/bin/sh\n{Count("$1", NativeSteps)}\n");
        Tools.WriteProgram(_bench.Repository.Module(ModeProof.Program), "");
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_target_that_interprets_although_it_promises_machine_code_is_unavailable_and_says_why()
    {
        Install(steps: 30 * NativeSteps);

        var run = (await _bench.CollectAsync(Promising)).Run;

        var gone = Assert.Single(run.Info().Unavailable);
        Assert.Equal("promising-aot", gone.Name);
        Assert.Matches(
            @"^it seems to interpret: simple 10000000 takes \d+ ms of processor time beyond its start, and native \d+ ms; get it with: another version of promising$",
            gone.Reason
        );
    }

    [Fact]
    public async Task What_one_build_has_shown_says_nothing_of_another()
    {
        Install(steps: NativeSteps);
        var outcome = await _bench.CollectAsync(Promising);
        Assert.Equal(["native", "promising-aot"], outcome.Run.Info().Targets.Select(target => target.Name));

        // Another build: other bytes.
        Install(steps: 30 * NativeSteps);
        outcome = await _bench.CollectAsync(Promising with { Name = "again" });

        Assert.Equal("promising-aot", Assert.Single(outcome.Run.Info().Unavailable).Name);
        Assert.Single(File.ReadAllLines(Path.Combine(_bench.Built.Folder, "proven-modes")));
    }

    [Fact]
    public async Task WasmEdge_is_found_out_where_it_interprets_what_it_has_compiled()
    {
        var host = new LocalHost(Repository.Find());
        var runtime = Target.All.OfType<WasmEdge>().Single(target => target.Mode == Mode.Aot);
        var found = (await runtime.FindAsync(host, default)).Found;
        Assert.SkipUnless(
            found is not null && Version.Parse(found.Version) >= new Version(0, 17),
            "needs a WasmEdge that has run modes"
        );
        await using var probe = Probe.Start(host.Built.Probe);
        var workload = Workload.All(host.Repository).Single(workload => workload.Name == ModeProof.Program);
        var proof = new ModeProof(host, probe, workload);

        Assert.Equal((true, null), await proof.TryAsync(runtime, found!, default));
        // The command line of an earlier version, which had no run modes.
        var (_, doubt) = await proof.TryAsync(runtime, found! with { Version = "0.14.1" }, default);

        Assert.StartsWith("it seems to interpret", doubt, StringComparison.Ordinal);
    }

    private static Plan Promising => Bench.Plan(blocks: 1) with { Targets = ["native", "promising-aot"] };

    private void Install(int steps) =>
        Tools.WriteProgram(
            _bench.Built.Program("promising"),
            $"""
            #!/bin/sh
            case $1 in
              --version) echo "promising 1.0" ;;
              compile) cp "$2" "$3" ;;
              run) {Count("$3", steps)} ;;
            esac

            """
        );

    /// <summary>Shell code that counts, if it is asked for many steps.</summary>
    private static string Count(string asked, int steps) =>
        $"if [ \"{asked}\" = 10000000 ]; then i=0; while [ $i -lt {steps} ]; do i=$((i+1)); done; fi";
}

/// <summary>A runtime of the tests, whose program says how long it takes for many steps.</summary>
internal sealed class PromisingRuntime() : WasmRuntime("promising-aot", "promising", Mode.Aot)
{
    protected override Installation Installation => new("promising", "write the script");

    public override IReadOnlyList<string> Options(Found found, string subject) => ["run", subject];

    protected override Task<IReadOnlyList<string>> CompileAsync(
        Host host,
        Found found,
        string wasm,
        string artifact,
        CancellationToken cancel
    ) => Task.FromResult<IReadOnlyList<string>>([found.Path, "compile", wasm, artifact]);
}
