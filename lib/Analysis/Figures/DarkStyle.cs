using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ScottPlot;

namespace Analysis.Figures;

/// <summary>
/// Colours of a drawing on a dark ground, as a style sheet of the drawing's own. A page and an exported notebook follow
/// the reader's system; in VS Code and JupyterLab the editor's theme decides, which they write on the page's body. The
/// drawing's attributes keep the light colours, for viewers that know no style sheets and for print.
/// </summary>
internal static class DarkStyle
{
    /// <summary>WCAG 2.2, success criterion 1.4.3: text can be read from this contrast on.</summary>
    private const double ReadableContrast = 4.5;
    private static readonly Color Ground = Color.FromHex("#17191b");
    private static readonly string[] Paints = ["fill", "stroke"];

    /// <param name="id">The id of the drawing's root.</param>
    public static string Of(string id, IEnumerable<XElement> elements)
    {
        var used = elements
            .SelectMany(element => element.DescendantsAndSelf())
            .SelectMany(element => element.Attributes())
            .Where(attribute => Paints.Contains(attribute.Name.LocalName) && attribute.Value.StartsWith('#'))
            .Select(attribute => attribute.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var light = new StringBuilder();
        var dark = new StringBuilder();
        var rules = new StringBuilder();
        foreach (var color in used)
        {
            var name = $"--c{color[1..].ToLowerInvariant()}";
            light.Append(CultureInfo.InvariantCulture, $"{name}:{color};");
            dark.Append(CultureInfo.InvariantCulture, $"{name}:{OnDark(Color.FromHex(color)).ToHex()};");
            foreach (var paint in Paints)
            {
                rules.Append(CultureInfo.InvariantCulture, $"#{id} [{paint}=\"{color}\"]{{{paint}:var({name})}}");
            }
        }
        return $"#{id}{{{light}}}"
            + $"@media screen and (prefers-color-scheme:dark){{body:not(.vscode-light):not([data-jp-theme-light=\"true\"]) #{id}{{{dark}}}}}"
            + $"body.vscode-dark #{id},body[data-jp-theme-light=\"false\"] #{id}{{{dark}}}"
            + rules;
    }

    /// <summary>
    /// Greys change places with their opposites. A colour keeps its hue and is made lighter until it can be read.
    /// </summary>
    internal static Color OnDark(Color color)
    {
        var (hue, saturation, lightness) = color.ToHSL();
        if (saturation < 0.1)
        {
            return Color.FromHSL(0, 0, 1 - (0.91f * lightness));
        }
        var lighter = color;
        for (var l = lightness; Contrast(lighter, Ground) < ReadableContrast && l < 1; l += 0.02f)
        {
            lighter = Color.FromHSL(hue, saturation, l);
        }
        return lighter;
    }

    /// <summary>The contrast ratio of WCAG 2.2, from 1 to 21.</summary>
    internal static double Contrast(Color one, Color other)
    {
        var (lighter, darker) = (
            Math.Max(Luminance(one), Luminance(other)),
            Math.Min(Luminance(one), Luminance(other))
        );
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double Luminance(Color color)
    {
        return (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

        static double Linear(byte channel)
        {
            var share = channel / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }
    }
}
