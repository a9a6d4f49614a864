using Analysis.Estimates;
using Analysis.Published;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Verdicts;

/// <summary>What the runs of a frame say about one claim.</summary>
/// <param name="program">The only program to look at; empty: every program of the claim's suite.</param>
internal sealed class Evidence(Frame frame, PublishedReport report, Claim claim, string program)
{
    public Evidence(Frame frame, PublishedReport report, Claim claim)
        : this(frame, report, claim, claim.Program) { }

    public Frame Frame => frame;

    /// <summary>The programs that the claim is about, measured here or not.</summary>
    public IReadOnlyList<string> Programs { get; } = program.Length > 0 ? [program] : report.ProgramsOf(claim.Suite);

    /// <summary>The same evidence on one program alone.</summary>
    public Evidence On(string only) => new(frame, report, claim, only);

    /// <summary>The target of today that the report's name means.</summary>
    public string Today(string name) => report.Today(name);

    public bool IsContainer(string target) => frame.IsContainer(target);

    /// <summary>The machine, then each runtime and engine that the claim names, with its version and where it came from.</summary>
    public IReadOnlyList<string> Setting =>
        [
            .. frame.Machines,
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

    /// <summary>Which program was measured with other arguments than the report's; null: none.</summary>
    /// <param name="argumentsIn2022">The report's arguments of a program; null: any will do.</param>
    public string? OtherArguments(Func<string, string?> argumentsIn2022) =>
        (
            from each in Programs
            let claimed = argumentsIn2022(each)
            let measured = string.Join(", ", frame.ArgumentsOf(each))
            where claimed is not null && measured.Length > 0 && measured != claimed
            select $"{each} {measured}"
        ).FirstOrDefault();

    /// <summary>A quantity on the evidence's program, or its mean over the programs.</summary>
    /// <param name="metricOf">The quantity of a target.</param>
    public Measured Compare(ClaimedStep step, string words, Func<string, Metric> metricOf) =>
        program.Length > 0 ? OnProgram(step, words, metricOf) : OverPrograms(step, words, metricOf);

    /// <summary>The geometric mean over every program of the suite.</summary>
    public Measured OverPrograms(ClaimedStep step, string words, Func<string, Metric> metricOf)
    {
        var (above, below) = (SideOf(step.Above, metricOf), SideOf(step.Below, metricOf));
        var programs = report.ProgramsOf(claim.Suite);
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
            Over =
                counted.Count == programs.Count
                    ? $"over all {counted.Count} programs"
                    : $"over {counted.Count} of {programs.Count} programs",
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
    public Measured NetOfStart(ClaimedStep step)
    {
        var starter = frame.ProgramsOf(Suite.Startup) is [var only, ..] ? only : "";
        var (above, below) = (
            SideOf(step.Above, Time) with
            {
                Without = starter,
            },
            SideOf(step.Below, Time) with
            {
                Without = starter,
            }
        );
        return Read(
            step,
            "without the launch of a program that only starts",
            level => Estimator.Ratio(frame, program, above, below, level)
        );

        static Metric Time(string target) => Metric.ExecutionTime;
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

    private Measured OnProgram(ClaimedStep step, string words, Func<string, Metric> metricOf)
    {
        var above = SideOf(step.Above, metricOf);
        if (step.Below.Length == 0)
        {
            return Read(step, words, level => Estimator.Median(frame, above.Metric, program, above.Targets[0], level));
        }
        var below = SideOf(step.Below, metricOf);
        var measured = Read(step, words, level => Estimator.Ratio(frame, program, above, below, level));
        return measured.Value is not null
            ? measured
            : measured with
            {
                Notes = [.. measured.Notes, $"{Absence.Of(frame, program, above, below)}."],
            };
    }

    private Side SideOf(string name, Func<string, Metric> metricOf) => new(metricOf(Today(name)), Today(name));
}
