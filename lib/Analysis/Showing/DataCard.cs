using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Showing;

/// <summary>What a page is based on: runs, machine, date, versions, plan, counts, gaps, and how to refresh.</summary>
public sealed record DataCard(IReadOnlyList<(string Name, string Text)> Entries)
{
    internal const string Note = "Note";

    /// <param name="whose">
    /// The first entry: that the runs are not of this machine, and why. The card then says how to get a run of this
    /// machine, as the way to refresh the page.
    /// </param>
    /// <param name="damaged">Sentences about runs that were left out because they are damaged.</param>
    internal static DataCard Of(Frame frame, string? whose = null, params IReadOnlyList<string> damaged)
    {
        var (measured, blocks) = frame.MeasuredIn(frame.Runs);
        var told = frame.Rows.Where(sample => sample.StealNs is not null).ToList();
        var steal =
            told.Sum(sample => (double)(sample.StealNs ?? 0)) / Math.Max(1, told.Sum(sample => (double)sample.WallNs));
        return new([
            .. whose is null ? Array.Empty<(string, string)>() : [("Source", whose)],
            .. frame.Runs.SelectMany(Run),
            (
                "Samples",
                $"{measured} measured in {blocks}, {frame.Rows.Count - measured} of warm-up kept apart; "
                    + string.Join(", ", frame.Runs.Select(run => $"data/runs/{run.Id}/samples.csv"))
            ),
            ("Versions", string.Join("; ", frame.Versions)),
            (
                "Compilers",
                string.Join(
                    "; ",
                    frame
                        .Runs.SelectMany(run => run.Toolchains)
                        .Select(chain => $"{chain.Target}: {chain.Compiler} {chain.Flags}")
                        .Distinct()
                )
            ),
            (
                "Stolen time",
                told.Count == 0
                    ? "this machine does not tell"
                    : $"{Numbers.Percent(steal)} of the measured time went to other guests of the hypervisor"
            ),
            .. frame
                .Runs.Select(run => run.Host.UnusualCosts)
                .OfType<string>()
                .Concat(damaged)
                .Concat(frame.Gaps)
                .Concat(frame.Notes)
                .Distinct()
                .Select(note => (Note, note)),
            ("Refresh", string.Join("; ", frame.Runs.Select(run => Refresh(run, isOfHere: whose is null)).Distinct())),
        ]);
    }

    public override string ToString()
    {
        var width = Entries.Max(entry => entry.Name.Length);
        return string.Join('\n', Entries.Select(entry => $"{entry.Name.PadRight(width)}  {entry.Text}"));
    }

    private static string Refresh(RunInfo run, bool isOfHere)
    {
        // A machine that is emulated can be had anywhere, and another reader's machine can't.
        var emulated = run.Host.EmulatedBy is not null;
        // The quick plan stands for the longer ones with the same programs; it has none of another suite.
        var isQuick = !isOfHere && !emulated && run.Suites.Values.Contains(Suite.Games);
        var (plan, where) = isQuick
            ? (Plan.Quick.Name, "")
            : (run.Plan.Name, isOfHere || emulated ? Where(run.Host) : "");
        var setUp = emulated && !isOfHere ? "./analysis setup --with arm64, " : "";
        return plan == Plan.Headline.Name
            ? "./analysis report --refresh"
            : $"{setUp}./analysis collect --plan {(Plan.IsBuiltIn(plan) ? plan : "FILE")}{where}, then ./analysis report";
    }

    private static string Where(HostFacts host) => host.Name == LocalHost.LocalName ? "" : $" --host {host.Name}";

    private static IEnumerable<(string Name, string Text)> Run(RunInfo run)
    {
        var host = run.Host;
        var goal = run.Plan.Precision is { } precision ? $", until {Numbers.Percent(precision)} precise" : "";
        yield return ("Run", $"{run.Id}, {run.Begun}, commit {run.Commit}");
        yield return (
            "Machine",
            $"{host.Name}: {host.Processor}, {host.CoreCount}, {Numbers.Text(host.MemoryBytes, Unit.Bytes)}, {host.Architecture}; "
                + $"{host.System}, kernel {host.Kernel}, virtualisation {host.Virtualization}, cgroup {host.CgroupVersion}; clock {run.ClockSource}"
                + (host.Costs is { } costs ? $"; {costs.Text}" : "")
        );
        yield return (
            "Plan",
            $"{run.Plan.Name}: size {run.Plan.Size}, {run.Plan.Blocks.Count} blocks{goal}, "
                + $"timeout {Numbers.Label(run.Plan.TimeoutS * 1e9, Unit.Nanoseconds)}"
        );
        yield return ("Command", $"./analysis collect --plan {run.Plan.Name}{Where(host)} --seed {run.Plan.Seed}");
    }
}
