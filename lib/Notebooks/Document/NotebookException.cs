namespace Notebooks.Document;

/// <summary>
/// A notebook or a parameter that cannot be used. The message is one sentence for the user, which names the
/// file and says what is wrong.
/// </summary>
public sealed class NotebookException(string message, Exception? cause = null) : Exception(message, cause);
