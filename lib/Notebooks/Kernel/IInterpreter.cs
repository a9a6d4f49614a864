namespace Notebooks;

/// <summary>
/// What the protocol needs of a language. The protocol knows nothing else of it, and it knows nothing of the protocol.
/// Positions are in UTF-16 units.
/// </summary>
public interface IInterpreter
{
    LanguageInfo Language { get; }

    /// <summary>Runs one cell; never throws for what the cell does.</summary>
    /// <param name="number">The number in the cell's brackets.</param>
    /// <param name="interrupt">Ends the cell, with the processes that it started.</param>
    Task<CellResult> ExecuteAsync(string code, int number, IOutputSink output, CancellationToken interrupt);

    Task<Completions> CompleteAsync(string code, int position, CancellationToken cancellation);

    /// <returns>What is at the position; null where there is nothing to say.</returns>
    Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation);

    Completeness IsComplete(string code);
}

/// <summary>As a notebook's metadata and the kernel's answer must both have it, field by field: else saving changes the file.</summary>
public sealed record LanguageInfo(
    string Name,
    string Version,
    string MimeType,
    string FileExtension,
    string PygmentsLexer
);

/// <param name="Text">What to insert.</param>
/// <param name="Kind">Such as <c>method</c> or <c>class</c>: front ends choose an icon by it.</param>
public sealed record Completion(string Text, string Kind);

/// <param name="Start">Where the text that they replace begins.</param>
/// <param name="End">Where it ends.</param>
public sealed record Completions(IReadOnlyList<Completion> Items, int Start, int End);

public enum Completeness
{
    Complete,
    Incomplete,
    Invalid,
}
