using Analysis.Estimates;
using Analysis.Published;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>What the runs of a frame say about one claim.</summary>
/// <param name="all">Every program that the claim could be about.</param>
/// <param name="program">The only program to look at; empty: all of them.</param>
internal sealed class Evidence(
    Frame frame,
    PublishedReport report,
    Claim claim,
    IReadOnlyList<string> all,
    string program
)
{
    /// <summary>What is counted, in words.</summary>
    public const string AsLaunched = "as launched, with the start";
    private const string WithoutStart = "without the launch of a program that only starts";

    public Evidence(Frame frame, PublishedReport report, Claim claim, IReadOnlyList<string> all)
        : this(frame, report, claim, all, claim.Program) { }

    public Frame Frame => frame;

    /// <summary>The runs of the second machine, of a claim that compares two; null: it is about one.</summary>
    public Frame? Beside { get; init; }

    /// <summary>The programs that the claim is about, measured here or not.</summary>
    public IReadOnlyList<string> Programs { get; } = program.Length > 0 ? [program] : all;

    /// <summary>Whether it comes from an emulated machine, or compares with one.</summary>
    public bool IsEmulated => frame.Runs.Concat(Beside?.Runs ?? []).Any(run => run.Host.EmulatedBy is not null);

    /// <summary>The same evidence on one program alone.</summary>
    public Evidence On(string only) => new(frame, report, claim, all, only) { Beside = Beside };

    /// <summary>The target of today that the report's name means.</summary>
    public string Today(string name) => report.Today(name);

    public bool IsContainer(string target) => frame.IsContainer(target);

    /// <summary>The machine, then each runtime and engine that the claim names, with its version and where it came from.</summary>
    public IReadOnlyList<string> Setting =>
        [
            .. frame.Machines,
            .. Beside?.Machines ?? [],
            .. claim
                .Steps.Concat(claim.OtherSteps)
                .SelectMany(step => new[] { step.Above, step.Below })
                .Where(name => name.Length > 0)
                .Select(name => frame.SourceOf(Today(name)))
                .Where(source => source.Length > 0)
                .Distinct(),
        ];

    /// <summary>
    /// Why the claim can't be judged here: a target or a program was not measured. A program that was launched and
    /// failed is no lack; it is named where it is left out. Null: nothing is missing.
    /// </summary>
    public string? Lack()
    {
        string[] targets =
        [
            .. claim
                .Steps.SelectMany(step => new[] { step.Above, step.Below })
                .Where(name => name.Length > 0)
                .Select(Today)
                .Distinct(),
        ];
        return targets
                .Where(target => !frame.MeasuredCells.Any(cell => cell.Target == target))
                .Select(target => Absence.OfTarget(frame, target))
                .FirstOrDefault()
            ?? (
                from target in targets
                from each in Programs
                where !frame.RowsOf(each, target).Any(row => row.Phase == Phase.Measured)
                select $"{each} was not measured on {target}"
            ).FirstOrDefault();
    }

    /// <summary>Which program was measured with arguments that do not fit, such as <c>n-body 1000</c>; null: none.</summary>
    /// <param name="fits">Told the program and its arguments.</param>
    public string? OtherArguments(Func<string, string, bool> fits) =>
        (
            from each in Programs
            let measured = string.Join(", ", frame.ArgumentsOf(each))
            where measured.Length > 0 && !fits(each, measured)
            select $"{each} {measured}"
        ).FirstOrDefault();

    /// <summary>Which program has too few blocks for an interval; null: none.</summary>
    public string? TooFewBlocks()
    {
        var fewest = Estimator.FewestForInterval(Estimator.Confidence(frame));
        return (
            from step in claim.Steps
            from name in new[] { step.Above, step.Below }
            from each in Programs
            where frame.Observe(Metric.ExecutionTime, each, Today(name)).Count < fewest
            select $"{each} has fewer than {fewest} blocks on {Today(name)}"
        ).FirstOrDefault();
    }

    /// <summary>A quantity on the evidence's program, or its mean over the programs.</summary>
    /// <param name="metricOf">The quantity of a target.</param>
    public Measured Compare(ClaimedStep step, string words, Func<string, Metric> metricOf) =>
        Compare(step, words, name => SideOf(name, metricOf));

    private Measured Compare(ClaimedStep step, string words, Func<string, Side> sideOf) =>
        program.Length > 0 ? OnProgram(step, words, sideOf) : OverPrograms(step, words, sideOf);

    /// <summary>The geometric mean over every program of the suite.</summary>
    public Measured OverPrograms(ClaimedStep step, string words, Func<string, Metric> metricOf) =>
        OverPrograms(step, words, name => SideOf(name, metricOf));

    private Measured OverPrograms(ClaimedStep step, string words, Func<string, Side> sideOf)
    {
        var (above, below) = (sideOf(step.Above), sideOf(step.Below));
        var programs = all;
        var missing = programs
            .Where(each => !Estimator.Has(frame, each, above, below))
            .GroupBy(each => Absence.Of(frame, each, above, below))
            .Select(group => $"Without {string.Join(", ", group)}: {group.Key}.");
        var counted = Estimator.CountedInMean(frame, programs, above, below);
        var leftOut = Estimator.CutOff(frame, programs, above, below).Except(counted).ToList();
        var measured = Read(step, words, level => Estimator.GeometricMean(frame, programs, above, below, level));
        var differing = new DifferingPrograms(frame, programs, counted, above, below);
        return measured with
        {
            SpansPrograms = true,
            IsSplit = differing.IsSplit,
            Apart = differing.Apart,
            Over = OverHowMany(counted.Count),
            Notes =
            [
                .. measured.Notes,
                .. missing,
                .. differing.Apart.Length == 0 ? (string[])[] : [$"{Numbers.Capital(differing.Apart)}."],
                .. leftOut.Count == 0 || Estimator.BoundOfMean(frame, programs, above, below) is not { } bound
                    ? (string[])[]
                    :
                    [
                        $"Without {string.Join(", ", leftOut)}, which reached the time limit; with {(leftOut.Count == 1 ? "it" : "them")} {Numbers.Short(bound)}.",
                    ],
            ],
        };
    }

    /// <summary>The run time after the time that a program takes that only starts, in the same block.</summary>
    public Measured NetOfStart(ClaimedStep step) => Compare(step, WithoutStart, TimeNetOfStart);

    /// <summary>
    /// How many times the ratio on the second machine the one on this machine is, over the programs that both have.
    /// </summary>
    /// <param name="netOfStart">Whether the time of a program that only starts is taken off.</param>
    public Measured AgainstSecondMachine(ClaimedStep step, bool netOfStart)
    {
        Func<string, Side> sideOf = netOfStart ? TimeNetOfStart : name => SideOf(name, _ => Metric.ExecutionTime);
        var (above, below) = (sideOf(step.Above), sideOf(step.Below));
        var machines = Beside is null ? null : new TwoMachines(Beside, frame);
        var common = machines?.Common(Programs, above, below) ?? [];
        var measured = Read(
            step,
            $"{claim.Machine}, {(netOfStart ? WithoutStart : AsLaunched)}",
            level => machines?.RatioOfMeans(Programs, above, below, level)
        );
        return measured with
        {
            SpansPrograms = true,
            Over = OverHowMany(common.Count),
            Notes =
            [
                .. measured.Notes,
                .. common.Count == Programs.Count
                    ? (string[])[]
                    : [$"Without {string.Join(", ", Programs.Except(common))}, which one of the machines has not."],
            ],
        };
    }

    /// <summary>The geometric mean of size ratios over the programs; sizes are exact.</summary>
    /// <param name="above">Bytes of the first target for a program; null where they are not known.</param>
    public Measured OfSizes(ClaimedStep step, string words, Func<string, long?> above, Func<string, long?> below)
    {
        var sizes = Programs.Select(name => (Name: name, Above: above(name), Below: below(name))).ToList();
        var known = sizes.Where(size => size is { Above: > 0, Below: > 0 }).ToList();
        var missing = sizes
            .Except(known)
            .Select(size => Absence.OfSize(frame, Today(size.Above is > 0 ? step.Below : step.Above)))
            .Distinct()
            .Select(why => why + ".");
        var measured = Read(
            step,
            words,
            _ =>
                known.Count == 0
                    ? null
                    : Estimator.SizeRatio([.. known.Select(size => (size.Above!.Value, size.Below!.Value))])
        );
        return measured with { Notes = [.. measured.Notes, .. missing] };
    }

    /// <summary>
    /// The size of an artifact in the newest run that has it. With an empty workload it is the size of all files of a
    /// runtime.
    /// </summary>
    /// <param name="name">The only artifact of this kind that counts; null: all of them together.</param>
    public long? Bytes(string target, string workload, ArtifactKind kind, string? name = null)
    {
        var found = frame
            .Artifacts.Where(artifact =>
                artifact.Target == target
                && artifact.Workload == workload
                && artifact.Kind == kind
                && (name is null || artifact.Name == name)
            )
            .ToLookup(artifact => artifact.Run);
        var newest = frame.Runs.OrderBy(run => run.StartedAt).LastOrDefault(run => found.Contains(run.Id));
        return newest is null ? null : found[newest.Id].Sum(artifact => artifact.Bytes);
    }

    /// <summary>A comparison with its words and what a reader must know of its targets.</summary>
    /// <param name="at">The value with an interval at a level; null asks for the level of the plans.</param>
    public Measured Read(ClaimedStep step, string words, Func<double?, Estimate?> at)
    {
        string[] names = [.. new[] { step.Above, step.Below }.Where(name => name.Length > 0)];
        return new Measured(
            string.Join(" / ", names.Select(Today)) + (program == claim.Program ? "" : $" on {program}"),
            words,
            at(null),
            step.Range,
            [.. names.Select(report.NoteOn).Where(note => note.Length > 0).Distinct()]
        )
        {
            Targets = (InWords(step.Above), step.Below.Length == 0 ? "" : InWords(step.Below)),
            AtLevel = level => at(level),
        };

        string InWords(string name) => frame.FactsOf(Today(name)) is { } facts ? report.InWords(facts) : Today(name);
    }

    private Measured OnProgram(ClaimedStep step, string words, Func<string, Side> sideOf)
    {
        var above = sideOf(step.Above);
        if (step.Below.Length == 0)
        {
            return Read(step, words, level => Estimator.Median(frame, program, above, level));
        }
        var below = sideOf(step.Below);
        var measured = Read(step, words, level => Estimator.Ratio(frame, program, above, below, level)) with
        {
            Apart = above.Metric == Metric.StartupTime ? LoadingOf(Today(step.Below)) : "",
        };
        return measured.Value is not null
            ? measured
            : measured with
            {
                Notes = [.. measured.Notes, $"{Absence.Of(frame, program, above, below)}."],
            };
    }

    /// <summary>
    /// A runtime's start beside the loading of its own program, which its packaging decides. They are two launches: where
    /// loading is nearly all of a start, it can come out longer.
    /// </summary>
    private string LoadingOf(string target)
    {
        var (start, loading) = (Start(program), Start(Suite.Loading));
        return start is null || loading is null || !frame.IsRuntime(target)
            ? ""
            : $"the latter's start takes {Numbers.Short(start)}, printing its version {Numbers.Short(loading)}";

        Estimate? Start(string of) => Estimator.Median(frame, Metric.StartupTime, of, target);
    }

    private string OverHowMany(int counted) =>
        (counted == all.Count ? $"over all {counted} programs" : $"over {counted} of {all.Count} programs")
        + (claim.Without.Length == 0 ? "" : $" but {claim.Without}");

    private Side SideOf(string name, Func<string, Metric> metricOf) => new(metricOf(Today(name)), Today(name));

    private Side TimeNetOfStart(string name) =>
        SideOf(name, _ => Metric.ExecutionTime) with
        {
            Without = frame.Starter,
        };
}
