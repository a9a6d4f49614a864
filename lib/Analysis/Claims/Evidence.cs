using Measurement.Frames;
using Measurement.Plans;

namespace Analysis;

/// <summary>
/// What a frame has to say on one claim: the pairs of targets that it compares, found among the measured ones. A claim
/// about several runtimes is several pairs, judged together by their geometric mean and shown one by one below it; an
/// order is a pair a step, the later one over the earlier.
/// </summary>
internal sealed class Evidence
{
    /// <summary>The workload of startup times; all others are programs that compute something.</summary>
    public const string Startup = "startup";

    /// <summary>
    /// Beside containers the report's Wasm is WasmEdge, ahead of time. Where it was not measured, the next one stands in
    /// and a note says so. Where runtimes are compared with each other, none stands in for another.
    /// </summary>
    private static readonly string[] WasmBesideContainers = ["wasmedge-aot", "wasmtime-aot"];

    private static readonly string[] Runtimes = ["wasmtime-aot", "wasmedge-aot", "wasmer-aot"];

    private readonly List<string> _notes = [];
    private readonly bool _isOrder;
    private readonly bool _withContainers;
    private readonly IReadOnlyList<(string Above, string Below)> _pairs;

    public Evidence(Frame frame, Claim claim)
    {
        (Frame, Claim) = (frame, claim);
        _isOrder = claim.Comparison == "order";
        _withContainers = claim.Section.StartsWith("2.1", StringComparison.Ordinal);
        var above = Resolve(claim.Numerator);
        var below = _isOrder ? above : Resolve(claim.Denominator);
        (string Above, string Below)[] claimed = _isOrder
            ? [.. above.Skip(1).Zip(below)]
            :
            [
                .. Enumerable
                    .Range(0, Math.Max(above.Count, below.Count))
                    .Select(index => (above[index % above.Count], below[index % below.Count])),
            ];
        var measured = frame.Rows.Select(row => row.Target).ToHashSet();
        var known = claimed.Where(pair => measured.Contains(pair.Above) && measured.Contains(pair.Below)).ToList();
        _pairs = _isOrder || known.Count == 0 ? claimed : known;
        _notes.AddRange(
            claimed
                .Except(_pairs)
                .SelectMany(pair => new[] { pair.Above, pair.Below })
                .Where(target => !measured.Contains(target))
                .Distinct()
                .Select(target => $"{Absence.OfTarget(frame, target)}.")
        );
    }

    public Frame Frame { get; }
    public Claim Claim { get; }
    public string Numerator => _pairs[0].Above;
    public string Denominator => _pairs[0].Below;

    /// <summary>The ratio on one workload.</summary>
    public IReadOnlyList<Reading> OnWorkload(string words, string workload, Metric metric) =>
        Readings(
            words,
            metric,
            metric,
            (said, above, below) =>
                Estimates.Ratio(Frame, workload, above, below) is { } ratio
                    ? new Reading(said, ratio, _notes)
                    : new Reading(said, null, [$"{Absence.Of(Frame, workload, above, below)}."])
        );

    /// <summary>The geometric mean of the ratio over all programs.</summary>
    public IReadOnlyList<Reading> OverPrograms(string words, Metric numerator, Metric? denominator = null) =>
        Readings(words, numerator, denominator ?? numerator, OverPrograms);

    /// <summary>The geometric mean over workloads of exact sizes.</summary>
    /// <param name="denominator">Bytes of the denominator for a workload; null where they are not known.</param>
    public Reading OfSizes(string words, ArtifactKind numerator, Func<string, long?> denominator)
    {
        var sizes = Frame
            .Rows.Select(row => row.Workload)
            .Distinct()
            .Select(name => (name, above: Bytes(Numerator, name, numerator), below: denominator(name)))
            .ToList();
        var known = sizes.Where(size => size is { above: > 0, below: > 0 }).ToList();
        var ratio =
            known.Count == 0
                ? null
                : Estimates.SizeRatio([.. known.Select(size => (size.above!.Value, size.below!.Value))]);
        var missing = sizes
            .Except(known)
            .Select(size => (size.name, Absence.OfSize(Frame, size.above is > 0 ? Denominator : Numerator)));
        return Over(Said([Numerator], [Denominator], words), ratio, missing);
    }

