namespace Notebooks.Document;

/// <summary>Why a cell failed, in nbformat's terms.</summary>
/// <param name="Name">nbformat's ename: the exception's type, or <c>CompilationError</c>.</param>
/// <param name="Message">nbformat's evalue.</param>
/// <param name="Traceback">What a reader sees, line by line, with places in cells and none outside of them.</param>
internal sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback)
{
    public override string ToString() => string.Join('\n', Traceback);
}
