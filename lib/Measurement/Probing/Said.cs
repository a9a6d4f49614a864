using System.Text.RegularExpressions;

namespace Measurement.Probing;

/// <summary>What a program said on stderr, as a part of our own sentences.</summary>
internal static partial class Said
{
    private const int MostLetters = 400;

    /// <summary>
    /// The end of a text that a program wrote for a terminal: its last lines as one, without codes that move the cursor or
    /// change colours.
    /// </summary>
    public static string In(string text)
    {
        var lines = Control()
            .Replace(text, "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var said = string.Join(" | ", lines);
        return said.Length <= MostLetters ? said : $"..{said[^MostLetters..]}";
    }

    /// <summary>The same after a colon; empty where the program said nothing.</summary>
    public static string After(string text) => In(text) is { Length: > 0 } said ? $": {said}" : "";

    /// <summary>Escape sequences of ECMA-48, and control characters other than the end of a line.</summary>
    [GeneratedRegex(
        @"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)?|.)?|[\x00-\x09\x0b-\x1f\x7f]",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Control();
}
