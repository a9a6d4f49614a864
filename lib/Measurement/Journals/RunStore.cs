using Measurement.Hosts;

namespace Measurement.Journals;

/// <summary>
/// The runs of a checkout. Reference runs are named in <c>data/runs/.gitignore</c> (a line <c>!/ID/</c> lets git see
/// them); all others stay on the machine that measured them.
/// </summary>
internal sealed class RunStore(Repository repository)
{
    /// <summary>
    /// Names for runs: this host's run that meets the needs best; the reference runs; the first
    /// of these two that exists.
    /// </summary>
    public const string Local = "local",
        Reference = "reference",
        LocalElseReference = "local, else reference";

    /// <summary>A run folder keeps what was read of it, so that choosing a run and loading it read its files once.</summary>
    private readonly Dictionary<string, RunFolder> _folders = [];

    private string Ignored => Path.Combine(repository.Runs, ".gitignore");

    /// <summary>
    /// All runs that tell what they are, oldest first: their ids begin with the time. One with a damaged
    /// <c>run.json</c> is no run that anything could be done with.
    /// </summary>
    public IReadOnlyList<RunFolder> All() => [.. Folders().Where(run => run.IsKnown())];

    /// <summary>
    /// A sentence about each run with a damaged file: which file, where, and what to do. Such a run is left out wherever
    /// nobody asks for it by name.
    /// </summary>
    /// <param name="except">The id of a run to leave out of it.</param>
    public IReadOnlyList<string> Damaged(string? except = null) =>
        [
            .. from run in Folders()
            where run.Id != except
            let damage = run.Damage()
            where damage is not null
            select $"Run {run.Id} is left out, since it is damaged. {damage}",
        ];

    public IReadOnlyList<RunFolder> References()
    {
        var named = File.Exists(Ignored) ? File.ReadAllLines(Ignored) : [];
        return [.. All().Where(run => named.Contains(Line(run)))];
    }

    /// <summary>This host's run that meets the needs best; null where there is none.</summary>
    public RunFolder? OfHere(Needs needs) => Best(needs, OfHere());

    /// <summary>Why <see cref="OfHere(Needs)"/> is null: no run of this host, or what the newest one lacks.</summary>
    public string WhyNoneOfHere(Needs needs) =>
        OfHere().LastOrDefault(needs.MayBeMetBy) is { } newest
            ? $"No run of this host has {needs}: its newest run, {newest.Id}, "
                + (newest.Damage() is null ? $"lacks {needs.MissingIn(newest)}" : "is damaged")
            : $"No run of this host{(needs.Architecture is { } architecture ? $" for {architecture}" : "")} yet";

    /// <param name="runs">
    /// <c>local</c>, <c>reference</c>, <c>local, else reference</c>, or run ids separated by commas.
    /// </param>
    /// <exception cref="UsageException">No such run, or none meets the needs; the message says what to do.</exception>
    public IReadOnlyList<RunFolder> Choose(string runs, Needs needs)
    {
        switch (runs)
        {
            case Local:
                var own =
                    OfHere(needs)
                    ?? throw new UsageException(
                        $"{WhyNoneOfHere(needs)}. Measure one with `{needs.Command}`, or set runs to \"{Reference}\"."
                    );
                return needs.MostTargets ? WithMoreTargets(own, OfHere()) : [own];
            case LocalElseReference:
                return OfHere(needs) is null ? Choose(Reference, needs) : Choose(Local, needs);
            case Reference:
                var references = References();
                return WithMoreTargets(
                    Best(needs, references)
                        ?? throw new UsageException(
                            $"No reference run has {needs}: measure one with `{needs.Command} --publish`."
                        ),
                    references
                );
            default:
                return Together([.. runs.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(Get)]);
        }
    }

    /// <exception cref="UsageException">There is no run of that id.</exception>
    public RunFolder Get(string id)
    {
        var run = Folder(Path.Combine(repository.Runs, id));
        var newest = All().TakeLast(3).Select(each => each.Id).ToList();
        return run.Exists && run.Id == id
            ? run
            : throw new UsageException(
                $"No run '{id}' in {repository.Runs}: "
                    + (newest.Count == 0 ? "there are none." : $"the newest are {string.Join(", ", newest)}.")
            );
    }

    /// <summary>Lets git see a run. Committing it is left to the user.</summary>
    public void MakeReference(RunFolder run)
    {
        if (!References().Any(known => known.Id == run.Id))
        {
            File.AppendAllText(Ignored, Line(run) + "\n");
        }
    }

