namespace Measurement.Journals;

/// <summary>Sentences about damaged files, whatever they hold.</summary>
internal static class FileDamage
{
    private const int MaxShown = 60;

    /// <summary>What to do about a damaged file.</summary>
    private const string Remedy = "Restore the file; a damaged run can also be deleted with its folder.";

    /// <summary>The line of the record with this index: the first line has the columns' names.</summary>
    public static int LineOf(int index) => index + 2;

    public static string Stray(char found) =>
        found switch
        {
            '\n' => "a quote opens a field and nothing closes it",
            '\0' => "it holds NUL bytes",
            _ => "it is not valid UTF-8",
        };

    public static string Shortened(ReadOnlySpan<char> text) =>
        text.Length <= MaxShown ? text.ToString() : $"{text[..MaxShown]}..";

    public static MeasurementException Error(string path, string lines, string what) =>
        new($"{path}, {lines}: {what}. {Remedy}");

    /// <summary>The same for a file that is no text of lines.</summary>
    public static UsageException Malformed(string sentence) => new($"{sentence.TrimEnd('.')}. {Remedy}");
}
