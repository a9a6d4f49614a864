using Measurement.Frames;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis;

/// <summary>
/// A picture with its finding. Every figure is a public static method <c>Draw</c> that takes a <see cref="Frame"/> and
/// what it is compared with, and always draws the same from the same.
/// </summary>
/// <param name="Id">Unique on a page: the item's id in the report, such as F4, with a suffix where an item has several.</param>
/// <param name="Title">The finding, computed.</param>
/// <param name="Subtitle">What is plotted, with unit, number of samples and interval.</param>
/// <param name="Footer">Run, date, machine, versions.</param>
/// <param name="Description">The same in words, for those who cannot see the picture.</param>
/// <param name="Svg">760 px wide, white ground, no script, no font of its own.</param>
/// <param name="Csv">The numbers in the picture.</param>
[TypeFormatterSource(typeof(Formatters), PreferredMimeTypes = ["text/html"])]
public sealed record Figure(
    string Id,
    string Title,
    string Subtitle,
    string Footer,
    string Description,
    string Svg,
    string Csv
)
{
    /// <param name="numbers">All that the picture shows: its CSV, and its description line by line.</param>
    internal static Figure Of(Frame frame, Drawing drawing, string subtitle, Table numbers)
    {
        var description = $"{subtitle} {string.Join("; ", numbers.Lines)}.";
        var svg = drawing.Svg(numbers.Id, numbers.Title, description);
        return new(numbers.Id, numbers.Title, subtitle, frame.Footer, description, svg, numbers.Csv);
    }
}
