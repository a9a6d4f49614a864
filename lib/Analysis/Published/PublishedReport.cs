using Measurement;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Published;

/// <summary>
/// The 2022 report as data: its numbers (of one run each, without intervals), its statements and claims, its items, and
/// which of today's targets its names mean.
/// </summary>
internal sealed class PublishedReport
{
    private readonly IReadOnlyList<PublishedTarget> _targets;

    private PublishedReport(string folder)
    {
        Results = Read<PublishedResult>(folder, "results.csv");
        Statements = Read<PublishedStatement>(folder, "runtimes.csv");
        Claims = ReadClaims(folder);
        Items = ReadItems(folder);
        Questions = Read<PublishedQuestion>(folder, "answers.csv");
        _targets = Read<PublishedTarget>(folder, "targets.csv");
    }

    public IReadOnlyList<PublishedResult> Results { get; }
    public IReadOnlyList<PublishedStatement> Statements { get; }
    public IReadOnlyList<Claim> Claims { get; }
    public IReadOnlyList<Item> Items { get; }

    /// <summary>The questions that the first page answers.</summary>
    public IReadOnlyList<PublishedQuestion> Questions { get; }

    /// <param name="folder">The folder of the files.</param>
    /// <exception cref="MeasurementException">A file is missing or damaged; the message names the line.</exception>
    public static PublishedReport Load(string folder) => new(folder);

    /// <exception cref="UsageException">There is no such item; the message lists the items.</exception>
    public Item Item(string id) =>
        Items.FirstOrDefault(item => item.Id == id)
        ?? throw new UsageException($"No item '{id}': there are {string.Join(", ", Items.Select(item => item.Id))}.");

    /// <summary>The arguments of the program in a table of the report that has only one program.</summary>
    public string ArgumentsOf(string table) => Results.First(result => result.Item == table).Arguments;

    /// <summary>The program in such a table.</summary>
    public string ProgramOf(string table) => Results.First(result => result.Item == table).Workload;

    /// <summary>The programs of a suite in the report's tables; a suite without a table has the program of its name.</summary>
    public IReadOnlyList<string> ProgramsOf(string suite) =>
        suite == Suite.Games
            ?
            [
                .. Results
                    .Where(result => result.Metric != PublishedResult.RatioToNative)
                    .Select(result => result.Workload)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]
            : [suite];

    /// <param name="metric">
    /// Named as in the file: <c>wall_s</c>, <c>program_memory_mb</c>, <c>container_memory_mb</c>.
    /// </param>
    /// <returns>Null where the report has no such number.</returns>
    public PublishedResult? Find(string table, string workload, string? target, string metric) =>
        Results.FirstOrDefault(result =>
            result.Item == table && result.Workload == workload && result.Target == target && result.Metric == metric
        );

    /// <summary>The target of today that a name in the report means.</summary>
    public string Today(string name) => Meaning(name)?.Target ?? name;

    /// <summary>
    /// A target in words, such as "WasmEdge (compiled ahead of time)". A runtime has the name that the report gives it,
    /// and is told apart from what its vendor's command would be.
    /// </summary>
    public string InWords(TargetFacts target)
    {
        var name = Statements.FirstOrDefault(said => said.Runtime == target.Runtime)?.Name ?? target.Runtime;
        var runtime = target is MeasuredTarget { Packaging: TargetFacts.BuiltBySetup, Container: false }
            ? $"{name} in our small host"
            : name;
        return target switch
        {
            { IsNative: true } => "the native program",
            { Mode: Mode.Native } => "a container",
            { Container: true } => $"{runtime} in a container",
            { Mode: Mode.Interpreter } => $"{runtime} (interpreted)",
            { Mode: Mode.Jit } => $"{runtime} (compiled at every start)",
            _ => $"{runtime} (compiled ahead of time)",
        };
    }

    /// <summary>What a reader must know about that choice; empty: the names are the same.</summary>
    public string NoteOn(string name) => Meaning(name)?.Note ?? "";

    /// <summary>The target in a table of the report that is shown beside a target of today; null: none.</summary>
    public string? Counterpart(string table, string target) =>
        Results.FirstOrDefault(result => result.Item == table && Today(result.Target) == target)?.Target;

    private PublishedTarget? Meaning(string name) => _targets.FirstOrDefault(target => target.Name == name);

    private static IReadOnlyList<Claim> ReadClaims(string folder)
    {
        const string name = "claims.csv";
        var claims = Read<Claim>(folder, name);
        return claims.FirstOrDefault(claim => claim.Fault is not null) is { } wrong
            ? throw new MeasurementException($"{Path.Combine(folder, name)}: claim {wrong.Id} {wrong.Fault}.")
            : claims;
    }

    private static IReadOnlyList<Item> ReadItems(string folder)
    {
        const string name = "items.csv";
        var items = Read<Item>(folder, name);
        foreach (var item in items)
        {
            try
            {
                _ = item.Metrics;
            }
            catch (UsageException fault)
            {
                throw new MeasurementException($"{Path.Combine(folder, name)}: item {item.Id}: {fault.Message}", fault);
            }
        }
        return items;
    }

    private static IReadOnlyList<TLine> Read<TLine>(string folder, string name)
        where TLine : class
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? CsvFile<TLine>.Read(path)
            : throw new MeasurementException($"{path} is missing: restore it with `git checkout -- data/published`.");
    }
}
