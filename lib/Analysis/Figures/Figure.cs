using Analysis.Content;

namespace Analysis.Figures;

/// <summary>A picture with its finding. The same data always give the same bytes.</summary>
/// <param name="Id">Unique on a page: the item's id, such as F4.</param>
/// <param name="Title">The finding, computed from the data.</param>
/// <param name="Subtitle">What is plotted, with unit, number of samples and interval.</param>
/// <param name="Notes">Sentences below it that a reader must know. Run, machine and versions stand in the page's card.</param>
/// <param name="Description">The picture in words, for readers who cannot see it.</param>
/// <param name="Svg">The picture: 760 px wide, with a white ground, without script, without a font of its own.</param>
/// <param name="Csv">The numbers in the picture.</param>
public sealed record Figure(
    string Id,
    string Title,
    string Subtitle,
    IReadOnlyList<string> Notes,
    string Description,
    string Svg,
    string Csv
)
{
    /// <param name="numbers">All that the picture shows: its CSV and, line by line, its description.</param>
    internal static Figure Of(Drawing drawing, string subtitle, Table numbers, params IEnumerable<string> notes)
    {
        var description = $"{subtitle} {string.Join("; ", numbers.Lines)}.";
        var svg = drawing.Svg(numbers.Id, numbers.Title, description);
        return new(numbers.Id, numbers.Title, subtitle, [.. notes], description, svg, numbers.Csv);
    }
}
