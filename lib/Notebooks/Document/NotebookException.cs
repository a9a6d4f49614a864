namespace Notebooks;

/// <summary>A notebook or a parameter that cannot be used. The message is one sentence for the user: it names the file and what is wrong.</summary>
public sealed class NotebookException : Exception
{
    public NotebookException(string message)
        : base(message) { }

    public NotebookException(string message, Exception cause)
        : base(message, cause) { }

    public NotebookException()
        : this("The notebook cannot be used.") { }
}
