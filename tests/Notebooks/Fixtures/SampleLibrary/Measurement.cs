using Microsoft.DotNet.Interactive.Formatting;
using SampleDependency;

namespace SampleLibrary;

public sealed record Measurement(double Seconds)
{
    public Greeting Greeting { get; } = new("from the dependency");
}

/// <summary>A type that names its own formatters.</summary>
[TypeFormatterSource(typeof(LabelFormatters))]
public sealed record Label(string Text);

public static class Setup
{
    public static void RegisterFormatters() =>
        Formatter.Register<Measurement>(m => $"<b class=\"measurement\">{m.Seconds} s</b>", "text/html");
}

internal sealed class LabelFormatters : ITypeFormatterSource
{
    public IEnumerable<ITypeFormatter> CreateTypeFormatters() =>
        [new HtmlFormatter<Label>(label => $"<i>{label.Text}</i>")];
}
