using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Estimates;

/// <summary>What the runs of a frame record about their targets and about the suites of their programs.</summary>
internal static class TargetsOfFrame
{
    extension(Frame frame)
    {
        /// <summary>Facts of every measured or requested target, in the order of all figures and tables.</summary>
        public IReadOnlyList<TargetFacts> Facts =>
            TargetFacts.InOrder(
                frame
                    .Runs.Reverse()
                    .SelectMany(run => run.Targets.Concat<TargetFacts>(run.Unavailable))
                    .DistinctBy(target => target.Name),
                target => target
            );

        /// <summary>The facts of the measured ones alone.</summary>
        public IReadOnlyList<TargetFacts> MeasuredTargets
        {
            get
            {
                var measured = frame.MeasuredCells.Select(cell => cell.Target).ToHashSet();
                return [.. frame.Facts.Where(target => measured.Contains(target.Name))];
            }
        }

        /// <summary>The names of these targets.</summary>
        public IReadOnlyList<string> Targets => [.. frame.Facts.Select(target => target.Name)];

        /// <summary>The facts of a target; null where these runs were not asked for it.</summary>
        public TargetFacts? FactsOf(string target) => frame.Facts.FirstOrDefault(known => known.Name == target);

        /// <summary>The baseline's name.</summary>
        public string Native => frame.Facts.FirstOrDefault(target => target.IsNative)?.Name ?? Plan.Quick.Baseline;

        public bool IsNative(string target) => target == frame.Native;

        public bool IsContainer(string target) => frame.FactsOf(target) is { Container: true };

        /// <summary>What was watched of a container target's containers in measured blocks.</summary>
        public IEnumerable<Lifecycle> LivesOf(string target) =>
            frame.Lifecycles.Where(life => life.Phase == Phase.Measured && life.Target == target);

        public bool IsWasm(string target) => frame.FactsOf(target) is { IsWasm: true };

        /// <summary>Whether it is a Wasm runtime as a process of its own, not in a container.</summary>
        public bool IsRuntime(string target) => frame.FactsOf(target) is { IsWasm: true, Container: false };

        /// <summary>Whether a group of a table begins here: native, Wasm or containers.</summary>
        public bool BeginsGroup(IReadOnlyList<string> targets, string target)
        {
            var before = targets.TakeWhile(other => other != target).LastOrDefault();
            return before is not null
                && (
                    frame.IsNative(before) != frame.IsNative(target)
                    || frame.IsContainer(before) != frame.IsContainer(target)
                );
        }

        /// <summary>The program whose first statement writes one byte.</summary>
        public string Starter => frame.ProgramsOf(Suite.Startup).FirstOrDefault(Suite.Startup);

        /// <summary>The programs of these suites that were planned or ran, sorted by name.</summary>
        public IReadOnlyList<string> ProgramsOf(params IReadOnlyCollection<string> suites) =>
            [
                .. frame
                    .Runs.SelectMany(run => run.Cells.Select(cell => cell.Workload))
                    .Concat(frame.MeasuredCells.Select(cell => cell.Workload))
                    .Distinct()
                    .Where(workload => suites.Contains(frame.SuiteOf(workload)))
                    .Order(StringComparer.Ordinal),
            ];

        /// <summary>The workload with the arguments it was run with: <c>binary-trees 20</c>.</summary>
        public string WithArguments(string workload) =>
            $"{workload} {frame.Runs.SelectMany(run => run.Cells).FirstOrDefault(cell => cell.Workload == workload)?.Arguments}".TrimEnd();

        private string? SuiteOf(string workload) =>
            frame.Runs.Select(run => run.Suites.GetValueOrDefault(workload)).LastOrDefault(suite => suite is not null);
    }
}
