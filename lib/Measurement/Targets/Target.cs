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

    /// <summary>The loader and its options, for a program that came with its own C library.</summary>
    public IReadOnlyList<string> Loader { get; init; } = [];

    /// <summary>An installation's files: program and libraries, without the C library of every system.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What its containers may do and take; null for targets without containers.</summary>
    public Confinement? Confinement { get; init; }

    /// <summary>The beginning of a command line that starts the program.</summary>
    public IReadOnlyList<string> Launch => [.. Loader, Path];
}

/// <summary>Whether a target can be measured here; if not, why not, and the command that would change it.</summary>
internal sealed record TargetState(Target Target, Found? Found, string? Reason = null, string? Remedy = null)
{
    public bool Available => Found is not null;
}

/// <summary>A workload made ready for a target: what is launched, and the files that were made or used.</summary>
/// <param name="Subject">The binary, module, artifact or image that the launch names.</param>
/// <param name="Inside">What a container runs.</param>
internal sealed record Prepared(string Subject, IReadOnlyList<Product> Products, Inside? Inside = null);

/// <summary>What a container runs.</summary>
/// <param name="Probe">The probe that is mounted into the container, as a path of the host.</param>
/// <param name="Command">The beginning of the program's command line, in paths of the container.</param>
/// <param name="Labels">The labels of the container.</param>
/// <param name="Confinement">What the container may do and take.</param>
internal sealed record Inside(
    string Probe,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, string> Labels,
    Confinement Confinement
);

/// <summary>A file or image of a target: see <see cref="Artifact"/>.</summary>
internal sealed record Product(ArtifactKind Kind, string Name, long Bytes, string Sha256, long? PrepareNs = null);

/// <summary>What a target may use while it prepares a workload.</summary>
internal sealed record Workbench(Host Host, Probe Probe, string Run)
{
    private static readonly long CompileTimeoutNs = (long)TimeSpan.FromMinutes(10).TotalNanoseconds;

    /// <summary>The folder on the host for files that are compiled ahead of time.</summary>
    public string Artifacts { get; init; } = Host.Artifacts;

    /// <summary>A file of the host, with what a line of the journal needs.</summary>
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

    /// <summary>Runs a compiler through the probe, so that its cost is measured like everything else.</summary>
    /// <exception cref="MeasurementException">The compiler failed; the message says how.</exception>
    public async Task<ProbeResult> RunAsync(IReadOnlyList<string> command, CancellationToken kill)
    {
        var job = new ProbeJob("prepare", command, LaunchEnvironment.Base(Host), CompileTimeoutNs);
        var result = await Probe.RunAsync(job, kill);
        return result is { Status: ProbeStatus.Exited, ExitCode: 0 }
            ? result
            : throw new LaunchFault(
                $"`{Shortened(command)}` failed ({result.Error ?? $"exit code {result.ExitCode}"}){Said.After(result.StderrTail)}"
            );

        static string Shortened(IEnumerable<string> command)
        {
            const int most = 200;
            var text = string.Join(' ', command).ReplaceLineEndings(" ");
            return text.Length <= most ? text : $"{text[..most]}..";
        }
    }
}

/// <summary>
/// One way to run a workload. Every concrete class with a parameterless constructor is a target, so adding a runtime
/// adds one file. A target describes and prepares; only the collector launches.
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

    /// <summary>
    /// Whether programs run at about native's speed. Interpreters do not reach it, and neither do compilers that are made
    /// to compile fast: a plan can measure them less often.
    /// </summary>
    public virtual bool NearNative => Mode != Mode.Interpreter;

    /// <summary>
    /// Whether a plan that names no targets takes it. Targets that only explain what another one spends its time on are
    /// measured where a plan names them.
    /// </summary>
    public virtual bool ByDefault => true;

    /// <summary>
    /// The options that make the target's own program print its version, which needs no more than loading it. Null: the
    /// target has no such program, it starts the workload itself.
    /// </summary>
    public virtual IReadOnlyList<string>? LoadingOptions => null;

    /// <summary>The family. Targets of one family stand together in figures and tables and share a colour.</summary>
    public virtual string Family => Runtime;

    /// <summary>The family's place in the report's order; a runtime that is not in the report needs none.</summary>
    public virtual int Place => TargetFacts.LastPlace;

    /// <summary>What pages have to know about the target.</summary>
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
            NearNative = NearNative,
        };

    /// <summary>Looks for what the target needs. It never throws if something is missing.</summary>
    public abstract Task<TargetState> FindAsync(Host host, CancellationToken cancel);

    /// <summary>
    /// Does whatever must be done once, outside every timed launch, such as compiling ahead of
    /// time or building an image.
    /// </summary>
    public abstract Task<Prepared> PrepareAsync(
        Found found,
        Workload workload,
        Workbench bench,
        CancellationToken kill
    );

    /// <summary>The command line that a user would type.</summary>
    /// <param name="launch">A name that no other launch has, to find its container again.</param>
    public abstract IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch
    );

    /// <summary>The command line with the launch's standard input for the program, where it does not get that anyway.</summary>
    public virtual IReadOnlyList<string> WithInput(IReadOnlyList<string> command) => command;

    /// <summary>How its command line grants a program folders, variables and memory; null: it can grant nothing.</summary>
    public virtual GrantSyntax? Granting => null;

    /// <summary>The command line that a user would type to grant a program just this.</summary>
    public virtual IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch,
        Grants grants
    )
    {
        var command = Command(found, prepared, arguments, launch).ToList();
        command.InsertRange(PlaceOfGrants(command, prepared), Granting!.Options(grants));
        return command;
    }

    /// <summary>Where in a command line the options stand that grant something: before the program.</summary>
    protected virtual int PlaceOfGrants(List<string> command, Prepared prepared) => command.IndexOf(prepared.Subject);

    /// <summary>A sentence if the runtime failed before it ran the program: then there is no sample.</summary>
    public virtual string? LaunchFault(ProbeResult result) => null;

    /// <summary>The view from inside a container; null for targets that have none.</summary>
    public virtual InnerView? Inner(ProbeResult result) => null;

    /// <summary>
    /// Why a launch that was still running at its time limit says nothing about the program: what starts it was late.
    /// Null: the program had that time. Called before <see cref="EndLaunchAsync"/>.
    /// </summary>
    public virtual Task<string?> ExcuseAsync(string launch, TimeSpan limit) => Task.FromResult<string?>(null);

    /// <summary>Ends what a killed launch left running outside its process tree.</summary>
    public virtual Task EndLaunchAsync(string launch) => Task.CompletedTask;

    /// <summary>Removes everything that <see cref="PrepareAsync"/> made outside the checkout.</summary>
    public virtual Task CleanUpAsync(string run) => Task.CompletedTask;

    protected TargetState Missing(string reason, string remedy) => new(this, null, reason, remedy);

    /// <summary>
    /// Every target that exists, in the order of the report: native, runtimes by name and mode, containers. Targets are
    /// found in this library and in the program that uses it, which may add its own.
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

/// <summary>A target whose engine can tell the steps of a launch one by one.</summary>
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
