using Measurement.Frames;
using Measurement.Journals;

namespace Analysis.Estimates;

/// <summary>Where the numbers of a frame come from, in words.</summary>
internal static class Provenance
{
    extension(Frame frame)
    {
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
