using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>What cells can call without a using. The names are .NET Interactive's: a notebook runs in both.</summary>
[SuppressMessage("Naming", "CA1708", Justification = "display and Display are .NET Interactive's.")]
public static class Displays
{
    /// <summary>Shows a value in the running cell's output.</summary>
    /// <param name="value">Any value. The formatter of its type formats it.</param>
    /// <param name="mimeTypes">The forms to produce; none given: those that its type prefers.</param>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) =>
        DisplayedValue.Show(Format(value, mimeTypes), mimeTypes);

    /// <inheritdoc cref="Display"/>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => value.Display(mimeTypes);

    /// <summary>Shows text that is already in the form <paramref name="mimeType"/>.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        DisplayedValue.Show(new MimeBundle(new Dictionary<string, string> { [mimeType] = value }), [mimeType]);

    /// <summary>Removes what the cell has shown so far.</summary>
    /// <param name="wait">Whether to wait until the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => CellOutput.Send(sink => sink.Clear(wait));

    /// <summary>Text that is already HTML.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>
    /// The forms of a value. A value that reads as text has only plain text. Any other value has the form that its type
    /// prefers (HTML, unless somebody chose otherwise) and plain text for front ends that show no HTML. HTML content
    /// has no plain text: that would be the same markup again.
    /// </summary>
    internal static MimeBundle Format(object? value, params string[] mimeTypes)
    {
        IEnumerable<string> wanted = mimeTypes switch
        {
            { Length: > 0 } => mimeTypes,
            _ when ReadsAsText(value) => [MimeBundle.Plain],
            _ when value is IHtmlContent => [MimeBundle.Html],
            _ => Formatter.GetPreferredMimeTypesFor(value!.GetType()).Append(MimeBundle.Plain),
        };
        return new MimeBundle(
            wanted.Distinct().ToDictionary(type => type, type => Formatter.ToDisplayString(value, type))
        );
    }

    private static bool ReadsAsText(object? value) =>
        value
            is null
                or string
                or decimal
                or DateTime
                or DateTimeOffset
                or DateOnly
                or TimeOnly
                or TimeSpan
                or Guid
                or Enum
                or Uri
        || value.GetType().IsPrimitive;
}

/// <summary>Something that is shown and can be replaced in its place.</summary>
public sealed class DisplayedValue
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly string[] _mimeTypes;

    private DisplayedValue(string[] mimeTypes) => _mimeTypes = mimeTypes;

    /// <summary>Replaces what is shown, also from a later cell.</summary>
    public void Update(object? value)
    {
        var data = Displays.Format(value, _mimeTypes);
        CellOutput.Send(sink => sink.UpdateDisplay(data, _id));
    }

    internal static DisplayedValue Show(MimeBundle data, string[] mimeTypes)
    {
        var shown = new DisplayedValue(mimeTypes);
        CellOutput.Send(sink => sink.Display(data, shown._id));
        return shown;
    }
}
