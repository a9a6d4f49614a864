using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>
/// A language as the protocol of a front end needs it. Protocol and language know nothing else of each other. Disposing
/// it ends the processes that its cells left running. Positions are in UTF-16 units.
/// </summary>
internal interface IInterpreter : IDisposable
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

/// <summary>
/// The language, in the form that is both in a notebook's metadata and in the kernel's answer. If one field differs,
/// saving changes the file.
/// </summary>
internal sealed record LanguageInfo(
    string Name,
    string Version,
    string MimeType,
    string FileExtension,
    string PygmentsLexer
);

/// <param name="Text">What to insert.</param>
/// <param name="Kind">Such as <c>method</c> or <c>class</c>: front ends choose an icon by it.</param>
internal sealed record Completion(string Text, string Kind);

/// <param name="Start">The place where the text that they replace begins.</param>
/// <param name="End">The place where that text ends.</param>
internal sealed record Completions(IReadOnlyList<Completion> Items, int Start, int End);

internal enum Completeness
{
    Complete,
    Incomplete,
    Invalid,
}
