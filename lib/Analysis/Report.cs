using System.Diagnostics.CodeAnalysis;
using Analysis.Content;
using Analysis.Estimates;
using Analysis.Figures;
using Analysis.Published;
using Analysis.Showing;
using Analysis.Tables;
using Analysis.Verdicts;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
using Microsoft.Data.Analysis;

namespace Analysis;

/// <summary>
/// What a notebook opens: the runs that it shows, the 2022 report's items as figures and tables of these runs, the
/// verdicts on the report's claims, and every sample.
/// </summary>
public sealed class Report
{
    private readonly PublishedReport _published;
    private readonly Lazy<ClaimList> _claims;
    private readonly string[] _sections;
    private readonly Report? _beside;

    /// <param name="evidence">The runs that claims are judged on; null: the loaded ones alone.</param>
    /// <param name="damaged">Sentences about runs that were left out because they are damaged.</param>
    internal Report(
        Frame frame,
        PublishedReport published,
        string? source = null,
        Func<EvidenceRuns>? evidence = null,
        params IReadOnlyList<string> damaged
    )
    {
        Formatters.Register();
        (Frame, _published, _sections) = (frame, published, []);
        _claims = new(() => new(new ClaimBook(published, evidence?.Invoke() ?? EvidenceRuns.Only(frame)).Judge()));
        Card = DataCard.Of(frame, source, damaged);
        IsOfHere = source is null;
    }

    private Report(Report whole, string[] sections, Report? beside) =>
        (Frame, _published, _claims, _sections, Card, _beside) = (
            whole.Frame,
            whole._published,
            whole._claims,
            sections,
            whole.Card,
            beside
        );

    /// <summary>The loaded runs.</summary>
    public Frame Frame { get; }

    /// <summary>Whether its runs were measured on this machine.</summary>
    internal bool IsOfHere { get; }

    /// <summary>The runs of several reports, a line each.</summary>
    public static Table Runs(params Report[] reports) =>
        RunsTable.Of([.. reports.Select(report => (report.Frame, report.IsOfHere))]);

    /// <summary>Every launch of every phase, one row each; columns as in <c>samples.csv</c>.</summary>
    public DataFrame Samples => Frame.Samples;

    /// <summary>What the page is based on: runs, machine, versions, and how to refresh it.</summary>
    public DataCard Card { get; }

    /// <summary>
    /// The book of claims: every claim of these sections with its verdict. Which run a claim is judged on does not
    /// depend on the loaded runs: it is this host's newest run that has the claim's own cells, else a reference run.
    /// </summary>
    public ClaimList Claims =>
        new([
            .. _claims.Value.Results.Where(result =>
                _sections.Length == 0
                || _sections.Any(section => result.Claim.Section.StartsWith(section, StringComparison.Ordinal))
            ),
        ]);

    /// <summary>The programs of the 2022 report's suite.</summary>
    public IReadOnlyList<string> Programs => Frame.ProgramsOf(Suite.Games);

    /// <summary>Every target that was measured, in the order of all figures and tables.</summary>
    public IReadOnlyList<TargetFacts> Targets => Frame.MeasuredTargets;

    /// <param name="runs">
    /// <c>local</c>: this host's newest run that has what is needed. <c>reference</c>: the reference runs, of one
    /// machine and one size. <c>local, else reference</c>: the reference runs where there is no such local run; the
    /// card then says so. Or run ids, separated by commas.
    /// </param>
    /// <param name="workloads">The workloads that the notebook needs, separated by commas.</param>
    /// <param name="targets">
    /// The targets that the notebook needs, separated by commas. A target that the run found unavailable is not missed.
    /// </param>
    /// <param name="mostTargets">For a page about every target: takes the runs that have most targets together.</param>
    /// <param name="architecture">
    /// Such as <c>arm64</c>: runs of such a machine, also of an emulated one. Null: runs of any machine that is not emulated.
    /// </param>
    /// <param name="plan">The plan that measures this, for readers who have no such run; null: the usual one.</param>
    /// <param name="like">A report whose programs must have the same arguments, to compare with; null: any will do.</param>
    /// <exception cref="UsageException">There is no such run; the message says how to get one.</exception>
    public static Report Open(
        string runs,
        string workloads,
        string targets,
        bool mostTargets = false,
        string? architecture = null,
        string? plan = null,
        Report? like = null
    )
    {
        var repository = Repository.Find();
        var needs = new Needs(Names(workloads), Names(targets), mostTargets)
        {
            Architecture = architecture,
            Plan = plan,
            Arguments = like is null ? new Dictionary<string, string>() : like.ArgumentsOf(Names(workloads)),
        };
        var store = new RunStore(repository);
        var chosen = store.Choose(runs, needs);
        var replaced = runs == RunStore.LocalElseReference && !store.IsOfHere(chosen[0]);
        return new Report(
            Frame.Load(chosen),
            PublishedReport.Load(repository.Report2022),
            replaced ? $"a reference run, from another machine: no run of this one has {needs}" : null,
            () => EvidenceRuns.Of(repository, store),
            store.Damaged()
        );
    }

    /// <summary>The same report with the claims of these sections alone. "2.1" means all of chapter 2.1.</summary>
    public Report Chapter(params string[] sections) => new(this, sections, _beside);

    /// <summary>The same report with another machine's beside it, for items that compare two machines.</summary>
    public Report Beside(Report other) => new(this, _sections, other);

    /// <summary>An item as a figure.</summary>
    /// <param name="id">Such as <c>F6</c>, a line of <c>data/published/items.csv</c>.</param>
    /// <exception cref="UsageException">There is no such figure; the message lists the figures.</exception>
    public Figure Figure(string id) => Show(id, "figure", item => item.Figure, Catalogue.Figures);

