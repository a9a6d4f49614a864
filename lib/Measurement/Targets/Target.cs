using System.Reflection;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Probing;

namespace Measurement.Targets;

/// <summary>A target as it was found on this host.</summary>
/// <param name="Path">The program that is launched.</param>
/// <param name="Sha256">Digest of the file that decides how the target behaves.</param>
internal sealed record Found(string Version, string Path, string Sha256)
{
    /// <summary>Where it came from, in a few words; null: unknown.</summary>
    public string? Packaging { get; init; }

    /// <summary>The loader and its options, for a program that came with a C library of its own.</summary>
    public IReadOnlyList<string> Loader { get; init; } = [];

    /// <summary>What an installation takes: the program and its libraries, without the C library that every system has.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How a command line that starts the program begins.</summary>
    public IReadOnlyList<string> Launch => [.. Loader, Path];
}

/// <summary>Whether a target can be measured here; if not, why, and the command that would change it.</summary>
internal sealed record TargetState(Target Target, Found? Found, string? Reason = null, string? Remedy = null)
{
    public bool Available => Found is not null;
}

/// <summary>A workload made ready for a target: what is launched, and the files that it took.</summary>
/// <param name="Subject">The binary, module, artifact or image that the launch names.</param>
/// <param name="Inside">What a container runs.</param>
internal sealed record Prepared(string Subject, IReadOnlyList<Product> Products, Inside? Inside = null);

/// <summary>What a container runs.</summary>
/// <param name="Probe">The probe that goes along into it, as a path of the host.</param>
/// <param name="Command">How the command line of the program begins, in paths of the container.</param>
internal sealed record Inside(string Probe, IReadOnlyList<string> Command);

/// <summary>A file or image of a target: see <see cref="Artifact"/>.</summary>
internal sealed record Product(ArtifactKind Kind, string Name, long Bytes, string Sha256, long? PrepareNs = null);

/// <summary>What a target may use while it prepares a workload.</summary>
internal sealed record Workbench(Host Host, Probe Probe, string Run)
{
    private static readonly long CompileTimeoutNs = (long)TimeSpan.FromMinutes(10).TotalNanoseconds;

    /// <summary>Where what is compiled ahead of time goes, on the host.</summary>
    public string Artifacts { get; init; } = Host.Artifacts;

    /// <summary>A file of the host, as a line of the journal needs it.</summary>
    public async Task<Product> ProductAsync(
        ArtifactKind kind,
        string path,
        CancellationToken cancel,
        long? prepareNs = null
    )
    {
        var (bytes, sha256) = await Host.InspectAsync(path, cancel);
        return new(kind, Path.GetFileName(path), bytes, sha256, prepareNs);
    }

    /// <summary>Runs a compiler through the probe, so that what it costs is measured like everything else.</summary>
    /// <exception cref="MeasurementException">It failed: says with what.</exception>
    public async Task<ProbeResult> RunAsync(IReadOnlyList<string> command, CancellationToken kill)
    {
        var job = new ProbeJob("prepare", command, LaunchEnvironment.Base(Host.Variables), CompileTimeoutNs);
        var result = await Probe.RunAsync(job, kill);
        return result is { Status: ProbeStatus.Exited, ExitCode: 0 }
            ? result
            : throw new LaunchFault(
                $"`{string.Join(' ', command)}` failed ({result.Error ?? $"exit code {result.ExitCode}"}): {result.StderrTail.Trim()}"
            );
    }
}

/// <summary>
/// One way to run a workload. Every concrete class with a parameterless constructor is a target: adding a runtime adds
/// one file. Describes and prepares; only the collector launches.
/// </summary>
internal abstract class Target
{
    public abstract string Name { get; }

    /// <summary>What executes the program: <c>native</c>, <c>wasmtime</c>, also inside a container.</summary>
    public abstract string Runtime { get; }
    public abstract Mode Mode { get; }
    public virtual bool Container => false;

    /// <summary>Which of the runtime's compilers makes machine code; null where it makes none.</summary>
    public virtual string? Compiler => null;

    /// <summary>Targets of one family stand together in figures and tables and share a colour.</summary>
    public virtual string Family => Runtime;

    /// <summary>The family's place in the order of the report; a runtime that the report does not have needs none.</summary>
    public virtual int Place => TargetFacts.LastPlace;

    /// <summary>What pages have to know of it.</summary>
    public TargetFacts Facts =>
        new()
        {
            Name = Name,
            Runtime = Runtime,
            Mode = Mode,
            Compiler = Compiler,
            Container = Container,
            Family = Family,
            Place = Place,
        };

    /// <summary>Looks for what the target needs. Never throws for what is missing.</summary>
    public abstract Task<TargetState> FindAsync(Host host, CancellationToken cancel);

    /// <summary>Compiles ahead of time, builds an image: whatever must be done once, outside every timed launch.</summary>
    public abstract Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    );

    /// <summary>What a user would type.</summary>
    /// <param name="launch">A name unique to this launch, for what has to be found again afterwards.</param>
    public abstract IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    );

    /// <summary>A sentence where the runtime failed before it ran the program: no sample then.</summary>
    public virtual string? LaunchFault(ProbeResult result) => null;

    /// <summary>What was seen from inside, for targets that have an inside.</summary>
    public virtual InnerView? Inner(ProbeResult result) => null;

    /// <summary>Ends what a killed launch left running outside its process tree.</summary>
    public virtual Task EndLaunchAsync(string launch) => Task.CompletedTask;

    /// <summary>Removes everything that <see cref="PrepareAsync"/> made outside the checkout.</summary>
    public virtual Task CleanUpAsync(string run) => Task.CompletedTask;

    protected TargetState Missing(string reason, string remedy) => new(this, null, reason, remedy);

    /// <summary>
    /// Every target there is, in the order of the report: native, runtimes by name and mode, containers. They are found in
    /// this library and in the program that uses it, which may bring targets of its own.
    /// </summary>
    public static IReadOnlyList<Target> All { get; } =
        TargetFacts.InOrder(
            new[] { typeof(Target).Assembly, Assembly.GetEntryAssembly() }
                .OfType<Assembly>()
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsSubclassOf(typeof(Target)) && !type.IsAbstract)
                .Select(type => (Target)Activator.CreateInstance(type)!),
            target => target.Facts
        );
}

/// <summary>A target whose launches have steps that its engine can be asked about one by one.</summary>
internal interface ILifecycleTarget
{
    Task<LifecycleTimes> ObserveAsync(
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch,
        CancellationToken kill
    );
}

/// <summary>When each step of a container's life was done, in nanoseconds from the create request.</summary>
internal sealed record LifecycleTimes(
    long CreatedNs,
    long StartedNs,
    long FirstOutputNs,
    long ExitedNs,
    long RemovedNs
);
