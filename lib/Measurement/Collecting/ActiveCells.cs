using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Measurement.Collecting;

/// <summary>Which cells a run still measures. Only its samples decide, so a resumed run decides alike.</summary>
internal sealed class ActiveCells
{
    private const int FailuresUntilGivenUp = 2;
    private readonly RunInfo _info;
    private readonly Plan _plan;
    private readonly CellLimits _limits;
    private readonly IPrecision _precision;
    private readonly Dictionary<Cell, List<Sample>> _samples = [];
    private readonly HashSet<Cell> _left = [];

    public ActiveCells(RunInfo info, CellLimits limits, IPrecision precision)
    {
        (_info, _plan, _limits, _precision) = (info, info.Plan, limits, precision);
        foreach (var cell in info.Cells)
        {
            _samples[cell] = [];
        }
    }

    public bool Any => _left.Count < _samples.Count;

    public bool Has(Cell cell) => !_left.Contains(cell);

    /// <summary>
    /// Takes a sample into account. A cell that was cut off at the timeout leaves at once, and so does one that the plan
    /// launches once. A failing one leaves after its second failure in a row. A warm-up with arguments of its own says
    /// nothing about any cell.
    /// </summary>
    public void Record(Sample sample)
    {
        if (!_samples.TryGetValue(sample.Cell, out var samples))
        {
            return;
        }
        samples.Add(sample);
        if (
            sample.Status == Status.Timeout
            || (sample.Phase == Phase.Measured && _limits.IsLaunchedOnce(sample.Cell))
            || (samples.Count >= FailuresUntilGivenUp && samples.TakeLast(FailuresUntilGivenUp).All(Bad))
        )
        {
            _left.Add(sample.Cell);
        }
    }

    public void Leave(Func<Cell, bool> which) => _left.UnionWith(_samples.Keys.Where(which));

    /// <summary>
    /// Called after a whole measured block. Cells that have reached the precision goal leave, and so do slow cells after
    /// the few blocks that they need, and cells that are launched in the first block alone. A baseline stays for the
    /// other cells, and the loading of a target's program as long as a start of that target is measured: together they
    /// say what the start is made of.
    /// </summary>
    public void EndBlock(int measuredBlocks)
    {
        Leave(_limits.IsLaunchedOnce);
        foreach (var workload in _samples.Keys.Where(cell => !IsLoading(cell)).GroupBy(cell => cell.Workload))
        {
            var baseline = workload.FirstOrDefault(cell => cell.Target == _plan.Baseline);
            var compared = workload.Where(cell => cell != baseline).ToList();
            _left.UnionWith(compared.Where(cell => Has(cell) && IsDone(cell, baseline, measuredBlocks)));
            var measuredEnough =
                compared.Count > 0 && _plan.Precision is not null && measuredBlocks >= _plan.Blocks.Min;
            if (
                baseline is not null
                && !compared.Any(Has)
                && (measuredEnough || IsDone(baseline, null, measuredBlocks))
            )
            {
                _left.Add(baseline);
            }
        }
        var starting = _samples.Keys.Where(cell => IsStart(cell) && Has(cell)).Select(cell => cell.Target).ToHashSet();
        Leave(cell => IsLoading(cell) && !starting.Contains(cell.Target));
    }

    private bool IsLoading(Cell cell) => _info.IsLoading(cell.Workload);

    private bool IsStart(Cell cell) => _info.Suites[cell.Workload] == Suite.Startup;

    private bool IsDone(Cell cell, Cell? baseline, int measuredBlocks) =>
        (measuredBlocks >= _plan.Blocks.Min && _plan.Precision is { } goal && HalfWidth(cell, baseline) <= goal)
        || (_plan.Blocks.Slow is { } rule && measuredBlocks >= rule.Blocks && MedianS(cell) > rule.AfterS);

    private double MedianS(Cell cell)
    {
        var times = Values(cell, Metric.ExecutionTime).Values.Order().ToList();
        return times.Count == 0 ? 0 : times[times.Count / 2] / 1e9;
    }

    private double HalfWidth(Cell cell, Cell? baseline)
    {
        var metric = IsStart(cell) ? Metric.StartupTime : Metric.ExecutionTime;
        var values = Values(cell, metric);
        if (baseline is null)
        {
            return _precision.OfMedian([.. values.Values], _plan.Confidence);
        }
        var beside = Values(baseline, metric);
        return _precision.OfRatio(
            [.. values.Where(each => beside.ContainsKey(each.Key)).Select(each => (each.Value, beside[each.Key]))],
            _plan.Confidence
        );
    }

    private Dictionary<int, double> Values(Cell cell, Metric metric) =>
        _samples[cell]
            .Where(sample => sample is { Phase: Phase.Measured, Status: Status.Ok } && metric.Read(sample) is not null)
            .ToDictionary(sample => sample.Block, sample => metric.Read(sample)!.Value);

    private static bool Bad(Sample sample) => sample.Status is Status.Crash or Status.WrongOutput or Status.OutOfMemory;
}
