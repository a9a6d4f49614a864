using Measurement.Hosts;

namespace Measurement.Journals;

/// <summary>
/// The runs of a checkout. Published ones are named in <c>data/runs/.gitignore</c> (a line <c>!/ID/</c> lets git see
/// them); all others stay on the machine that measured them.
/// </summary>
public sealed class RunStore(Repository repository)
{
    /// <summary>Stands for this host's run that meets the needs best, for the published runs, and for what there is of these.</summary>
    public const string Local = "local",
        Reference = "reference",
        LocalElseReference = "local, else reference";

    private string Ignored => Path.Combine(repository.Runs, ".gitignore");

    /// <summary>Oldest first: ids begin with the time.</summary>
    public IReadOnlyList<RunFolder> All() =>
        Directory.Exists(repository.Runs)
            ?
            [
                .. Directory
                    .EnumerateDirectories(repository.Runs)
                    .Select(path => new RunFolder(path))
                    .Where(run => run.Exists)
                    .OrderBy(run => run.Id, StringComparer.Ordinal),
            ]
            : [];

    public IReadOnlyList<RunFolder> Published()
    {
        var named = File.Exists(Ignored) ? File.ReadAllLines(Ignored) : [];
        return [.. All().Where(run => named.Contains(Line(run)))];
    }

    /// <summary>This host's run that meets the needs best; null where there is none.</summary>
    public RunFolder? OfHere(Needs needs)
    {
        var host = LocalHost.Id(repository);
        return needs.Best(All().Where(run => run.Info().Host.Id == host && needs.AreMetBy(run)));
    }

    /// <param name="runs"><c>local</c>, <c>reference</c>, <c>local, else reference</c>, or run ids separated by commas.</param>
    /// <exception cref="UsageException">There is no such run, or none that meets the needs; says what to do.</exception>
    public IReadOnlyList<RunFolder> Choose(string runs, Needs needs)
    {
        switch (runs)
        {
            case Local:
                return
                [
                    OfHere(needs)
                        ?? throw new UsageException(
                            $"No run of this host has {needs}: measure one with `./analysis collect`, or set runs to \"{Reference}\"."
                        ),
                ];
            case LocalElseReference:
                return OfHere(needs) is { } own ? [own] : Choose(Reference, needs);
            case Reference:
                var met = Published().Where(needs.AreMetBy).ToList();
                var best =
                    needs.Best(met)
                    ?? throw new UsageException(
                        $"No published run has {needs}: measure one with `./analysis collect --publish`."
                    );
                return [.. met.Where(run => GoTogether(run.Info(), best.Info()))];
            default:
                return [.. runs.Split(',', StringSplitOptions.TrimEntries).Select(Get)];
        }
    }

    /// <exception cref="UsageException">There is no run of that id.</exception>
    public RunFolder Get(string id)
    {
        var run = new RunFolder(Path.Combine(repository.Runs, id));
        var newest = All().TakeLast(3).Select(each => each.Id).ToList();
        return run.Exists
            ? run
            : throw new UsageException(
                $"No run '{id}' in {repository.Runs}: "
                    + (newest.Count == 0 ? "there are none." : $"the newest are {string.Join(", ", newest)}.")
            );
    }

    /// <summary>Lets git see a run; committing it is left to its owner.</summary>
    public void Publish(RunFolder run)
    {
        if (!Published().Any(known => known.Id == run.Id))
        {
            File.AppendAllText(Ignored, Line(run) + "\n");
        }
    }

    /// <summary>Samples of different machines or different arguments are never taken together.</summary>
    private static bool GoTogether(RunInfo one, RunInfo other) =>
        one.Host.Id == other.Host.Id && one.Plan.Size == other.Plan.Size;

    private static string Line(RunFolder run) => $"!/{run.Id}/";
}
