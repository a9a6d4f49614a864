namespace Analysis.Content;

/// <summary>What was typed into a program and what it answered, line by line.</summary>
public sealed record Transcript(string Text)
{
    public override string ToString() => Text;
}
