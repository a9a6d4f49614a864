using System.Globalization;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Estimates;

/// <summary>Where the numbers of a frame come from, in words.</summary>
internal static class Provenance
{
    extension(RunInfo run)
    {
        /// <summary>The day on which it was begun.</summary>
        public string Day => run.StartedAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

        /// <summary>Day and minute in which it was begun.</summary>
        public string Begun => $"{run.Day} {run.StartedAt.UtcDateTime:HH:mm} UTC";
    }

    extension(Frame frame)
    {
        /// <summary>The measured samples of these runs, and of how many blocks they are.</summary>
        public (int Samples, string Blocks) MeasuredIn(params IReadOnlyCollection<RunInfo> runs)
        {
            var ids = runs.Select(run => run.Id).ToHashSet();
            var measured = frame
                .Rows.Where(sample => sample.Phase == Phase.Measured && ids.Contains(sample.Run))
                .ToList();
            // A block that was cut off is no block of the plan. Runs of old do not tell which were finished.
            var finished = frame.FinishedBlocks.Select(block => (block.Run, block.Block)).ToHashSet();
            var told = finished.Select(block => block.Run).ToHashSet();
            var begun = measured.Select(sample => (sample.Run, sample.Block)).Distinct().ToList();
            var cutOff = begun.Count(block => told.Contains(block.Run) && !finished.Contains(block));
            return (
                measured.Count,
                $"{begun.Count - cutOff} {(begun.Count - cutOff == 1 ? "block" : "blocks")}"
                    + (cutOff == 0 ? "" : $" and {cutOff} that {(cutOff == 1 ? "was" : "were")} cut off")
            );
        }

        /// <summary>The interval in words, such as "95% interval", with the level of the plans.</summary>
        public string Interval => $"{Numbers.Percent(Estimator.Confidence(frame))} interval";

        /// <summary>The versions of all measured targets but native.</summary>
        public IReadOnlyList<string> Versions =>
            [
                .. frame
                    .Runs.SelectMany(run => run.Targets)
                    .Where(target => !target.IsNative)
                    .Select(target =>
                        target.Container || target.Version.Contains(target.Runtime, StringComparison.Ordinal)
                            ? target.Version
                            : $"{target.Runtime} {target.Version}"
                    )
                    .Distinct(),
            ];

        /// <summary>The target's version and where it came from, in the newest run that has it.</summary>
        public IEnumerable<string> BuildOf(string target) =>
            frame.Newest(target) is { } found
                ? new[] { found.Version, found.Packaging ?? "" }.Where(text => text.Length > 0)
                : [];

        /// <summary>
        /// The target's version in the newest run; <c>-</c> where that has none; empty for a
        /// target that was not measured.
        /// </summary>
        public string VersionOf(string target) =>
            frame.Newest(target) is { } found ? (found.Version.Length > 0 ? found.Version : "-") : "";

        /// <summary>
        /// What executes a target's programs, with its version and where it came from; empty for native programs, and for
        /// a target that was not measured.
        /// </summary>
        public string SourceOf(string target) =>
            frame.Newest(target) is not { IsNative: false } found ? ""
            : found.Container ? found.Version
            : $"{found.Runtime} {found.Version}".TrimEnd()
                + (found.Packaging is { } packaging ? $" ({packaging})" : "");

        /// <summary>The machines of the runs, each in a few words.</summary>
        public IReadOnlyList<string> Machines =>
            [
                .. frame
                    .Runs.Select(run => run.Host)
                    .Select(host =>
                        $"{host.Processor} with {host.CoreCount}"
                        + (
                            host.Virtualization == "none" || host.EmulatedBy is not null
                                ? ""
                                : $" in a {host.Virtualization}"
                        )
                    )
                    .Distinct(),
            ];

        private MeasuredTarget? Newest(string target) =>
            frame.Runs.SelectMany(run => run.Targets).LastOrDefault(known => known.Name == target);
    }
}
