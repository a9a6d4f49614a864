using System.Globalization;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>
/// Measures plans. It is the one place with effects: it prepares a plan's workloads for its targets and launches them
/// block by block through the probe, with one journal line for each launch.
/// </summary>
internal sealed class Collector(Host host, IPrecision precision, Action<CollectionProgress> report)
{
    /// <summary>Measures a plan into a new run.</summary>
    /// <param name="seed">Draws the order of the blocks if the plan has no seed; recorded in the run.</param>
    /// <param name="stop">Asks to finish the launch in flight, flush and end.</param>
    /// <param name="kill">Asks to end the launch in flight, too, with its whole process tree.</param>
    /// <exception cref="UsageException">The plan names something that does not exist.</exception>
    /// <exception cref="MeasurementException">Nothing can be measured, or the journal cannot be written.</exception>
    public async Task<Outcome> CollectAsync(Plan plan, ulong seed, CancellationToken stop, CancellationToken kill)
    {
        await using var alone = await AloneAsync(plan, stop);
        var startedAt = Clock.UtcNow;
        plan = plan with { Seed = plan.Seed ?? seed };
        var selection = await Selection.ResolveAsync(host, plan, stop);
        if (selection.Targets.Count == 0)
        {
            throw new MeasurementException(
                "None of the plan's targets is available: "
                    + string.Join("; ", selection.Unavailable.Select(gone => $"{gone.Name}: {gone.Reason}"))
            );
        }
        var facts = await host.DescribeAsync(stop);
        var id = string.Create(CultureInfo.InvariantCulture, $"{startedAt:yyyyMMdd-HHmmss}-{plan.Name}-{facts.Id}");
        var info = new RunInfo
        {
            Id = id,
            StartedAt = startedAt,
            Plan = plan,
            Host = facts,
            Commit = await Git.CommitAsync(host.Repository.Root, stop),
            ClockSource = await host.ClockSourceAsync(stop),
            ProbeSha256 = await ProbeSha256Async(stop),
            Cells = selection.CellsOf(plan),
            Suites = selection.Suites,
            Targets = [.. selection.Targets.Select(Info)],
            Toolchains = [.. Toolchain.All(host.Repository, host.Architecture)],
            Unavailable = selection.Unavailable,
        };
        var run = new RunFolder(Path.Combine(host.Repository.Runs, id));
        await EndLeftoversAsync(plan, stop);
        using var journal = Journal.Create(run, info);
        return await MeasureAsync(run, info, journal, selection, stop, kill);
    }

    /// <summary>Continues a run that was stopped, killed or cut off: keeps its samples and measures on.</summary>
    public async Task<Outcome> ResumeAsync(RunFolder run, CancellationToken stop, CancellationToken kill)
    {
        if (run.Damage() is { } damage)
        {
            throw new MeasurementException(damage);
        }
        var info = run.Info();
        if (info.Host.Id != host.MachineId)
        {
            throw new UsageException(
                $"Run {run.Id} was measured on another machine: it cannot be continued on {host.Name}."
            );
        }
        await using var alone = await AloneAsync(info.Plan, stop);
        var plan = info.Plan with
        {
            Targets = [.. info.Targets.Select(target => target.Name)],
            Workloads = [.. info.Cells.Select(cell => cell.Workload).Distinct().Where(name => !info.IsLoading(name))],
        };
        if (info.ProbeSha256 is { } measuredBy && measuredBy != await ProbeSha256Async(stop))
        {
            throw new MeasurementException(
                $"Run {run.Id} cannot be continued: the probe is another one than the one that measured. Start a new run."
            );
        }
        if (info.Host.EmulatedBy is { } emulator && await host.DescribeAsync(stop) is var now)
        {
            var change =
                emulator != now.EmulatedBy ? $"is emulated by {now.EmulatedBy} now, and was by {emulator}"
                : info.Host.Kernel != now.Kernel ? $"has another kernel now ({now.Kernel}, then {info.Host.Kernel})"
                : null;
            if (change is not null)
            {
                throw new MeasurementException(
                    $"Run {run.Id} cannot be continued: {host.Name} {change}. Start a new run."
                );
            }
        }
        var selection = await Selection.ResolveAsync(host, plan, stop);
        foreach (var target in info.Targets)
        {
            var found = selection.Targets.FirstOrDefault(state => state.Target.Name == target.Name);
            if (found is null || (found.Found!.Version, found.Found.Sha256) != (target.Version, target.Sha256))
            {
                var change = found is null ? "is no longer available" : "is another version now";
                throw new MeasurementException(
                    $"Run {run.Id} cannot be continued: {target.Name} {change} ({target.Version} then). Start a new run."
                );
            }
        }
        await EndLeftoversAsync(info.Plan, stop);
        // Earlier versions labelled containers and images with their run alone.
        await CleanUpAsync(run, selection);
        using var journal = Journal.Resume(run);
        return await MeasureAsync(run, info, journal, selection, stop, kill);
    }

