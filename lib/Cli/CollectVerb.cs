using System.CommandLine;
using System.Globalization;
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
        Description = "What to measure: headline, quick, report, or the path of a plan file",
        DefaultValueFactory = _ => "quick",
        HelpName = "headline|quick|report|FILE",
    };
    private readonly Option<string[]> _targets = new("--targets")
    {
        Description = "Only these targets (see ./analysis doctor), separated by commas",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "NAME,..",
    };
    private readonly Option<string[]> _workloads = new("--workloads")
    {
        Description = "Only these workloads, separated by commas",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "NAME,..",
    };
    private readonly Option<string> _host = new("--host")
    {
        Description =
            "Where to measure: local, or a machine that ssh reaches without asking (an alias of ~/.ssh/config will do)",
        DefaultValueFactory = _ => LocalHost.LocalName,
        HelpName = "local|ssh://[USER@]MACHINE[:PORT]",
    };
    private readonly Option<string?> _budget = new("--budget")
    {
        Description = "How long measuring may take: 90s, 10m, 2h",
        HelpName = "TIME",
    };
    private readonly Option<string?> _precision = new("--precision")
    {
        Description = "A cell is done when its ratio is known within this: 2%",
        HelpName = "PERCENT",
    };
    private readonly Option<string?> _seed = new("--seed")
    {
        Description = "Draws the order of the blocks; recorded in the run",
        HelpName = "NUMBER",
    };
    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "Go on with a run that was stopped or cut off; without a name: the newest of this host",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "RUN",
    };
    private readonly Option<bool> _publish = new("--publish")
    {
        Description = "Let git see the run, so that it can be committed as a reference for others",
    };

    public override Command Command
    {
        get
        {
            var command = new Command(
                "collect",
                """
                Measures a plan into data/runs/<id>/, block by block, and shows progress.

                Ctrl-C finishes the launch in flight and ends; a second one ends that too. Either way every completed
                sample is kept, and --resume goes on.

                  ./analysis collect
                  ./analysis collect --plan report --budget 90m
                  ./analysis collect --workloads startup --targets native,wasmtime-aot --precision 1%
                  ./analysis collect --host ssh://user@machine
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
            throw new UsageException($"{given.Name} is for new runs: --resume goes on with the plan that the run has.");
        }
        var resumed = parsed.GetResult(_resume) is null ? null : Resumed(store, repository, parsed.GetValue(_resume));
        var plan = resumed is null ? PlanOf(parsed) : null;
        await using var host = await Host.OpenAsync(
            resumed?.Info().Host.Name ?? parsed.GetValue(_host)!,
            repository,
            cancellation.Stop
        );
        var outcome = resumed is null
            ? await Collection.StartAsync(host, plan!, cancellation)
            : await Collection.ResumeAsync(host, resumed, cancellation);
        if (parsed.GetValue(_publish))
        {
            store.Publish(outcome.Run);
            Console.WriteLine($"published: commit it with `git add data/runs && git commit`.");
        }
        return outcome.Faults == 0 && outcome.Ending is Ending.Complete or Ending.OutOfBudget ? 0 : 1;
    }

    private static RunFolder Resumed(RunStore store, Repository repository, string? name) =>
        name is not null
            ? store.Get(name)
            : store.All().LastOrDefault(run => run.Info().Host.Id == LocalHost.Id(repository))
                ?? throw new UsageException("No run of this host to go on with: start one with ./analysis collect.");

    private Plan PlanOf(ParseResult parsed)
    {
        var plan = Plan.Named(parsed.GetValue(_plan)!);
        var targets = Names(parsed.GetValue(_targets));
        var workloads = Names(parsed.GetValue(_workloads));
        var budget = parsed.GetValue(_budget);
        return (
            plan with
            {
                Targets = targets.Count > 0 ? targets : plan.Targets,
                Workloads = workloads.Count > 0 ? workloads : plan.Workloads,
                BudgetS = budget is not null ? Seconds(budget) : plan.BudgetS,
                BudgetGrows = budget is null && plan.BudgetGrows,
                Precision = parsed.GetValue(_precision) is { } precision ? Fraction(precision) : plan.Precision,
                Seed = parsed.GetValue(_seed) is { } seed ? Seed(seed) : plan.Seed,
            }
        ).Checked("collect");
    }

    private static double Seconds(string text) =>
        (text.Length > 0 ? text[^1] : ' ') switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        } * (Number(text) ?? 0)
            is > 0
                and var seconds
            ? seconds
            : throw new UsageException($"--budget {text}: give a time such as 90s, 10m or 2h.");

    private static double Fraction(string text) =>
        text.EndsWith('%') && Number(text) is > 0 and < 100 and var percent
            ? percent / 100
            : throw new UsageException($"--precision {text}: give a percentage such as 2%.");

    private static ulong Seed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageException($"--seed {text}: give a whole number, 0 or more.");

    private static double? Number(string textWithUnit) =>
        textWithUnit.Length > 0
        && double.TryParse(textWithUnit[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
