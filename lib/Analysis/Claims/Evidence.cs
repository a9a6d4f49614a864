using Measurement;

namespace Analysis;

/// <summary>What a frame has to say on one claim: the claim's two sides found among the measured targets.</summary>
internal sealed class Evidence
{
    /// <summary>The workload of startup times; all others are programs that compute something.</summary>
    public const string Startup = "startup";

    /// <summary>
    /// The report's Wasm is WasmEdge, ahead of time. Where it was not measured, the next one stands in and a note says so.
    /// </summary>
    private static readonly string[] WasmAot = ["wasmedge-aot", "wasmtime-aot"];

    private readonly List<string> _notes = [];

    public Evidence(Frame frame, Claim claim)
    {
        Frame = frame;
        Numerator = Resolve(claim.Numerator);
        Denominator = Resolve(claim.Denominator);
    }

    public Frame Frame { get; }
    public string Numerator { get; }
    public string Denominator { get; }

    /// <summary>The ratio on one workload.</summary>
    public Reading OnWorkload(string words, string workload, Metric metric)
    {
        var (above, below) = (new Side(metric, Numerator), new Side(metric, Denominator));
        var ratio = Estimates.Ratio(Frame, workload, above, below);
        return ratio is null
            ? new Reading(words, null, [$"{Absence.Of(Frame, workload, above, below)}."])
            : new Reading(words, ratio, _notes);
    }

    /// <summary>The geometric mean of the ratio over all programs.</summary>
    public Reading OverPrograms(string words, Metric numerator, Metric? denominator = null)
    {
        var (above, below) = (new Side(numerator, Numerator), new Side(denominator ?? numerator, Denominator));
        var programs = Frame
            .Rows.Select(row => row.Workload)
            .Where(name => name != Startup)
            .Distinct()
            .Order()
            .ToList();
        var ratio = Estimates.GeometricMean(Frame, programs, above, below);
        var missing = programs
            .Where(program => BlockPairs.Of(Frame, program, above, below) is null)
            .Select(program => (program, Absence.Of(Frame, program, above, below)))
            .ToList();
        return Over(words, ratio, missing) with { SpansPrograms = programs.Count - missing.Count > 1 };
    }

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
        return Over(words, ratio, missing);
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

    private string Resolve(string claimed)
    {
        if (claimed != "wasm-aot" && !WasmAot.Contains(claimed))
        {
            return claimed;
        }
        var found = Array.Find(WasmAot, target => Frame.Rows.Any(row => row.Target == target)) ?? WasmAot[^1];
        if (found != WasmAot[0])
        {
            _notes.Add($"WasmEdge is not among the measured targets: judged on {found}.");
        }
        return found;
    }
}
