using System.Text.Json;
using System.Text.Json.Serialization;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Runner;

/// <summary>A message between a runner and the process that its cells run in.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Execute), "execute")]
[JsonDerivedType(typeof(Stop), "stop")]
[JsonDerivedType(typeof(Stream), "stream")]
[JsonDerivedType(typeof(Display), "display")]
[JsonDerivedType(typeof(UpdateDisplay), "update")]
[JsonDerivedType(typeof(Clear), "clear")]
[JsonDerivedType(typeof(Ended), "ended")]
internal abstract record CellMessage
{
    private CellMessage() { }

    /// <summary>To the process: run this cell. Cells run one at a time.</summary>
    public sealed record Execute(string Code, string Name) : CellMessage;

    /// <summary>To the process: end the running cell.</summary>
    public sealed record Stop : CellMessage;

    // The next ones are from the process, as in IOutputSink.
    public sealed record Stream(string Name, string Text) : CellMessage;

    public sealed record Display(MimeBundle Data, string Id) : CellMessage;

    public sealed record UpdateDisplay(MimeBundle Data, string Id) : CellMessage;

    public sealed record Clear(bool Wait) : CellMessage;

    /// <summary>The cell has ended; the process waits for the next.</summary>
    public sealed record Ended(CellResult Result) : CellMessage;

    /// <summary>The message as one line of text.</summary>
    public string ToLine() => JsonSerializer.Serialize(this);

    public static CellMessage Parse(string line) => JsonSerializer.Deserialize<CellMessage>(line)!;
}
