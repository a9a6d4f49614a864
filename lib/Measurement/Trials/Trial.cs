namespace Measurement.Trials;

/// <summary>How an attempt ended.</summary>
public enum Outcome
{
    Allowed,
    Denied,

    /// <summary>The program attempted nothing, since what it was built for has no call for it.</summary>
    NoCall,

    /// <summary>The target has no option for what the attempt is about.</summary>
    NoOption,

    /// <summary>The target did not run the program.</summary>
    Failed,
}

/// <summary>One attempt of a program on a target: a line of <c>data/trials/sandbox.csv</c>.</summary>
public sealed record Trial
{
    public required DateTimeOffset At { get; init; }

    /// <summary>System, kernel and architecture of the machine.</summary>
    public required string Machine { get; init; }
    public required string Target { get; init; }

    /// <summary>The target's version.</summary>
    public required string Version { get; init; }

    /// <summary>The attempt's name, such as <c>symlink</c>.</summary>
    public required string Attempt { get; init; }
    public required Outcome Outcome { get; init; }

    /// <summary>Why it was not allowed, in the program's or the runtime's words; empty: it was.</summary>
    public required string Reason { get; init; }

    /// <summary>The command line, with <c>FOLDER</c> in the place of the temporary folder.</summary>
    public required string Command { get; init; }
}
