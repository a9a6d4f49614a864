using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>One collection under way: which launches come next, and when it ends.</summary>
internal sealed class ActiveRun
{
    private const int FaultsUntilGivenUp = 3;
    private readonly RunFolder _run;
    private readonly RunInfo _info;
    private readonly Plan _plan;
    private readonly Journal _journal;
    private readonly Launcher _launcher;
    private readonly Action<CollectionProgress> _report;
    private readonly BlockOrder _order;
    private readonly ActiveCells _active;
    private readonly IReadOnlyList<Launch> _launches;
    private readonly Dictionary<string, int> _faultsOf = [];
    private readonly Pace _pace = new();
    private readonly long _start = Clock.MonotonicNs;
    private int _measuredBlocks;
    private int _faults;
    private (int Block, int Done, int Count) _at;

    public ActiveRun(
        RunFolder run,
        RunInfo info,
        Journal journal,
        Launcher launcher,
        IReadOnlyDictionary<string, TargetState> targets,
        IPrecision precision,
        Action<CollectionProgress> report
    )
    {
        (_run, _info, _plan, _journal, _launcher) = (run, info, info.Plan, journal, launcher);
        _report = report;
        _order = new BlockOrder(_plan.Seed!.Value);
        _active = new ActiveCells(_plan, info.Cells, precision);
        _launches = Launch.Of(info.Cells, targets);
    }

    /// <summary>Compiles and builds for every cell; one that can't be made ready is named and left out.</summary>
    public async Task PrepareAsync(CancellationToken kill)
    {
        var kept = _run.Read<Artifact>().Select(Key).ToHashSet();
        foreach (var cell in _info.Cells)
        {
            Report(cell: cell);
            try
            {
                foreach (var artifact in await _launcher.PrepareAsync(cell, kill))
                {
                    if (kept.Add(Key(artifact)))
                    {
                        _journal.Append(artifact);
                    }
                }
            }
            catch (LaunchFault fault)
            {
                Keep(cell, -1, -1, fault);
                _active.Leave(each => each == cell);
            }
        }

        static (string, string, ArtifactKind, string) Key(Artifact artifact) =>
            (artifact.Target, artifact.Workload, artifact.Kind, artifact.Name);
    }

    /// <param name="earlier">Runs to tell from how long this one will take, oldest first.</param>
    public async Task<Ending> MeasureAsync(
        IReadOnlyList<RunFolder> earlier,
        CancellationToken stop,
        CancellationToken kill
    )
    {
        var done = Replay();
        if (done.Count == 0)
        {
            Report(forecast: Forecast.Of(_info, earlier));
        }
        for (var block = 0; _active.Any && block < _plan.Blocks.Warmup + _plan.Blocks.Max; block++)
        {
            var missing = Missing(block, done);
            if (missing.Count > 0 && OverBudget(missing))
            {
                return Ending.OutOfBudget;
            }
            _at = (block, 0, missing.Count);
            foreach (var (position, launch) in missing)
            {
                if (stop.IsCancellationRequested)
                {
                    return Ending.Stopped;
                }
                await LaunchAsync(launch, block, position, kill);
                _at.Done++;
            }
            EndBlock(block);
        }
        return Ending.Complete;
    }

    public Outcome Outcome(Ending ending) => new(_run, ending, _measuredBlocks, _faults);

    /// <summary>Takes up what the run already has, block by block, as if it had just been measured.</summary>
    private HashSet<(int Block, int Position)> Replay()
    {
        var samples = _run.Read<Sample>(sentence => Report(message: sentence));
        var watched = _run.Read<Lifecycle>().Select(life => (life.Block, life.Position));
        var done = samples.Select(sample => sample.Key).Concat(watched).ToHashSet();
        foreach (var block in samples.GroupBy(sample => sample.Block).OrderBy(block => block.Key))
        {
            foreach (var sample in block.OrderBy(sample => sample.Position))
            {
                _active.Record(sample);
            }
            if (Missing(block.Key, done).Count == 0)
            {
                EndBlock(block.Key);
            }
        }
        return done;
    }

    private IReadOnlyList<(int Position, Launch Launch)> Missing(int block, HashSet<(int, int)> done) =>
        [
            .. _order
                .Of(block, _launches.Count)
                .Select((index, position) => (Position: position, Launch: _launches[index]))
                .Where(each => _active.Has(each.Launch.Cell) && !done.Contains((block, each.Position))),
        ];

