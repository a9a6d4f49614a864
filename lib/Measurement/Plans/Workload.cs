namespace Measurement.Plans;

/// <summary>What a program prints for one list of arguments.</summary>
internal sealed record ExpectedOutput(IReadOnlyList<string> Arguments, long Bytes, string Sha256);

/// <summary>
/// A program with the arguments of each size and the output that it must print: a folder below <c>workloads/</c>,
/// described by its <c>workload.json</c>, which also names the suite that it belongs to.
/// </summary>
internal sealed record Workload(
    string Name,
    string Suite,
    string Description,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Sizes,
    IReadOnlyList<ExpectedOutput> Outputs
)
{
    /// <summary>The folder of its source and description; empty if it was not loaded from one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The part of set-up, after <c>--with</c>, that unpacks its sources; null: they are in its folder.</summary>
    public string? Setup { get; init; }

    private sealed record File(
        string Suite,
        string Description,
        string Language,
        Dictionary<string, IReadOnlyList<string>> Sizes,
        List<ExpectedOutput> Outputs,
        string? Setup = null
    );

    /// <summary>All workloads of a checkout, sorted by name.</summary>
    public static IReadOnlyList<Workload> All(Repository repository) =>
        [
            .. Directory
                .EnumerateFiles(repository.Workloads, "workload.json", SearchOption.AllDirectories)
                .Select(Load)
                .OrderBy(workload => workload.Name, StringComparer.Ordinal),
        ];

    public static Workload Load(string path)
    {
        var file = Json.Read<File>(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new Workload(Path.GetFileName(folder), file.Suite, file.Description, file.Sizes, file.Outputs)
        {
            Folder = folder,
            Setup = file.Setup,
        };
    }

    /// <summary>Whether it has arguments of these sizes. A plan that names no workloads takes those that do.</summary>
    public bool Has(params IReadOnlyList<string> sizes) => sizes.All(Sizes.ContainsKey);

    public IReadOnlyList<string> ArgumentsOf(string size) =>
        Sizes.TryGetValue(size, out var arguments)
            ? arguments
            : throw new UsageException(
                $"Workload {Name} has no size '{size}': its workload.json knows {string.Join(", ", Sizes.Keys)}."
            );

    /// <summary>The output that these arguments must give.</summary>
    public ExpectedOutput Expected(IReadOnlyList<string> arguments) =>
        Outputs.FirstOrDefault(output => output.Arguments.SequenceEqual(arguments))
        ?? throw new UsageException(
            $"Workload {Name} has no expected output for the arguments '{string.Join(' ', arguments)}': add one to its workload.json."
        );
}
