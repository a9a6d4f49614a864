using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>The objects that a collection works with.</summary>
/// <param name="Warm">Null: there is no program to start targets warm with.</param>
internal sealed record Instruments(
    CellLimits Limits,
    Preparation Preparation,
    Launcher Launcher,
    WarmStarts? Warm,
    IReadOnlyDictionary<string, TargetState> Targets,
    IReadOnlyDictionary<string, Workload> Workloads
);

/// <summary>A collection that is under way: which launches come next, and when it ends.</summary>
internal sealed class ActiveRun
{
    private const int FaultsUntilGivenUp = 3;
    private readonly RunFolder _run;
    private readonly RunInfo _info;
    private readonly Instruments _with;
    private readonly BlockOrder _order;
    private readonly ActiveCells _active;
    private readonly IReadOnlyList<Launch> _launches;
    private readonly IReadOnlyDictionary<Cell, TimeSpan> _earlier;
    private readonly Pace _pace;
    private readonly TimeBudget _budget;
    private readonly RunRecord _record;
    private readonly Dictionary<string, int> _faultsOf = [];

    /// <param name="earlier">How long launches of cells took in earlier runs.</param>
    public ActiveRun(
        RunFolder run,
        RunInfo info,
        Journal journal,
        Instruments with,
        IReadOnlyDictionary<Cell, TimeSpan> earlier,
        IPrecision precision,
        Action<CollectionProgress> report
    )
    {
        (_run, _info, _with, _earlier) = (run, info, with, earlier);
        _order = new BlockOrder(info.Plan.Seed!.Value);
        _active = new ActiveCells(info, with.Limits, precision);
        _launches = Launch.Of(info.Cells, info.Suites, with.Targets);
        _pace = new Pace(earlier);
        _budget = new TimeBudget(info.Plan, with.Limits, _pace, precision.FewestForInterval(info.Plan.Confidence));
        _record = new RunRecord(
            run,
            info.Plan,
            with.Limits,
            journal,
            _budget,
            at => _budget.Left(Active, at),
            with.Launcher.GrowsToLimit,
            report
        );
    }

    private IReadOnlyList<Launch> Active => [.. _launches.Where(launch => _active.Has(launch.Cell))];

    private Standing At
    {
        get => _record.At;
        set => _record.At = value;
    }

    /// <summary>Compiles and builds for every cell. A cell that cannot be made ready is named and left out.</summary>
    /// <returns>False: the run was asked to stop before everything was ready.</returns>
    /// <exception cref="MeasurementException">A run that goes on has other files than it began with.</exception>
    public async Task<bool> PrepareAsync(CancellationToken stop, CancellationToken kill)
    {
        var before = _run.Read<Artifact>().ToLookup(Preparation.Key);
        var kept = before.Select(artifacts => artifacts.Key).ToHashSet();
        foreach (var cell in _info.Cells.Where(cell => _active.Has(cell) && !_info.IsLoading(cell.Workload)))
        {
            if (stop.IsCancellationRequested)
            {
                return false;
            }
            _record.Report(cell);
            var workload = _with.Workloads[cell.Workload];
            try
            {
                await AgainIfLostAsync(() => _with.Preparation.PrepareAsync(cell.Target, workload, kill));
            }
            catch (NotBuiltFault fault) when (_with.Preparation.IsMissing(workload, fault))
            {
                _record.KeepFault(cell, $"{fault.Message}. {cell.Workload} is left out of this run");
                _active.Leave(each => each.Workload == cell.Workload);
                continue;
            }
            catch (LaunchFault fault)
            {
                _record.KeepFault(cell, fault.Message);
                _active.Leave(each => each == cell);
                continue;
            }
            var artifacts = _with.Preparation.ArtifactsOf(cell, workload).ToList();
            Preparation.CheckSame(_run.Id, before, artifacts);
            foreach (var artifact in artifacts.Where(each => kept.Add(Preparation.Key(each))))
            {
                _record.Keep(artifact);
            }
        }
        await PrepareWarmStartsAsync(kill);
        return true;
    }

    public async Task<Ending> MeasureAsync(CancellationToken stop, CancellationToken kill)
    {
        TakeUp();
        if (_info.Host.UnusualCosts is { } unusual)
        {
            _record.Report(message: unusual);
        }
        if (At.Block == 0)
        {
            _record.Report(forecast: Forecast.Of(_info, _with.Limits, _earlier, _budget.Left(Active, At)));
        }
        while (_active.Any && At.MeasuredBlocks < _info.Plan.Blocks.Max)
        {
            if (_budget.Warning(Active, At) is { } warning)
            {
                _record.Report(message: warning);
            }
            if (!_budget.Allows(Active, At.MeasuredBlocks))
            {
                return Ending.OutOfBudget;
            }
            if (!await MeasureBlockAsync(stop, kill))
            {
                return Ending.Stopped;
            }
            _record.KeepFinishedBlock();
            At = After(At);
        }
        return Ending.Complete;
    }

    public Outcome Outcome(Ending ending) => new(_run, ending, At.MeasuredBlocks, _record.Faults);

