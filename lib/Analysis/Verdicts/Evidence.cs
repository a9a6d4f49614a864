using Analysis.Estimates;
using Analysis.Published;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>
/// What a frame says about one claim: the pairs of targets that the claim compares, found among the measured ones. A
/// claim about several runtimes is several pairs. They are judged together by their geometric mean, and shown one by
/// one below it. An order has a pair for each step: the later target over the earlier one.
/// </summary>
internal sealed class Evidence
{
    private readonly List<string> _notes = [];
    private readonly PublishedReport _report;
    private readonly HashSet<string> _measured;
    private readonly IReadOnlyList<(string Above, string Below)> _pairs;

    public Evidence(Frame frame, PublishedReport report, Claim claim)
    {
        (Frame, _report, Claim) = (frame, report, claim);
        _measured = frame.MeasuredCells.Select(cell => cell.Target).ToHashSet();
        var above = TargetsOf(claim.Numerator);
        var below = claim.IsOrder ? above : TargetsOf(claim.Denominator);
        (string Above, string Below)[] claimed = claim.IsOrder
            ? [.. above.Skip(1).Zip(below)]
            :
            [
                .. Enumerable
                    .Range(0, Math.Max(above.Count, below.Count))
                    .Select(index => (above[index % above.Count], below[index % below.Count])),
            ];
        var known = claimed.Where(pair => _measured.Contains(pair.Above) && _measured.Contains(pair.Below)).ToList();
        _pairs = claim.IsOrder || known.Count == 0 ? claimed : known;
        _notes.AddRange(
            claimed
                .Except(_pairs)
                .SelectMany(pair => new[] { pair.Above, pair.Below })
                .Where(target => !_measured.Contains(target))
                .Distinct()
                .Select(target => $"{Absence.OfTarget(frame, target)}.")
        );
    }

    public Frame Frame { get; }
    public Claim Claim { get; }
    public string Numerator => _pairs[0].Above;
    public string Denominator => _pairs[0].Below;

    /// <summary>The ratio of a quantity under its own name, on the claim's program or over its suite.</summary>
    public IEnumerable<Reading> Compare(Metric metric) =>
        Claim.Program.Length == 0
            ? Compare(metric.Name, metric)
            : Compare($"{metric.Name} of {Claim.Program}", metric).Select(reading => reading.With(Sizes));

    /// <summary>The ratio of a quantity under another name, or of two quantities.</summary>
    public IReadOnlyList<Reading> Compare(string words, Metric numerator, Metric? denominator = null)
    {
        var together = Claim.IsOrder || _pairs.Count == 1 ? [] : (Reading[])[Of(_pairs)];
        return [.. together, .. _pairs.Select(pair => Of([pair]))];

        Reading Of(IReadOnlyList<(string Above, string Below)> pairs)
        {
            string[] above = [.. pairs.Select(pair => pair.Above)];
            string[] below = [.. pairs.Select(pair => pair.Below)];
            var text = InWords(above, below, words);
            var (over, under) = (new Side(numerator, above), new Side(denominator ?? numerator, below));
            return Claim.Program.Length == 0 ? OverPrograms(text, over, under) : OnProgram(text, over, under);
        }
    }

    /// <summary>The geometric mean of size ratios over workloads; sizes are exact.</summary>
    /// <param name="denominator">Bytes of the denominator for a workload; null where they are not known.</param>
    public Reading OfSizes(string words, ArtifactKind numerator, Func<string, long?> denominator)
    {
        var sizes = Programs
            .Select(name => (name, above: Bytes(Numerator, name, numerator), below: denominator(name)))
            .ToList();
        var known = sizes.Where(size => size is { above: > 0, below: > 0 }).ToList();
        var ratio =
            known.Count == 0
                ? null
                : Estimator.SizeRatio([.. known.Select(size => (size.above!.Value, size.below!.Value))]);
        var missing = sizes
            .Except(known)
            .Select(size => (size.name, Absence.OfSize(Frame, size.above is > 0 ? Denominator : Numerator)));
        return Over(InWords([Numerator], [Denominator], words), ratio, missing);
    }

    /// <summary>
    /// The size of an artifact in the newest run that has it. With an empty workload it is the size
    /// of all files of a runtime.
    /// </summary>
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
            var sizes = Frame.Runs.Select(run => run.Plan.Size).Distinct().ToList();
            var programs = Frame
                .RowsOfCells.Where(row => Programs.Contains(row.Workload))
                .Select(row => $"{row.Workload} {row.Arguments}".TrimEnd())
                .Distinct()
                .Order(StringComparer.Ordinal);
            var measured = $"Measured with the size {string.Join(" and ", sizes)} ({string.Join(", ", programs)})";
            return sizes is ["report"]
                ? $"{measured}: the report's arguments."
                : $"{measured}: the shorter a program runs, the more a start weighs, and the less memory it takes.";
        }
    }

    private IReadOnlyList<string> Programs => field ??= Frame.ProgramsOf(Claim.Suite);

    private Reading OnProgram(string words, Side above, Side below) =>
        Estimator.Ratio(Frame, Claim.Program, above, below) is { } ratio
            ? new Reading(words, ratio, _notes)
            {
                AtLevel = level => Estimator.Ratio(Frame, Claim.Program, above, below, level)!,
            }
            : new Reading(words, null, [$"{Absence.Of(Frame, Claim.Program, above, below)}."]);

    private Reading OverPrograms(string words, Side above, Side below)
    {
        var missing = Programs
            .Where(program => !Estimator.Has(Frame, program, above, below))
            .Select(program => (program, Absence.Of(Frame, program, above, below)))
            .ToList();
        return Over(words, At(null), missing) with
        {
            SpansPrograms = Programs.Count - missing.Count > 1,
            AtLevel = level => At(level)!,
        };

        Estimate? At(double? level) => Estimator.GeometricMean(Frame, Programs, above, below, level);
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

    private static string InWords(IEnumerable<string> above, IEnumerable<string> below, string words) =>
        $"{string.Join(", ", above.Distinct())} / {string.Join(", ", below.Distinct())}: {words}";

    /// <summary>The targets of today that a side of the claim names.</summary>
    private IReadOnlyList<string> TargetsOf(string side) =>
        [
            .. side.Split([" and ", ";"], StringSplitOptions.TrimEntries)
                .SelectMany(name => _report.Today(name, Claim.Section, _measured.Contains, AddNote)),
        ];

    private void AddNote(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }
}