    /// <summary>Size as the newest of the runs has it; of a runtime, with an empty workload, all its files together.</summary>
    public long? Bytes(string target, string workload, ArtifactKind kind)
    {
        var found = Frame
            .Artifacts.Where(artifact =>
                artifact.Target == target && artifact.Workload == workload && artifact.Kind == kind
            )
            .ToLookup(artifact => artifact.Run);
        var newest = Frame.Runs.OrderBy(run => run.StartedAt).LastOrDefault(run => found.Contains(run.Id));
        return newest is null ? null : found[newest.Id].Sum(artifact => artifact.Bytes);
    }

    /// <summary>Which arguments the programs ran with, and what that means for run times.</summary>
    public string Sizes
    {
        get
        {
            var names = Frame.Runs.Select(run => run.Plan.Size).Distinct().ToList();
            var programs = Frame
                .RowsOfCells.Where(row => row.Workload != Startup)
                .Select(row => $"{row.Workload} {row.Arguments}".TrimEnd())
                .Distinct()
                .Order();
            var said = $"Measured with the size {string.Join(" and ", names)} ({string.Join(", ", programs)})";
            return names is ["report"]
                ? $"{said}: the report's arguments."
                : $"{said}: the shorter a program runs, the more a start weighs, and the less memory it takes.";
        }
    }

    private List<Reading> Readings(
        string words,
        Metric numerator,
        Metric denominator,
        Func<string, Side, Side, Reading> read
    )
    {
        var together = _isOrder || _pairs.Count == 1 ? [] : (Reading[])[Of(_pairs)];
        return [.. together, .. _pairs.Select(pair => Of([pair]))];

        Reading Of(IReadOnlyList<(string Above, string Below)> pairs)
        {
            string[] above = [.. pairs.Select(pair => pair.Above)];
            string[] below = [.. pairs.Select(pair => pair.Below)];
            return read(Said(above, below, words), new Side(numerator, above), new Side(denominator, below));
        }
    }

    private Reading OverPrograms(string words, Side above, Side below)
    {
        var programs = Frame
            .Rows.Select(row => row.Workload)
            .Where(name => name != Startup)
            .Distinct()
            .Order()
            .ToList();
        var missing = programs
            .Where(program => BlockPairs.Of(Frame, program, above, below) is null)
            .Select(program => (program, Absence.Of(Frame, program, above, below)))
            .ToList();
        return Over(words, At(null), missing) with
        {
            SpansPrograms = programs.Count - missing.Count > 1,
            AtLevel = level => At(level)!,
        };

        Estimate? At(double? level) => Estimates.GeometricMean(Frame, programs, above, below, level);
    }

    private Reading Over(string words, Estimate? ratio, IEnumerable<(string Workload, string Why)> missing)
    {
        var reasons = missing.GroupBy(one => one.Why, one => one.Workload).ToList();
        if (ratio is not null)
        {
            var without = reasons.Select(reason => $"Without {string.Join(", ", reason)}: {reason.Key}.");
            return new Reading(words, ratio, [.. _notes, .. without]);
        }
        return reasons.Count == 0
            ? new Reading(words, null, ["No program was measured."])
            : new Reading(words, null, [.. reasons.Select(reason => $"{reason.Key}.")]);
    }

    private static string Said(IEnumerable<string> above, IEnumerable<string> below, string words) =>
        $"{string.Join(", ", above.Distinct())} / {string.Join(", ", below.Distinct())}: {words}";

    private IReadOnlyList<string> Resolve(string side) =>
        [.. side.Split([" and ", ";"], StringSplitOptions.TrimEntries).SelectMany(ResolveOne)];

    private IEnumerable<string> ResolveOne(string claimed)
    {
        if (_withContainers && (claimed == "wasm-aot" || WasmBesideContainers.Contains(claimed)))
        {
            var found =
                Array.Find(WasmBesideContainers, target => Frame.Rows.Any(row => row.Target == target))
                ?? WasmBesideContainers[^1];
            if (found != WasmBesideContainers[0])
            {
                _notes.Add($"WasmEdge is not among the measured targets: judged on {found}.");
            }
            return [found];
        }
        if (claimed == "wasm-aot")
        {
            return Runtimes.SelectMany(ResolveOne);
        }
        var today = Published.Today(claimed);
        if (today != claimed)
        {
            _notes.Add(
                "The report does not say which compiler its Wasmer used: judged on its default then, Cranelift."
            );
        }
        return [today];
    }
}
