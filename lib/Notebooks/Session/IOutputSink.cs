using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>
/// Where a session sends what a cell writes and displays while it runs. A session calls it from one thread at a
/// time (except <see cref="ReadLine"/>), and never after the cell has ended. An implementation should be quick,
/// since the cell waits for it.
/// </summary>
internal interface IOutputSink
{
    /// <param name="name"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">Any piece of text, not necessarily a line.</param>
    void Stream(string name, string text);

    /// <param name="data">What to show.</param>
    /// <param name="displayId">Identifies the place, so that it can be updated; unique in the session.</param>
    void Display(MimeBundle data, string displayId);

    /// <summary>Replaces what was shown under <paramref name="displayId"/>, possibly by an earlier cell.</summary>
    void UpdateDisplay(MimeBundle data, string displayId);

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">Whether to wait until the next output comes, so that nothing flickers.</param>
    void Clear(bool wait);

    /// <summary>Asks the user for a line and waits for it; null where nobody can be asked.</summary>
    string? ReadLine();
}

public enum CellStatus
{
    Ok,
    Failed,
    Cancelled,
}

/// <param name="Status">How the cell ended.</param>
/// <param name="Value">The trailing expression's value, formatted; null where there is none.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record CellResult(CellStatus Status, MimeBundle? Value = null, CellError? Error = null);
