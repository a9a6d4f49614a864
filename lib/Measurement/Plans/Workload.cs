using System.Text.Json.Serialization;

namespace Measurement.Plans;

/// <summary>Where a program's standard output goes while it is measured.</summary>
internal enum Destination
{
    /// <summary>To the probe, through a pipe.</summary>
    Pipe,

    /// <summary>Into a file in memory, which the probe reads when the program has ended.</summary>
    File,

    /// <summary>Nowhere: it cannot be verified.</summary>
    Null,
}

/// <summary>What a program prints for one list of arguments.</summary>
internal sealed record ExpectedOutput(IReadOnlyList<string> Arguments, long Bytes, string Sha256)
{
    private const string Sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static ExpectedOutput Nothing(IReadOnlyList<string> arguments) => new(arguments, 0, Sha256OfNothing);
}

/// <summary>
/// One program with several argument lists, which a plan measures side by side to see how a quantity depends on them. It
/// is a suite of its own: each argument list is a workload, such as <c>write-count-61-4000</c>.
/// </summary>
/// <param name="Size">The size of all its workloads, by which a plan finds them.</param>
internal sealed record Series(
    string Suite,
    string Size,
    IReadOnlyList<IReadOnlyList<string>> Arguments,
    [property: JsonPropertyName("stdout")] Destination Destination = Destination.Pipe,
    Crowd? Crowd = null
)
{
    public string NameOf(IReadOnlyList<string> arguments) => string.Join('-', [Suite, .. arguments]);
}

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

    /// <summary>The program that is launched; workloads of a series share one.</summary>
    public string Program
    {
        get => field ?? Name;
        init;
    }

    public Destination Destination { get; init; }

    /// <summary>What its instances do, where a launch has many of them; null: a launch is one instance.</summary>
    public Crowd? Crowd { get; init; }

    private sealed record File(
        string Suite,
        string Description,
        string Language,
        Dictionary<string, IReadOnlyList<string>> Sizes,
        List<ExpectedOutput> Outputs,
        string? Setup = null,
        IReadOnlyList<Series>? Series = null
    );

    /// <summary>All workloads of a checkout, sorted by name.</summary>
    public static IReadOnlyList<Workload> All(Repository repository) =>
        [
            .. Directory
                .EnumerateFiles(repository.Workloads, "workload.json", SearchOption.AllDirectories)
                .SelectMany(Load)
                .OrderBy(workload => workload.Name, StringComparer.Ordinal),
        ];

    /// <summary>The workload that a file describes, then those of its series.</summary>
    public static IReadOnlyList<Workload> Load(string path)
    {
        var file = Json.Read<File>(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var program = new Workload(Path.GetFileName(folder), file.Suite, file.Description, file.Sizes, file.Outputs)
        {
            Folder = folder,
            Setup = file.Setup,
        };
        return
        [
            program,
            .. from series in file.Series ?? []
            from arguments in series.Arguments
            select program with
            {
                Name = series.NameOf(arguments),
                Suite = series.Suite,
                Sizes = new Dictionary<string, IReadOnlyList<string>> { [series.Size] = arguments },
                Program = program.Name,
                Destination = series.Destination,
                Crowd = series.Crowd,
            },
        ];
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
        Crowd is not null ? Crowds.Output(arguments)
        : Destination == Destination.Null ? ExpectedOutput.Nothing(arguments)
        : Outputs.FirstOrDefault(output => output.Arguments.SequenceEqual(arguments))
            ?? throw new UsageException(
                $"Workload {Name} has no expected output for the arguments '{string.Join(' ', arguments)}': add one to its workload.json."
            );
}
