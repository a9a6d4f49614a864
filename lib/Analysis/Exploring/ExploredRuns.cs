using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Exploring;

/// <summary>Runs of one machine and one size, and every comparison within them.</summary>
/// <param name="title">Whose they are, on which machine, with which arguments.</param>
internal sealed class ExploredRuns(string title, Frame frame)
{
    public string Title => title;
    public Frame Frame => frame;

    /// <summary>Which runs these are, in a sentence.</summary>
    public string About =>
        $"Measured in {string.Join(", ", frame.Runs.Select(Named))}, with a limit of {Numbers.Label(frame.Runs.Max(run => run.Plan.TimeoutS) * 1e9, Unit.Nanoseconds)} a launch.";

    /// <summary>The measured targets, in the order of all figures and tables.</summary>
    public IReadOnlyList<TargetFacts> Targets { get; } = frame.MeasuredTargets;

    /// <summary>
    /// For each quantity the programs, then the mean over each suite that has several. A series that varies one thing has
    /// no mean.
    /// </summary>
    public IReadOnlyList<ExploredColumn> Columns => field ??= [.. Choice.All.Where(IsPossible).SelectMany(ColumnsOf)];

    public static ExploredRuns Load(IReadOnlyList<RunFolder> folders, bool isLocal)
    {
        var frame = Frame.Load(folders);
        var run = frame.Runs[^1];
        var arguments = run.Plan.Size == Plan.Report.Size ? "the report's arguments" : $"{run.Plan.Size} arguments";
        return new(
            // Reference runs may be of several machines of one kind.
            $"{(isLocal ? "this machine" : $"reference {run.Host.Id}")}: {run.Host.Processor}, {run.Host.Architecture}, {arguments}",
            frame
        );
    }

    /// <summary>Where nothing only starts, no start can be taken off.</summary>
    private bool IsPossible(Choice choice) =>
        choice is not SampledChoice { IsNet: true } || frame.ProgramsOf(Suite.Startup).Count > 0;

    private IEnumerable<ExploredColumn> ColumnsOf(Choice choice)
    {
        var suites = frame.Runs.SelectMany(run => run.Suites.Values).Distinct().Order(StringComparer.Ordinal).ToList();
        var chosen = choice.OfStart
            ? suites.FindAll(suite => suite == Suite.Startup)
            : suites.FindAll(suite => suite is not (Suite.Startup or Suite.Loading));
        var programs = frame.ProgramsOf(chosen).Select(program => Of(choice, program)).ToList();
        var several = chosen.FindAll(suite =>
            frame.ProgramsOf(suite).Count > 1 && !frame.Runs.Any(run => run.Plan.IsOfQuestion)
        );
        return programs.Concat(
            several.Select(suite =>
                Mean(
                    choice,
                    several.Count == 1 ? "geometric mean" : $"geometric mean of {suite}",
                    programs.FindAll(program => frame.ProgramsOf(suite).Contains(program.Programs[0]))
                )
            )
        );
    }

    private ExploredColumn Of(Choice choice, string program)
    {
        IReadOnlyList<string> only = [program];
        return new(
            choice,
            frame.WithArguments(program),
            only,
            [.. Targets.Select(target => choice.Value(frame, program, target))],
            [
                .. Targets.Select(baseline =>
                {
                    var ratios = Ratios(choice, only, baseline);
                    return new ExploredRow(
                        baseline.Name,
                        ratios,
                        [
                            .. ratios.Select(ratio =>
                                ratio is not null && Numbers.IsSampled(ratio) ? $"{ratio.Count}" : ""
                            ),
                        ]
                    );
                }),
            ]
        );
    }

    private ExploredColumn Mean(Choice choice, string name, List<ExploredColumn> programs)
    {
        IReadOnlyList<string> names = [.. programs.SelectMany(program => program.Programs)];
        return new(
            choice,
            name,
            names,
            [.. Targets.Select(_ => (Estimate?)null)],
            [
                .. Targets.Select(
                    (baseline, row) =>
                    {
                        var means = Ratios(choice, names, baseline);
                        return new ExploredRow(
                            baseline.Name,
                            means,
                            [.. means.Select((mean, target) => Counted(mean, row, target))]
                        );
                    }
                ),
            ]
        );

        // A mean leaves out the programs that were cut off. A bound has them.
        string Counted(Estimate? mean, int row, int target)
        {
            var counted = programs.Count(program =>
                program.Ratios[row].Ratios[target] is { } ratio
                && (ratio.Bound == Bound.None || mean?.Bound != Bound.None)
            );
            return counted == programs.Count ? $"{counted} programs" : $"{counted} of {programs.Count} programs";
        }
    }

    private IReadOnlyList<Estimate?> Ratios(Choice choice, IReadOnlyList<string> programs, TargetFacts baseline) =>
        [.. Targets.Select(target => choice.Ratio(frame, programs, target, baseline))];

    private static string Named(RunInfo run) => $"{run.Id} ({run.Day})";
}