    /// <summary>Every run of this host, and of the machine that is emulated on it, oldest first.</summary>
    public IReadOnlyList<RunFolder> OfHere() => [.. All().Where(IsOfHere)];

    /// <summary>Whether it was measured on this host, or on the machine that is emulated on it.</summary>
    public bool IsOfHere(RunFolder run)
    {
        var host = LocalHost.Id(repository);
        return run.Info().Host.Id is var id && (id == host || id == Arm64Vm.IdOn(host));
    }

    /// <summary>
    /// This host's runs and the reference runs, a group for each machine and size: the run with most targets, and those
    /// that go with it. The group with most targets is first. A damaged run is in no group.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<RunFolder>> ByMachineAndSize()
    {
        return
        [
            .. from run in OfHere().Concat(References()).DistinctBy(run => run.Id)
            where run.Damage() is null && run.Read<Sample>().Count > 0
            orderby run.Id
            group run by (run.Info().Host.Id, run.Info().Plan.Size) into runs
            let info = runs.First().Info()
            let any = new Needs([], [], MostTargets: true)
            {
                Architecture = info.Host.Architecture,
                Plan = info.Plan.Name,
            }
            let best = Best(any, [.. runs])
            where best is not null
            let together = WithMoreTargets(best, [.. runs])
            orderby together.SelectMany(TargetsOf).Distinct().Count() descending, best.Id descending
            select together,
        ];
    }

    /// <summary>
    /// The newest run that meets the needs. For a page about every target, the one that has most of them together with
    /// the runs that go with it. Null: none meets the needs.
    /// </summary>
    /// <param name="all">Oldest first.</param>
    private static RunFolder? Best(Needs needs, IReadOnlyList<RunFolder> all)
    {
        var newestFirst = all.Reverse().Where(needs.AreMetBy);
        return needs.MostTargets
            ? newestFirst.MaxBy(run => WithMoreTargets(run, all).SelectMany(Needs.MeasuredTargets).Distinct().Count())
            : newestFirst.FirstOrDefault();
    }

    /// <summary>
    /// The run, and those that go with it and have targets that it lacks, the newest first: one plan measures the
    /// report's targets, another all others.
    /// </summary>
    private static IReadOnlyList<RunFolder> WithMoreTargets(RunFolder best, IReadOnlyList<RunFolder> all)
    {
        List<RunFolder> chosen = [best];
        foreach (var run in all.Reverse().Where(run => run.Id != best.Id))
        {
            var known = chosen.SelectMany(TargetsOf).ToHashSet();
            if (
                Difference(run, best) is null
                && TargetsOf(run).Any(target => !known.Contains(target))
                && run.Damage() is null
            )
            {
                chosen.Add(run);
            }
        }
        return [.. chosen.OrderBy(run => run.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> TargetsOf(RunFolder run) => run.Info().Targets.Select(target => target.Name);

    /// <summary>Every folder that should be a run. Those that begin with a dot are being written.</summary>
    private IReadOnlyList<RunFolder> Folders() =>
        Directory.Exists(repository.Runs)
            ?
            [
                .. Directory
                    .EnumerateDirectories(repository.Runs)
                    .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
                    .Select(Folder)
                    .OrderBy(run => run.Id, StringComparer.Ordinal),
            ]
            : [];

    private RunFolder Folder(string path) =>
        _folders.TryGetValue(path, out var known) ? known : _folders[path] = new RunFolder(path);

    private static IReadOnlyList<RunFolder> Together(IReadOnlyList<RunFolder> runs) =>
        runs.FirstOrDefault(run => Difference(runs[0], run) is not null) is { } other
            ? throw new UsageException(
                $"The runs {runs[0].Id} and {other.Id} were measured {Difference(runs[0], other)}: choose runs that go together, or one of them."
            )
            : runs;

    /// <summary>Why the samples of two runs are never taken together; null: they may be.</summary>
    private static string? Difference(RunFolder one, RunFolder other)
    {
        var (first, second) = (one.Info(), other.Info());
        return first.Host.Id != second.Host.Id ? "on different machines"
            : first.Plan.Size != second.Plan.Size ? "with different arguments"
            : (
                from cell in first.Cells
                where !first.IsLoading(cell.Workload)
                from with in second.Cells
                where cell.Workload == with.Workload && cell.Arguments != with.Arguments
                select $"with different arguments of {cell.Workload} ('{cell.Arguments}' and '{with.Arguments}')"
            ).FirstOrDefault();
    }

    private static string Line(RunFolder run) => $"!/{run.Id}/";
}
