using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;

namespace Analysis.Exploring;

/// <summary>A quantity that a reader of the explorer can choose.</summary>
/// <param name="Words">What it is, to follow its name in a sentence.</param>
/// <param name="OfStart">Whether it is about the program that only starts, not about those that work.</param>
internal abstract record Choice(string Name, string Words, bool OfStart = false)
{
    public static IReadOnlyList<Choice> All { get; } =
    [
        new SampledChoice(
            "run time",
            "from launch to exit, the start of runtime or container included",
            Metric.ExecutionTime
        ),
        new SampledChoice(
            "run time without start-up",
            "less the time of the program that only starts, on the same target in the same block",
            Metric.ExecutionTime
        )
        {
            IsNet = true,
        },
        new SampledChoice(
            "run time of the program alone",
            "in a container as it was seen inside, elsewhere from launch to exit",
            Metric.ExecutionTime
        )
        {
            Inside = Metric.InnerTime,
        },
        new SampledChoice(
            "time to start",
            "from launch to the first byte of a program whose first statement writes it",
            Metric.StartupTime,
            OfStart: true
        ),
        new SampledChoice(
            "peak memory",
            "resident set of the process, the runtime included; in a container of the program inside",
            Metric.PeakMemory
        )
        {
            Inside = Metric.InnerMemory,
        },
        new SampledChoice(
            "processor time",
            "of all threads of the launched process; for a container that is its client",
            Metric.ProcessorTime
        ),
        new CountedChoice("size on disk", "of binary, module, compiled artifact or image, without the runtime"),
        new CountedChoice("size with the runtime", "of binary, module, compiled artifact or image, and of the runtime")
        {
            WithRuntime = true,
        },
    ];

    /// <summary>One program on one target; null: not known.</summary>
    public abstract Estimate? Value(Frame frame, string program, TargetFacts target);

    /// <summary>How many times the baseline's value it is on these programs, of several their geometric mean.</summary>
    public abstract Estimate? Ratio(
        Frame frame,
        IReadOnlyList<string> programs,
        TargetFacts target,
        TargetFacts baseline
    );
}

/// <summary>What every launch measured.</summary>
internal sealed record SampledChoice(string Name, string Words, Metric Metric, bool OfStart = false)
    : Choice(Name, Words, OfStart)
{
    /// <summary>What is taken for containers instead; null: the same.</summary>
    public Metric? Inside { get; init; }

    /// <summary>Whether the start is taken off.</summary>
    public bool IsNet { get; init; }

    public override Estimate? Value(Frame frame, string program, TargetFacts target) =>
        Estimator.Median(frame, program, SideOf(frame, target));

    public override Estimate? Ratio(
        Frame frame,
        IReadOnlyList<string> programs,
        TargetFacts target,
        TargetFacts baseline
    )
    {
        var (above, below) = (SideOf(frame, target), SideOf(frame, baseline));
        return programs is [var only]
            ? Estimator.Ratio(frame, only, above, below)
            : Estimator.GeometricMean(frame, programs, above, below);
    }

    private Side SideOf(Frame frame, TargetFacts target) =>
        new(Inside is not null && target.Container ? Inside : Metric, target.Name)
        {
            Without = IsNet ? frame.Starter : "",
        };
}

/// <summary>What lies on disk.</summary>
internal sealed record CountedChoice(string Name, string Words) : Choice(Name, Words)
{
    /// <summary>What holds a program, the first that a target has.</summary>
    private static readonly ArtifactKind[] Kinds =
    [
        ArtifactKind.Image,
        ArtifactKind.NativeBinary,
        ArtifactKind.AotArtifact,
        ArtifactKind.Module,
    ];

    public bool WithRuntime { get; init; }

    public override Estimate? Value(Frame frame, string program, TargetFacts target) =>
        Bytes(frame, program, target) is { } bytes ? Estimator.Exact(bytes, Unit.Bytes) : null;

    public override Estimate? Ratio(
        Frame frame,
        IReadOnlyList<string> programs,
        TargetFacts target,
        TargetFacts baseline
    )
    {
        (long, long)[] sizes =
        [
            .. from program in programs
            let above = Bytes(frame, program, target)
            let below = Bytes(frame, program, baseline)
            where above > 0 && below > 0
            select (above.Value, below.Value),
        ];
        return sizes.Length == 0 ? null : Estimator.SizeRatio(sizes);
    }

    private long? Bytes(Frame frame, string program, TargetFacts target)
    {
        var own = Kinds
            .Select(kind =>
                frame.Artifacts.LastOrDefault(artifact =>
                    artifact.Kind == kind && artifact.Target == target.Name && artifact.Workload == program
                )
            )
            .FirstOrDefault(artifact => artifact is not null);
        return WithRuntime ? own?.Bytes + RuntimeFiles.Of(frame, target.Name).Sum(file => file.Bytes) : own?.Bytes;
    }
}
