using Measurement;
using Measurement.Journals;

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
        _targets = Read<PublishedTarget>(folder, "targets.csv");
    }

    public IReadOnlyList<PublishedResult> Results { get; }
    public IReadOnlyList<PublishedStatement> Statements { get; }
    public IReadOnlyList<Claim> Claims { get; }
    public IReadOnlyList<Item> Items { get; }

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

    /// <param name="metric">
    /// Named as in the file: <c>wall_s</c>, <c>program_memory_mb</c>, <c>container_memory_mb</c>.
    /// </param>
    /// <returns>Null where the report has no such number.</returns>
    public PublishedResult? Find(string table, string workload, string? target, string metric) =>
        Results.FirstOrDefault(result =>
            result.Item == table && result.Workload == workload && result.Target == target && result.Metric == metric
        );

    /// <summary>The targets of today that a name means in a section of the report.</summary>
    /// <param name="isMeasured">Whether a target was measured.</param>
    /// <param name="notes">Receives the sentences that a reader must know.</param>
    public IReadOnlyList<string> Today(
        string name,
        string section,
        Func<string, bool> isMeasured,
        Action<string>? notes = null
    )
    {
        var meaning = _targets
            .Where(target => target.Name == name && section.StartsWith(target.Section, StringComparison.Ordinal))
            .MaxBy(target => target.Section.Length);
        if (meaning is null)
        {
            return [name];
        }
        var choices = meaning.Targets.Split(" or ", StringSplitOptions.TrimEntries);
        if (choices.Length > 1)
        {
            var taken = Array.Find(choices, target => isMeasured(target)) ?? choices[^1];
            if (taken != choices[0])
            {
                Note(taken);
            }
            return [taken];
        }
        if (meaning.Note.Length > 0)
        {
            Note(meaning.Targets);
        }
        return
        [
            .. meaning
                .Targets.Split(" and ", StringSplitOptions.TrimEntries)
                .SelectMany(target => target == name ? [target] : Today(target, section, isMeasured, notes)),
        ];

        void Note(string target) => notes?.Invoke(meaning.Note.Replace("{target}", target, StringComparison.Ordinal));
    }

    /// <summary>The target in a table of the report that is shown beside a target of today; null: none.</summary>
    /// <param name="measured">The targets that are shown together with it.</param>
    public string? Counterpart(string table, string target, IEnumerable<string> measured)
    {
        var here = measured.ToHashSet();
        return Results
            .Where(result => result.Item == table)
            .DistinctBy(result => result.Target)
            .FirstOrDefault(result =>
                Today(result.Target, result.Section, here.Contains) is [var today] && today == target
            )
            ?.Target;
    }

    private static IReadOnlyList<Claim> ReadClaims(string folder)
    {
        const string name = "claims.csv";
        var claims = Read<Claim>(folder, name);
        if (claims.FirstOrDefault(claim => claim is { IsOrder: false, ValueLow: null }) is { } incomplete)
        {
            throw new MeasurementException(
                $"{Path.Combine(folder, name)}: claim {incomplete.Id} compares a ratio and needs a value_low."
            );
        }
        // An order claims for each of its steps that the later target takes more: a ratio of at least 1.
        return [.. claims.Select(claim => claim.IsOrder ? claim with { ValueLow = 1 } : claim)];
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
