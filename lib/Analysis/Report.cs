using Measurement;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Journals;

namespace Analysis;

/// <summary>What a notebook opens: the runs it shows, what was published in 2022, and the verdicts on the claims.</summary>
public sealed class Report
{
    private Report(Repository repository, IReadOnlyList<RunFolder> runs, string? whose)
    {
        var frame = Frame = Frame.Load(runs);
        Published = Published.Load(repository.Published);
        Claims = ClaimBook.Load(repository.Published).Judge(frame);
        Card = DataCard.Of(frame, whose);
    }

    public Frame Frame { get; }
    public Published Published { get; }

    /// <summary>Every reading of every claim that can be judged, the one that carries the verdict first.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; }
    public DataCard Card { get; }

    /// <summary>The workloads that execution time is about: all but the one that only starts.</summary>
    public IReadOnlyList<string> Programs => Frame.Programs;

    /// <summary>Which arguments the programs ran with: <c>quick</c>, or <c>report</c> as in 2022.</summary>
    public string Sizes => string.Join(" and ", Frame.Runs.Select(run => run.Plan.Size).Distinct());

    /// <param name="runs"><c>local</c>: this host's newest run that has what is needed; <c>reference</c>: the published
    /// ones, of one machine and one size; <c>local, else reference</c>: these where that one is missing, and the card
    /// says so; or run ids, separated by commas.</param>
    /// <param name="workloads">What the notebook cannot do without, separated by commas.</param>
    /// <param name="targets">Likewise; a target that the run found unavailable is no hindrance.</param>
    /// <param name="mostTargets">For a page about every target: of this host's runs take the one with most of them.</param>
    /// <exception cref="UsageException">There is no such run; says how to get one.</exception>
    public static Report Open(string runs, string workloads, string targets, bool mostTargets = false)
    {
        Html.Register();
        var repository = Repository.Find();
        var needs = new Needs(Names(workloads), Names(targets), mostTargets);
        var chosen = new RunStore(repository).Choose(runs, needs);
        var replaced = runs == RunStore.LocalElseReference && chosen[0].Info().Host.Id != LocalHost.Id(repository);
        return new Report(
            repository,
            chosen,
            replaced ? $"published, from another machine: no run of this one has {needs}" : null
        );
    }

    /// <summary>One reading of a claim, by its place.</summary>
    public ClaimResult Claim(string id, int reading = 0) =>
        Claims.Where(result => result.Claim.Id == id).ElementAt(reading);

    /// <summary>The readings of the claims that these sections make: "2.1" is all of chapter 2.1.</summary>
    public IReadOnlyList<ClaimResult> ClaimsOf(params string[] sections) =>
        [
            .. Claims.Where(result =>
                sections.Any(section => result.Claim.Section.StartsWith(section, StringComparison.Ordinal))
            ),
        ];

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries);
}