    /// <summary>An item as a table.</summary>
    /// <param name="id">Such as <c>T4</c>, a line of <c>data/published/items.csv</c>.</param>
    /// <exception cref="UsageException">There is no such table; the message lists the tables.</exception>
    public Table Table(string id) => Show(id, "table", item => item.Table, Catalogue.Tables);

    /// <summary>An item on the loaded runs.</summary>
    internal Shown Item(string id) => ShownOf(_published.Item(id));

    /// <summary>What a million runs of an item's program take on each target, and cost at the reader's own prices.</summary>
    /// <param name="id">An item about one program, such as <c>F3</c>.</param>
    /// <param name="prices">
    /// The price of an hour of each machine by its architecture, such as <c>x86-64 0.10, arm64 0.08</c>, in any currency;
    /// empty: hours alone are shown.
    /// </param>
    /// <exception cref="UsageException">A price cannot be read; the message says how to write it.</exception>
    public Table Costs(string id, string prices = "") => CostTable.Of(ShownOf(_published.Item(id)), prices);

    /// <summary>The questions that the page answers first: those of the chapter's claims, or the first page's.</summary>
    public Answers Answers =>
        Claims.Answers(_published.Questions.Where(question => _sections.Length > 0 || question.IsOnFront));

    /// <summary>A claim with its verdict, readings and run.</summary>
    /// <param name="id">Such as <c>C01</c>.</param>
    /// <exception cref="UsageException">There is no such claim; the message lists what there is.</exception>
    public ClaimResult Claim(string id) =>
        _claims.Value.Results.FirstOrDefault(result => result.Claim.Id == id)
        ?? throw new UsageException(
            $"No claim '{id}': there are {string.Join(", ", _published.Claims.Select(claim => claim.Id))}."
        );

    /// <summary>The median of a quantity of a program on a target; null where it was not measured.</summary>
    /// <param name="quantity">Such as <c>run time</c> or <c>peak memory</c>.</param>
    /// <exception cref="UsageException">There is no such quantity; the message lists the quantities.</exception>
    public Estimate? Median(string quantity, string program, string target) =>
        Estimator.Median(Frame, Quantity.Named(quantity), program, target);

    /// <summary>How many times the baseline's value the target's is, on one program.</summary>
    /// <param name="quantity">Such as <c>run time</c> or <c>peak memory</c>.</param>
    /// <param name="baselineQuantity">The quantity of the baseline, where it is another one, as for a mean.</param>
    /// <exception cref="UsageException">There is no such quantity; the message lists the quantities.</exception>
    public Estimate? Ratio(
        string quantity,
        string program,
        string target,
        string baseline = "native",
        string? baselineQuantity = null
    ) => Estimator.Ratio(Frame, program, SideOf(quantity, target), SideOf(baselineQuantity ?? quantity, baseline));

    /// <summary>The geometric mean of that ratio over the programs of a suite.</summary>
    /// <param name="quantity">Such as <c>run time</c>, <c>run time without start</c> or <c>peak memory</c>.</param>
    /// <param name="baselineQuantity">
    /// The quantity of the baseline, where it is another one: a container's <c>run time inside</c> is compared with a
    /// process's <c>run time</c>.
    /// </param>
    /// <exception cref="UsageException">There is no such quantity; the message lists the quantities.</exception>
    public Estimate? Mean(
        string quantity,
        string target,
        string baseline = "native",
        string? baselineQuantity = null,
        string suite = Suite.Games
    ) =>
        Estimator.GeometricMean(
            Frame,
            Frame.ProgramsOf(suite),
            SideOf(quantity, target),
            SideOf(baselineQuantity ?? quantity, baseline)
        );

    /// <summary>How much more each unit of what an item varies adds under one target than under another.</summary>
    /// <param name="id">An item that varies one thing, such as <c>Q1-bytes</c>.</param>
    /// <exception cref="UsageException">There is no such item; the message lists what there is.</exception>
    public Estimate? Steeper(string id, string target, string than) =>
        new Varied(ShownOf(_published.Item(id))).SlopeDifference(target, than);

    /// <summary>A paragraph whose numbers and verdicts are computed.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "A notebook has one door.")]
    public Prose Prose(FormattableString text) => new(text);

    private T Show<T>(
        string id,
        string kind,
        Func<Item, string> functionOf,
        IReadOnlyDictionary<string, Func<Shown, T>> functions
    )
    {
        var shown = _published.Items.Where(item => functionOf(item).Length > 0);
        var item =
            shown.FirstOrDefault(item => item.Id == id)
            ?? throw new UsageException(
                $"No {kind} '{id}': there are {string.Join(", ", shown.Select(item => item.Id))}."
            );
        var show =
            functions.GetValueOrDefault(functionOf(item))
            ?? throw new MeasurementException(
                $"items.csv: {id} has the {kind} '{functionOf(item)}', and there are only {string.Join(", ", functions.Keys.Order(StringComparer.Ordinal))}."
            );
        return show(ShownOf(item));
    }

    private Shown ShownOf(Item item) =>
        new(Frame, _published, item) { Beside = _beside is null ? null : new Shown(_beside.Frame, _published, item) };

    private Dictionary<string, string> ArgumentsOf(IEnumerable<string> programs) =>
        programs
            .Where(program => Frame.ArgumentsOf(program).Any())
            .ToDictionary(program => program, program => Frame.ArgumentsOf(program).First());

    private Side SideOf(string quantity, string target) =>
        new(Quantity.Named(quantity), target) { Without = Quantity.IsWithoutStart(quantity) ? Frame.Starter : "" };

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries);
}
