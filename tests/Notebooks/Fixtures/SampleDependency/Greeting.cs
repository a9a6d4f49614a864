namespace SampleDependency;

public sealed record Greeting(string Text);
