using System.Globalization;
using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

namespace Analysis.Figures;

/// <summary>
/// A picture under construction: panels that ScottPlot draws, and texts that stay text. The origin is
/// top left, the unit pixels.
/// </summary>
internal sealed class Drawing(double height)
{
    public const double Width = 760;
    public const double LineHeight = 17;
    public const string FontName = "DejaVu Sans";
    private const string FontFamily = $"{FontName}, Verdana, sans-serif";
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";
    private static readonly SKTypeface Regular = SKTypeface.FromFamilyName(FontName);
    private static readonly SKTypeface Bold = SKTypeface.FromFamilyName(FontName, SKFontStyle.Bold);

    /// <summary>The distance from a line's middle to its baseline, in font sizes.</summary>
    private const double HalfCapHeight = 0.36;
    private readonly List<XElement> _elements = [];

    /// <summary>
    /// One line of text, centred on <paramref name="y"/>. Its measured length is stored with it, so that a reader's
    /// machine with another font sets it in the same space.
    /// </summary>
    public void Text(
        double x,
        double y,
        string text,
        HorizontalAlignment alignment = HorizontalAlignment.Left,
        Color? color = null,
        double size = 13,
        bool bold = false
    )
    {
        if (text.Length == 0)
        {
            return;
        }
        _elements.Add(
            new XElement(
                Namespace + "text",
                new XAttribute("x", Short(x)),
                new XAttribute("y", Short(y + (size * HalfCapHeight))),
                new XAttribute("font-size", Short(size)),
                bold ? new XAttribute("font-weight", "bold") : null,
                alignment == HorizontalAlignment.Right ? new XAttribute("text-anchor", "end") : null,
                new XAttribute("fill", (color ?? Palette.Ink).ToHex()),
                new XAttribute("textLength", Short(Measure(text, size, bold))),
                new XAttribute("lengthAdjust", "spacingAndGlyphs"),
                text
            )
        );
    }

    /// <summary>A thin line over the whole width, between groups.</summary>
    public void Rule(double y) =>
        _elements.Add(
            new XElement(
                Namespace + "path",
                new XAttribute("d", $"M0 {Short(y)}H{Width}"),
                new XAttribute("stroke", Palette.Faint.ToHex())
            )
        );

    /// <summary>Draws a plot into this area. The plot's texts become texts of this drawing.</summary>
    public void Place(Plot plot, PixelRect area)
    {
        var parts = Unclipped(XElement.Parse(plot.GetSvgXml((int)area.Width, (int)area.Height)))
            .ToLookup(part => part.Name.LocalName == "text");
        _elements.Add(
            new XElement(
                Namespace + "g",
                new XAttribute("transform", $"translate({Short(area.Left)} {Short(area.Top)})"),
                Joined(parts[false])
            )
        );
        foreach (var text in parts[true])
        {
            var size = (double)text.Attribute("font-size")!;
            double[] origin =
            [
                .. ((string)text.Attribute("transform")!)["translate(".Length..^1].Split(' ').Select(Number),
            ];
            Text(
                area.Left + origin[0] + First(text, "x"),
                area.Top + origin[1] + First(text, "y") - (size * HalfCapHeight),
                text.Value.Trim(),
                color: Color.FromHex((string?)text.Attribute("fill") ?? "#000000"),
                size: size
            );
        }
    }

    public string Svg(string id, string title, string description)
    {
        var ground = new XElement(
            Namespace + "rect",
            new XAttribute("width", "100%"),
            new XAttribute("height", "100%"),
            new XAttribute("fill", "#FFFFFF")
        );
        return new XElement(
            Namespace + "svg",
            new XAttribute("width", Width),
            new XAttribute("height", Math.Ceiling(height)),
            new XAttribute("viewBox", $"0 0 {Width} {Math.Ceiling(height)}"),
            new XAttribute("font-family", FontFamily),
            new XAttribute("id", $"{id}-svg"),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}-title {id}-desc"),
            new XElement(Namespace + "title", new XAttribute("id", $"{id}-title"), title),
            new XElement(Namespace + "desc", new XAttribute("id", $"{id}-desc"), description),
            new XElement(Namespace + "style", DarkStyle.Of($"{id}-svg", _elements.Prepend(ground))),
            ground,
            _elements
        ).ToString(SaveOptions.DisableFormatting);
    }

    public static double Measure(string text, double size = 13, bool bold = false)
    {
        using var font = new SKFont(bold ? Bold : Regular, (float)size);
        return font.MeasureText(text);
    }

    public static double Widest(IEnumerable<string> texts, bool bold = false) =>
        texts.Select(text => Measure(text, bold: bold)).DefaultIfEmpty(0).Max();

    /// <summary>The text in lines no wider than <paramref name="width"/>, broken between words.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size = 13, bool bold = false)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (lines[^1].Length > 0 && Measure(longer, size, bold) > width)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = longer;
            }
        }
        return lines;
    }

    /// <summary>
    /// Removes ScottPlot's clipping. ScottPlot clips every mark to the data area, with an id for each. Our marks always
    /// lie inside the data area, and the ids would collide where several figures share a page.
    /// </summary>
    private static IEnumerable<XElement> Unclipped(XElement element) =>
        element
            .Elements()
            .Where(child => child.Name.LocalName != "clipPath")
            .SelectMany(child => child.Name.LocalName == "g" ? Unclipped(child) : [child]);

    /// <summary>The place of a text's first letter: Skia places every letter by itself.</summary>
    private static double First(XElement text, string attribute) =>
        Number(((string)text.Attribute(attribute)!).Split(',')[0]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Joins neighbouring paths of one style: a strip of 30 ticks is one element instead of 30.</summary>
    private static List<XElement> Joined(IEnumerable<XElement> elements)
    {
        var joined = new List<XElement>();
        foreach (var element in elements)
        {
            element.SetAttributeValue("stroke-miterlimit", null);
            // SVG's initial fill is black. Written out, a style sheet can change it.
            element.SetAttributeValue("fill", Hexadecimal((string?)element.Attribute("fill") ?? "black"));
            element.SetAttributeValue("stroke", Hexadecimal((string?)element.Attribute("stroke")));
            if (joined.LastOrDefault() is { } last && Style(last) is { } style && style == Style(element))
            {
                last.SetAttributeValue("d", (string)last.Attribute("d")! + (string)element.Attribute("d")!);
            }
            else
            {
                joined.Add(element);
            }
        }
        return joined;
    }

    /// <summary>Skia writes some colours by their names or in three digits.</summary>
    private static string? Hexadecimal(string? color) =>
        color switch
        {
            "black" => "#000000",
            "white" => "#FFFFFF",
            ['#', var red, var green, var blue] => $"#{red}{red}{green}{green}{blue}{blue}",
            _ => color,
        };

    private static string? Style(XElement element) =>
        element.Name.LocalName != "path"
            ? null
            : string.Join(' ', element.Attributes().Where(attribute => attribute.Name != "d"));

    private static string Short(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