    /// <summary>
    /// Takes over the samples that the run already has, block by block, as if they had just been measured, and goes on
    /// with the next block. So nothing is paired with what was measured before a pause. The launches that a block lacks
    /// because it was cut off stay missing.
    /// </summary>
    private void TakeUp()
    {
        var samples = _run.Read<Sample>(sentence => _record.Report(message: sentence)).ToLookup(sample => sample.Block);
        var begun = samples
            .Select(block => block.Key)
            .Concat(_run.Read<Lifecycle>().Select(life => life.Block))
            .Concat(_run.Read<Fault>().Select(fault => fault.Block))
            .Append(-1)
            .Max();
        var finished = _run.Read<FinishedBlock>().Select(block => block.Block).ToHashSet();
        if (finished.Count == 0)
        {
            // Runs of earlier versions do not record finished blocks: all of their blocks but the last are whole.
            finished = [.. Enumerable.Range(0, Math.Max(0, begun))];
            finished.ToList().ForEach(_record.KeepFinishedBlock);
        }
        for (var block = 0; block <= begun; block++)
        {
            foreach (var sample in samples[block].OrderBy(sample => sample.Position))
            {
                _active.Record(sample);
                _with.Launcher.Recall(sample);
            }
            At = finished.Contains(block) ? After(At) : At with { Block = block + 1 };
        }
    }

    /// <returns>False: the run was asked to stop before the block's end.</returns>
    private async Task<bool> MeasureBlockAsync(CancellationToken stop, CancellationToken kill)
    {
        var phase = _info.Plan.PhaseOf(At.Block);
        var due = _order
            .Of(At.Block, _launches.Count)
            .Select((index, position) => (Launch: _launches[index], Position: position))
            .Where(each => _active.Has(each.Launch.Cell) && _with.Limits.IsLaunchedIn(phase, each.Launch.Cell))
            .ToList();
        At = At with { Done = 0, Count = due.Count };
        foreach (var (launch, position) in due)
        {
            if (stop.IsCancellationRequested)
            {
                return false;
            }
            if (_active.Has(launch.Cell))
            {
                await LaunchAsync(launch, position, kill);
            }
            At = At with { Done = At.Done + 1 };
        }
        return true;
    }

    /// <summary>Called after a whole block: cells that have been measured enough leave.</summary>
    private Standing After(Standing whole)
    {
        var measured = whole.MeasuredBlocks;
        if (_info.Plan.PhaseOf(whole.Block) == Phase.Measured)
        {
            measured++;
            _active.EndBlock(measured);
        }
        return new Standing(whole.Block + 1, measured, 0, 0);
    }

    private async Task LaunchAsync(Launch launch, int position, CancellationToken kill)
    {
        var cell = launch.Cell;
        _record.Report(cell);
        var started = Clock.MonotonicNs;
        try
        {
            await WarmAsync(cell.Target, position, kill);
            if (launch.Lifecycle)
            {
                _record.Keep(await _with.Launcher.ObserveAsync(cell, At.Block, position, kill));
            }
            else
            {
                var (sample, stderr) = await _with.Launcher.SampleAsync(cell, At.Block, position, kill);
                _active.Record(sample);
                _record.Keep(sample, stderr);
            }
        }
        catch (LaunchFault fault) when (!kill.IsCancellationRequested)
        {
            _record.KeepFault(cell, fault.Message, position);
            await GiveUpIfGoneAsync(cell, kill);
        }
        // Warm-ups with small arguments say nothing about how long later launches take.
        if (_info.Plan.PhaseOf(At.Block) == Phase.Measured || _info.Plan.Blocks.WarmupSize is null)
        {
            _pace.Took(launch, Clock.Since(started));
        }
    }

    /// <summary>Leaves a target out of the rest of the run if it is gone, or fails again and again.</summary>
    private async Task GiveUpIfGoneAsync(Cell cell, CancellationToken kill)
    {
        var faults = _faultsOf[cell.Target] = _faultsOf.GetValueOrDefault(cell.Target) + 1;
        var state = await _with.Launcher.FindAgainAsync(cell.Target, kill);
        if (!state.Available || faults >= FaultsUntilGivenUp)
        {
            _active.Leave(each => each.Target == cell.Target);
            var why = state.Reason ?? $"{faults} of its launches failed";
            _record.Report(message: $"{cell.Target} is left out of the rest of the run: {why}.");
        }
    }

    /// <summary>Prepares warm starts for the targets of the plan, whichever programs the plan has.</summary>
    private async Task PrepareWarmStartsAsync(CancellationToken kill)
    {
        if (_with.Warm is not { } warm)
        {
            _record.Report(message: "No workload is of the suite 'startup': targets are not started warm in this run.");
            return;
        }
        foreach (var target in Active.Select(launch => launch.Cell.Target).Distinct())
        {
            try
            {
                if (await AgainIfLostAsync(() => warm.PrepareAsync(target, kill)) is { } failure)
                {
                    _record.KeepColdStart(target, failure);
                }
            }
            catch (HostLostFault lost)
            {
                _record.KeepColdStart(target, lost.Message);
            }
        }
    }

    /// <summary>Does it once more where the machine was lost meanwhile and comes back.</summary>
    private static async Task<T> AgainIfLostAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (HostLostFault)
        {
            return await act();
        }
    }

    private async Task WarmAsync(string target, int position, CancellationToken kill)
    {
        var name = _with.Launcher.NameOf(At.Block, position);
        if (_with.Warm is { } warm && await warm.StartAsync(target, At.Block, name, kill) is { } failure)
        {
            _record.KeepColdStart(target, failure);
        }
    }
}
