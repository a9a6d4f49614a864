using ScottPlot;

namespace Analysis.Figures;

/// <summary>The colours in figures that belong to no target.</summary>
internal static class Palette
{
    public static Color Ink { get; } = Color.FromHex("#1a1a1a");
    public static Color Grey { get; } = Color.FromHex("#595959");
    public static Color Faint { get; } = Color.FromHex("#b3b3b3");
    public static Color Claimed { get; } = Color.FromHex("#dcdcdc");
    public static Color Rule { get; } = Color.FromHex("#e6e6e6");
}