    private async Task LaunchAsync(Launch launch, int block, int position, CancellationToken kill)
    {
        var cell = launch.Cell;
        if (!_active.Has(cell))
        {
            return;
        }
        Report(cell: cell);
        var started = Clock.MonotonicNs;
        try
        {
            if (launch.Lifecycle)
            {
                _journal.Append(await _launcher.ObserveAsync(cell, block, position, kill));
            }
            else
            {
                var (sample, stderr) = await _launcher.SampleAsync(cell, block, position, kill);
                _journal.Append(sample);
                _active.Record(sample);
                _faults += sample.Status is Status.Ok or Status.Timeout ? 0 : 1;
                Report(cell: cell, last: sample, message: Complaint(sample, stderr));
            }
        }
        catch (LaunchFault fault) when (!kill.IsCancellationRequested)
        {
            Keep(cell, block, position, fault);
            await GiveUpIfGoneAsync(cell, kill);
        }
        _pace.Took(launch, Clock.Since(started));
    }

    /// <summary>A target that is gone, or fails again and again, is left out of the rest of the run.</summary>
    private async Task GiveUpIfGoneAsync(Cell cell, CancellationToken kill)
    {
        var faults = _faultsOf[cell.Target] = _faultsOf.GetValueOrDefault(cell.Target) + 1;
        var state = await _launcher.FindAgainAsync(cell.Target, kill);
        if (!state.Available || faults >= FaultsUntilGivenUp)
        {
            _active.Leave(each => each.Target == cell.Target);
            var why = state.Reason ?? $"{faults} launches failed";
            Report(message: $"{cell.Target} is left out of the rest of the run: {why}.");
        }
    }

    private void Keep(Cell cell, int block, int position, LaunchFault fault)
    {
        _faults++;
        _journal.Append(
            new Fault
            {
                Run = _run.Id,
                Block = block,
                Position = position,
                Workload = cell.Workload,
                Target = cell.Target,
                Message = fault.Message.ReplaceLineEndings(" "),
                At = Clock.UtcNow,
            }
        );
        Report(message: $"{cell}: {fault.Message}");
    }

    private void EndBlock(int block)
    {
        if (_plan.PhaseOf(block) == Phase.Measured)
        {
            _measuredBlocks = Math.Max(_measuredBlocks, block - _plan.Blocks.Warmup + 1);
            _active.EndBlock(_measuredBlocks);
        }
    }

    /// <summary>
    /// Past the smallest number of blocks no block begins that would not fit; before it, measuring goes on until the
    /// budget is used up.
    /// </summary>
    private bool OverBudget(IReadOnlyList<(int Position, Launch Launch)> block)
    {
        var next = _measuredBlocks < _plan.Blocks.Min ? null : _pace.Of(block.Select(each => each.Launch));
        return _plan.BudgetS < (Clock.Since(_start) + (next ?? TimeSpan.Zero)).TotalSeconds;
    }

    /// <summary>What the blocks still to come would take, or the budget where that is less.</summary>
    private TimeSpan? Remaining()
    {
        var begun = _at.Count == 0 ? 0 : (double)_at.Done / _at.Count;
        var blocks = _plan.Blocks.Warmup + _plan.Blocks.Max - _at.Block - begun;
        var all = _pace.Of(_launches.Where(launch => _active.Has(launch.Cell))) * blocks;
        return _plan.BudgetS is { } budget && all is { } time
            ? TimeSpan.FromSeconds(Math.Min(time.TotalSeconds, Math.Max(0, budget - Clock.Since(_start).TotalSeconds)))
            : all;
    }

    private void Report(Cell? cell = null, Sample? last = null, string? message = null, string? forecast = null) =>
        _report(
            new CollectionProgress
            {
                Run = _run.Id,
                Plan = _plan,
                Block = _at.Block,
                Done = _at.Done,
                Count = _at.Count,
                Elapsed = Clock.Since(_start),
                Remaining = Remaining(),
                Cell = cell,
                Last = last,
                Message = message,
                Forecast = forecast,
            }
        );

    private static string? Complaint(Sample sample, string stderr)
    {
        var what = sample.Status switch
        {
            Status.Ok => null,
            Status.Timeout => "was still running at the timeout; kept as a lower bound and not repeated",
            Status.WrongOutput => $"printed {sample.StdoutBytes} bytes with a digest that is not the expected one",
            Status.OutOfMemory => "was killed because memory ran out",
            _ when sample.Signal is { } signal => $"crashed with signal {signal}",
            _ => $"exited with code {sample.ExitCode}",
        };
        return what is null ? null : $"{sample.Cell} {what}{(stderr.Length == 0 ? "." : ": " + stderr)}";
    }
}
