using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;

namespace Measurement.Collecting;

/// <summary>The workloads and targets that a plan's names mean on this host.</summary>
/// <param name="Starter">A program that only starts, for warm starts, also if the plan lacks it; null: none.</param>
internal sealed record Selection(
    IReadOnlyList<Workload> Workloads,
    IReadOnlyList<TargetState> Targets,
    IReadOnlyList<UnavailableTarget> Unavailable,
    Workload? Starter
)
{
    /// <exception cref="UsageException">
    /// A name does not exist, and the message lists the names that do; or a size has no expected output, or a workload's
    /// sources are not unpacked.
    /// </exception>
    public static async Task<Selection> ResolveAsync(Host host, Plan plan, CancellationToken cancel)
    {
        var all = Workload.All(host.Repository);
        if (all.FirstOrDefault(workload => workload.Name == Suite.Loading) is { } taken)
        {
            throw new UsageException(
                $"No workload can be called '{Suite.Loading}', which means the loading of a runtime's own program: rename {taken.Folder}."
            );
        }
        var workloads =
            plan.Workloads.Count > 0
                ? Named(all, workload => workload.Name, plan.Workloads, "workload")
                : [.. all.Where(workload => workload.Has(plan.Size, plan.SizeOf(Phase.Warmup)))];
        if (workloads.Count == 0)
        {
            throw new UsageException(
                $"No workload has the size '{plan.Size}': there are {string.Join(", ", all.SelectMany(workload => workload.Sizes.Keys).Distinct().Order(StringComparer.Ordinal))}."
            );
        }
        if (
            workloads.FirstOrDefault(each =>
                each.Setup is not null && !File.Exists(host.Built.Workload(each.Program))
            ) is
            { } unbuilt
        )
        {
            throw new UsageException(
                $"Workload {unbuilt.Name} is not built: run `./analysis setup --with {unbuilt.Setup}`."
            );
        }
        Named(Target.All, target => target.Name, [plan.Baseline], "target");
        Named(Target.All, target => target.Name, plan.Without, "target");
        var targets = plan is { OnlyFarFromNative: true, Targets.Count: 0 }
            ? [.. Target.All.Where(target => !target.NearNative || target.Name == plan.Baseline)]
            : Named(Target.All, target => target.Name, plan.Targets, "target");
        targets =
        [
            .. targets.Where(target =>
                plan.Targets.Count > 0 || (target.ByDefault && !plan.Without.Contains(target.Name))
            ),
        ];
        foreach (var workload in workloads)
        {
            workload.Expected(workload.ArgumentsOf(plan.Size));
            workload.Expected(workload.ArgumentsOf(plan.SizeOf(Phase.Warmup)));
        }
        var found = await Task.WhenAll(targets.Select(target => target.FindAsync(host, cancel)));
        var states = await ProvenModes.CheckAsync(host, found, cancel);
        return new Selection(
            workloads,
            [.. states.Where(state => state.Available)],
            [
                .. states
                    .Where(state => !state.Available)
                    .Select(state => new UnavailableTarget(state.Target.Facts)
                    {
                        Reason = $"{state.Reason}; get it with: {state.Remedy}",
                    }),
            ],
            all.FirstOrDefault(workload => workload.Suite == Suite.Startup)
        );
    }

    /// <summary>
    /// Every workload on every target. Where the plan has a program that only starts, the loading of each target's own
    /// program stands beside it.
    /// </summary>
    public IReadOnlyList<Cell> CellsOf(Plan plan) =>
        [
            .. from workload in Workloads
            from target in Targets
            select new Cell(workload.Name, string.Join(' ', workload.ArgumentsOf(plan.Size)), target.Target.Name),
            .. from target in Loaded
            select new Cell(Suite.Loading, string.Join(' ', target.LoadingOptions!), target.Name),
        ];

    /// <summary>The suite of each workload.</summary>
    public IReadOnlyDictionary<string, string> Suites =>
        Workloads
            .Select(workload => (workload.Name, workload.Suite))
            .Concat(Loaded.Take(1).Select(_ => (Suite.Loading, Suite.Loading)))
            .ToDictionary();

    /// <summary>The targets whose own program is loaded, without a workload, in each block.</summary>
    private IEnumerable<Target> Loaded =>
        Workloads.Any(workload => workload.Suite == Suite.Startup)
            ? Targets.Select(state => state.Target).Where(target => target.LoadingOptions is not null)
            : [];

    private static IReadOnlyList<T> Named<T>(
        IReadOnlyList<T> all,
        Func<T, string> name,
        IReadOnlyList<string> wanted,
        string kind
    )
    {
        var unknown = wanted.Except(all.Select(name)).FirstOrDefault();
        return unknown is null
            ? [.. all.Where(each => wanted.Count == 0 || wanted.Contains(name(each)))]
            : throw new UsageException($"No {kind} '{unknown}': there are {string.Join(", ", all.Select(name))}.");
    }
}