    /// <summary>Waits until nothing else measures on this machine. Nothing of a run exists before that.</summary>
    private Task<IAsyncDisposable> AloneAsync(Plan plan, CancellationToken stop) =>
        host.LockAsync($"plan {plan.Name}", sentence => Say(plan, sentence), stop);

    /// <summary>
    /// Ends and removes what collections left on this machine that were killed, since it would disturb this one. None of
    /// it belongs to a collection that is under way: this one is alone.
    /// </summary>
    private async Task EndLeftoversAsync(Plan plan, CancellationToken cancel)
    {
        if (await Leftovers.EndAsync(host, cancel) is { Count: > 0 } ended)
        {
            Say(plan, $"Ended what an earlier collection left on this machine: {string.Join(", ", ended)}.");
        }
    }

    /// <summary>Says something before there is a run.</summary>
    private void Say(Plan plan, string sentence) =>
        report(
            new CollectionProgress
            {
                Run = "",
                Plan = plan,
                Block = 0,
                MeasuredBlocks = 0,
                Done = 0,
                Count = 0,
                Elapsed = TimeSpan.Zero,
                Message = sentence,
            }
        );

    private async Task<string> ProbeSha256Async(CancellationToken cancel)
    {
        var (_, sha256) = await host.InspectAsync(await host.PlaceAsync(host.Built.Probe, cancel), cancel);
        return sha256;
    }

    private async Task<Outcome> MeasureAsync(
        RunFolder run,
        RunInfo info,
        Journal journal,
        Selection selection,
        CancellationToken stop,
        CancellationToken kill
    )
    {
        var targets = selection.Targets.ToDictionary(state => state.Target.Name);
        var workloads = selection.Workloads.ToDictionary(each => each.Name);
        await using var probe = await host.OpenProbeAsync(kill);
        var preparation = new Preparation(host, probe, info.Id, targets);
        var launches = new ProbeLaunches(info, probe, host, targets);
        var limits = new CellLimits(info);
        var instruments = new Instruments(
            limits,
            preparation,
            new Launcher(info, launches, preparation, limits, host, targets, workloads),
            selection.Starter is { } starter
                ? new WarmStarts(starter, info.Plan.Size, limits.StartTimeoutS, preparation, launches)
                : null,
            targets,
            workloads
        );
        var earlier = Forecast.TimesOf(
            info.Cells,
            [.. new RunStore(host.Repository).All().Where(each => each.Info().Host.Id == info.Host.Id)]
        );
        var active = new ActiveRun(run, info, journal, instruments, earlier, precision, report);
        try
        {
            return active.Outcome(
                await active.PrepareAsync(stop, kill) ? await active.MeasureAsync(stop, kill) : Ending.Stopped
            );
        }
        catch (OperationCanceledException) when (kill.IsCancellationRequested)
        {
            return active.Outcome(Ending.Killed);
        }
        finally
        {
            await CleanUpAsync(run, selection);
        }
    }

    private static Task CleanUpAsync(RunFolder run, Selection selection) =>
        Task.WhenAll(selection.Targets.Select(state => state.Target.CleanUpAsync(run.Id)));

    private static MeasuredTarget Info(TargetState state) =>
        new(state.Target.Facts)
        {
            Version = state.Found!.Version,
            Packaging = state.Found.Packaging,
            Confinement = state.Found.Confinement?.Options,
            Sha256 = state.Found.Sha256,
        };
}
