using System.CommandLine;
using Measurement;
using Measurement.Collecting;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;

namespace Cli;

internal sealed class CollectVerb : Verb
{
    private readonly Option<string> _plan = new("--plan")
    {
        Description = $"What to measure: {string.Join(", ", Plan.BuiltInNames)}, or the path of a plan file",
        DefaultValueFactory = _ => Plan.Quick.Name,
        HelpName = $"{string.Join('|', Plan.BuiltInNames)}|FILE",
    };
    private readonly Option<IReadOnlyList<string>> _targets = TypedOption.Names(
        "--targets",
        "Only these targets (see ./analysis doctor), separated by commas"
    );
    private readonly Option<IReadOnlyList<string>> _workloads = TypedOption.Names(
        "--workloads",
        "Only these workloads, separated by commas"
    );
    private readonly Option<string> _host = new("--host")
    {
        Description =
            "Where to measure: local, the emulated ARM64 machine (./analysis setup --with arm64), or a machine that ssh logs in to without a question (an alias of ~/.ssh/config works)",
        DefaultValueFactory = _ => LocalHost.LocalName,
        HelpName = Host.Names,
    };
    private readonly Option<TimeSpan?> _budget = TypedOption.Time(
        "--budget",
        "How long measuring may take: 90s, 10m, 2h"
    );
    private readonly Option<double?> _precision = TypedOption.Percentage(
        "--precision",
        "A cell is done when its ratio is known within this: 2%"
    );
    private readonly Option<ulong?> _seed = TypedOption.WholeNumber(
        "--seed",
        "Draws the order of the blocks; recorded in the run"
    );
    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Continue a run that was stopped or cut off; without a name: the newest run of this host",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "RUN",
    };
    private readonly Option<bool> _publish = new("--publish")
    {
        Description = "Make it a reference run: git sees it, and others get it with a clone",
    };

    public override Command Command
    {
        get
        {
            var command = new Command(
                "collect",
                """
                Measures a plan into data/runs/<id>/, block by block, and shows progress.

                Ctrl-C finishes the launch in flight and stops; a second Ctrl-C ends that launch, too. Every completed
                sample is kept, and --resume continues the run.

                  ./analysis collect
                  ./analysis collect --plan report
                  ./analysis collect --plan interpreters
                  ./analysis collect --workloads startup --targets native,wasmtime-aot --precision 1%
                  ./analysis collect --host ssh://user@machine
                  ./analysis collect --host arm64-vm
                """
            )
            {
                _plan,
                _targets,
                _workloads,
                _host,
                _budget,
                _precision,
                _seed,
                _resume,
                _publish,
            };
            Act(command, CollectAsync);
            return command;
        }
    }

    private async Task<int> CollectAsync(ParseResult parsed, Cancellation cancellation)
    {
        var repository = Repository.Find();
        var store = new RunStore(repository);
        Option[] ofNewRuns = [_plan, _targets, _workloads, _host, _budget, _precision, _seed];
        if (
            parsed.GetResult(_resume) is not null
            && ofNewRuns.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given
        )
        {
            throw new UsageException($"{given.Name} is for new runs: --resume continues with the plan of the run.");
        }
        var resumed = parsed.GetResult(_resume) is null ? null : Resumed(store, parsed.GetValue(_resume));
        var plan = resumed is null ? PlanOf(parsed) : null;
        DamagedRuns.Tell(store, askedFor: resumed?.Id);
        await using var host = await Host.OpenAsync(
            resumed?.Info().Host.Name ?? parsed.GetValue(_host)!,
            repository,
            cancellation.Stop
        );
        var outcome = resumed is null
            ? await Collection.StartAsync(host, host is Arm64Vm ? ForEmulated(plan!) : plan!, cancellation)
            : await Collection.ResumeAsync(host, resumed, cancellation);
        if (parsed.GetValue(_publish))
        {
            store.MakeReference(outcome.Run);
            Console.WriteLine("It is a reference run now: commit it with `git add data/runs && git commit`.");
        }
        return outcome.Faults == 0 && outcome.Ending is Ending.Complete or Ending.OutOfBudget ? 0 : 1;
    }

    /// <summary>
    /// Compiling for every target takes longer on an emulated machine than measuring the few that the claims are about,
    /// so a plan that names no targets gets these.
    /// </summary>
    private static Plan ForEmulated(Plan plan)
    {
        if (plan.Targets.Count > 0 || plan.Without.Count > 0 || plan.OnlyFarFromNative)
        {
            return plan;
        }
        plan = plan with { Targets = [.. Plan.Arm64.Targets.Intersect(Plan.Headline.Targets)] };
        Console.Error.WriteLine(
            $"On an emulated machine every target would take long, so these are measured: {string.Join(", ", plan.Targets)}. Name others with --targets."
        );
        return plan;
    }

    private static RunFolder Resumed(RunStore store, string? name) =>
        name is not null ? store.Get(name)
        : store.OfHere() is [.., var newest] ? newest
        : throw new UsageException("No run of this host to continue: start one with ./analysis collect.");

    private Plan PlanOf(ParseResult parsed)
    {
        var plan = Plan.Named(parsed.GetValue(_plan)!);
        var (targets, workloads) = (parsed.GetValue(_targets)!, parsed.GetValue(_workloads)!);
        var budget = parsed.GetValue(_budget);
        return (
            plan with
            {
                Targets = targets.Count > 0 ? targets : plan.Targets,
                Without = targets.Count > 0 ? [] : plan.Without,
                OnlyFarFromNative = targets.Count == 0 && plan.OnlyFarFromNative,
                Workloads = workloads.Count > 0 ? workloads : plan.Workloads,
                BudgetS = budget?.TotalSeconds ?? plan.BudgetS,
                BudgetGrows = budget is null && plan.BudgetGrows,
                Precision = parsed.GetValue(_precision) ?? plan.Precision,
                Seed = parsed.GetValue(_seed) ?? plan.Seed,
            }
        ).Checked("collect");
    }
}
