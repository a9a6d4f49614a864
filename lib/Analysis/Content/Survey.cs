using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Content;

/// <summary>Startup and run time of a target, or of all targets of a mode, relative to native.</summary>
/// <param name="Mode">The mode whose targets are taken together; null for a single target.</param>
internal sealed record SurveyLine(string Name, Mode? Mode, Comparison Startup, Comparison RunTime);

/// <summary>F5: every runtime in every mode, and the geometric mean of all targets that share a mode.</summary>
internal static class Survey
{
    extension(Shown shown)
    {
        public IReadOnlyList<SurveyLine> SurveyLines =>
            [.. shown.Targets.Where(shown.Frame.IsWasm).Select(target => Line(shown, target, target, null, [target]))];

        /// <summary>
        /// A line for each mode: the mean over its targets that were measured, where one run has all of them.
        /// </summary>
        public IReadOnlyList<SurveyLine> SurveyMeans
        {
            get
            {
                var measured = shown.Frame.MeasuredCells.Select(cell => cell.Target).ToHashSet();
                return
                [
                    .. from mode in new[] { Mode.Interpreter, Mode.Jit, Mode.Aot }
                    let targets = shown
                        .Frame.Facts.Where(target => target.IsWasm && target.Mode == mode)
                        .Select(target => target.Name)
                        .Where(measured.Contains)
                        .ToArray()
                    where targets.Length > 1
                    let line = Line(
                        shown,
                        $"{targets.Length} {InWords(mode)}",
                        $"all-{mode.ToString().ToLowerInvariant()}",
                        mode,
                        targets
                    )
                    where line.Startup.Estimate is not null || line.RunTime.Estimate is not null
                    select line,
                ];
            }
        }
    }

    private static string InWords(Mode mode) =>
        mode switch
        {
            Mode.Interpreter => "interpreters",
            Mode.Jit => "just in time",
            _ => "ahead of time",
        };

    private static SurveyLine Line(Shown shown, string name, string target, Mode? mode, string[] targets)
    {
        var frame = shown.Frame;
        return new(
            name,
            mode,
            new(
                shown.Starter,
                target,
                Estimator.Ratio(
                    frame,
                    shown.Starter,
                    new(Metric.StartupTime, targets),
                    new(Metric.StartupTime, shown.Native)
                ),
                null,
                [],
                frame.Why(shown.Starter, Metric.StartupTime, [.. targets, shown.Native])
            ),
            new(
                $"{shown.Means.Programs.Count} programs",
                target,
                shown.Means.Of(targets),
                null,
                shown.Means.Centers(targets),
                shown.Means.Why(targets)
            )
        );
    }
}
