namespace Notebooks.Document;

/// <summary>Why a cell failed, in nbformat's terms.</summary>
/// <param name="Name">nbformat's ename: the exception's type, or <c>CompilationError</c>.</param>
/// <param name="Message">nbformat's evalue.</param>
/// <param name="Traceback">What a reader sees, line by line. It names places in cells and no other places.</param>
internal sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback)
{
    public override string ToString() => string.Join('\n', Traceback);
}
