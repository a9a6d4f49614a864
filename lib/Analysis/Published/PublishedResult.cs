namespace Analysis.Published;

internal enum PublishedBound
{
    Exact,
    Lower,
    Upper,
}

/// <summary>One number of the 2022 report: a line of <c>results.csv</c>.</summary>
internal sealed record PublishedResult
{
    public required string Item { get; init; }
    public required string Section { get; init; }
    public required string Workload { get; init; }
    public required string Arguments { get; init; }
    public required string Target { get; init; }
    public required string Metric { get; init; }
    public required double Value { get; init; }
    public required PublishedBound Bound { get; init; }
    public required string Source { get; init; }
    public required string Note { get; init; }
}

/// <summary>What the report says of a runtime in words: a line of <c>runtimes.csv</c>.</summary>
internal sealed record PublishedStatement
{
    public required string Item { get; init; }
    public required string Section { get; init; }
    public required string Aspect { get; init; }
    public required string Runtime { get; init; }

    /// <summary>The name as the runtime itself writes it.</summary>
    public required string Name { get; init; }

    /// <summary>The report's target that the statement is about; empty: the runtime as a whole.</summary>
    public required string Target { get; init; }
    public required string Statement { get; init; }
}

/// <summary>Which of today's targets a name in the report means: a line of <c>targets.csv</c>.</summary>
internal sealed record PublishedTarget
{
    public required string Name { get; init; }

    /// <summary>Where in the report; empty: everywhere. The longest section that fits counts.</summary>
    public required string Section { get; init; }

    /// <summary>One target; with <c>and</c>: each of them; with <c>or</c>: the first that was measured.</summary>
    public required string Targets { get; init; }

    /// <summary>
    /// A sentence that gives the reason. With <c>or</c> it is shown where the first target was not measured. It may
    /// name the <c>{target}</c> that was taken.
    /// </summary>
    public required string Note { get; init; }
}
