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
    /// <summary>The metric of a number that was published as a ratio, without the times that it is made of.</summary>
    public const string RatioToNative = "ratio_to_native";

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
    public required string Target { get; init; }

    /// <summary>A sentence that gives the reason.</summary>
    public required string Note { get; init; }
}

/// <summary>How the first of two targets compares with the second.</summary>
internal enum PublishedDirection
{
    More,
    Less,
    Same,
}

/// <summary>
/// A question that a page answers first, the claim that answers it, and one way to count it: a line of
/// <c>answers.csv</c>. Lines of the same claim are one question.
/// </summary>
internal sealed record PublishedQuestion
{
    public required string Question { get; init; }
    public required string Claim { get; init; }

    /// <summary>
    /// The way to count that this line puts into words, one of the claim's readings: the first one decides, others
    /// stand beside it where the answer would mislead without them.
    /// </summary>
    public required string Reading { get; init; }

    /// <summary>What the claim's ratio must be for a yes.</summary>
    public required PublishedDirection Yes { get; init; }

    /// <summary>Whether the first page has it, too; empty: its chapter alone.</summary>
    public required string Front { get; init; }

    public bool IsOnFront => Front.Length > 0;

    /// <summary>
    /// A reading in words, with <c>{above}</c>, <c>{value}</c> (or <c>{inverse}</c>), <c>{below}</c> and, for a mean,
    /// <c>{programs}</c> in their places.
    /// </summary>
    public required string Sentence { get; init; }
}
