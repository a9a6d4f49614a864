using System.Collections.Concurrent;
using Measurement.Hosts;
using Measurement.Targets;
using Measurement.Trials;

namespace Measurement.Tests.Trials;

/// <summary>Each runtime that is here allows and denies what was recorded, by a program that attempts it.</summary>
public sealed class SandboxTests
{
    private static readonly Repository Checkout = Repository.Find();
    private static readonly SandboxTrials Sandbox = new(Checkout);
    private static readonly ConcurrentDictionary<string, Task<IReadOnlyList<Trial>>> Tried = new();

    public static TheoryData<string, string> Recorded =>
        [.. Sandbox.Recorded().Select(trial => (trial.Target, trial.Attempt))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_runtime_allows_and_denies_what_was_recorded(string target, string attempt)
    {
        var recorded = Sandbox.Recorded().Single(trial => (trial.Target, trial.Attempt) == (target, attempt));
        var way = Target.All.Single(each => each.Name == target);
        var state = await way.FindAsync(new LocalHost(Checkout), TestContext.Current.CancellationToken);
        Assert.SkipUnless(state.Available, $"{target} is unavailable: {state.Reason}; get it with: {state.Remedy}");
        var trials = await Tried.GetOrAdd(target, _ => Sandbox.TryAsync(way, CancellationToken.None));
        var trial = trials.Single(each => each.Attempt == attempt);
        Assert.Equal((recorded.Outcome, recorded.Reason), (trial.Outcome, trial.Reason));
    }

    [Fact]
    public void Every_attempt_is_recorded_for_every_target_and_none_failed()
    {
        var attempts = Attempt.All.Select(attempt => attempt.Name).ToList();
        Assert.All(
            Sandbox.Recorded().GroupBy(trial => trial.Target),
            target => Assert.Equal(attempts, target.Select(trial => trial.Attempt))
        );
        Assert.All(Sandbox.Recorded(), trial => Assert.NotEqual(Outcome.Failed, trial.Outcome));
    }

    /// <summary>
    /// WASI preview 1 has no call that opens a socket, so there is nothing that a runtime could allow or deny.
    /// </summary>
    [Fact]
    public void A_port_is_neither_allowed_nor_denied_to_a_program_that_has_no_call_for_it()
    {
        Assert.All(
            Sandbox.Recorded().Where(trial => trial.Attempt == "port"),
            trial =>
                Assert.Equal(
                    (trial.Target, Target.All.Single(target => target.Name == trial.Target).Facts.IsWasm),
                    (trial.Target, trial.Outcome == Outcome.NoCall)
                )
        );
        Assert.All(
            Sandbox.Recorded().Where(trial => trial.Outcome == Outcome.NoCall),
            trial => Assert.Equal("port", trial.Attempt)
        );
    }

    [Fact]
    public void Every_runtime_that_can_grant_something_is_recorded() =>
        Assert.Equal(
            Target.All.Where(target => target.Granting is not null).Select(target => target.Runtime).Distinct().Order(),
            Sandbox
                .Recorded()
                .Select(trial => Target.All.Single(target => target.Name == trial.Target).Runtime)
                .Distinct()
                .Order()
        );

    [Fact]
    public void No_command_line_names_this_machines_folders() =>
        Assert.All(
            Sandbox.Recorded(),
            trial =>
            {
                Assert.DoesNotContain(Checkout.Root, trial.Command, StringComparison.Ordinal);
                Assert.DoesNotContain(Path.GetTempPath(), trial.Command, StringComparison.Ordinal);
            }
        );
}
