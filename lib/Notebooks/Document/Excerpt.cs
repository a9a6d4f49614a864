namespace Notebooks.Document;

/// <summary>
/// The part that is kept of an output that is too long for a notebook, a front end or a page: its beginning, its end,
/// and between them a line that says how much is left out.
/// </summary>
internal static class Excerpt
{
    /// <summary>How many characters are kept of the beginning of a text.</summary>
    public const int HeadLength = 80_000;

    /// <summary>How many characters are kept of its end.</summary>
    public const int TailLength = 20_000;

    /// <summary>How many characters a form that cannot be cut, such as HTML, may have.</summary>
    public const int LongestForm = 5_000_000;

    public static string Of(string text)
    {
        if (text.Length <= HeadLength + TailLength)
        {
            return text;
        }
        var head = Head(text, HeadLength);
        var tail = Tail(text, TailLength);
        var gap = text.AsSpan(head.Length, text.Length - head.Length - tail.Length);
        return $"{head.TrimEnd('\n')}\n{Gap(gap.Length, gap.Count('\n'))}\n{tail}";
    }

    /// <summary>Cuts plain text. Another form that is too long is left out, and a sentence says so.</summary>
    public static MimeBundle Of(MimeBundle data)
    {
        if (data.Forms.All(IsShort))
        {
            return data;
        }
        var forms = data.Forms.Where(IsShort).ToDictionary();
        var gone = data.Forms.Where(form => !IsShort(form) && form.Key != MimeBundle.Plain);
        string[] texts =
        [
            .. gone.Select(form =>
                $"[{form.Value.Length:N0} characters of {form.Key} are left out: a display may have {LongestForm:N0}.]"
            ),
            .. data.Forms.TryGetValue(MimeBundle.Plain, out var text) ? [Of(text)] : Array.Empty<string>(),
        ];
        forms[MimeBundle.Plain] = string.Join('\n', texts);
        return new MimeBundle(forms);

        static bool IsShort(KeyValuePair<string, string> form) =>
            form.Value.Length <= (form.Key == MimeBundle.Plain ? HeadLength + TailLength : LongestForm);
    }

    public static CellError Of(CellError error) => new(error.Name, Of(error.Message), Of(error.ToString()).Split('\n'));

    /// <summary>The line that says how much is missing between the beginning and the end.</summary>
    public static string Gap(long characters, long lines) =>
        $"[{(lines > 0 ? $"{lines:N0} lines, " : "")}{characters:N0} characters are left out here.]";

    /// <summary>The first characters, up to the end of a line where there is one.</summary>
    public static string Head(string text, int length)
    {
        var lines = WholeLines(text, length);
        return lines.Length > 0 ? lines : text[..Boundary(text, length)];
    }

    /// <summary>The lines that end within the first characters.</summary>
    public static string WholeLines(string text, int length) => text[..(text.AsSpan(0, length).LastIndexOf('\n') + 1)];

    /// <summary>The last characters, from the beginning of a line where there is one.</summary>
    public static string Tail(string text, int length)
    {
        var start = text.IndexOf('\n', text.Length - length) + 1;
        return text[(start > 0 && start < text.Length ? start : Boundary(text, text.Length - length))..];
    }

    /// <summary>Moves a position so that it is not between the two halves of a character.</summary>
    private static int Boundary(string text, int position) =>
        position > 0 && position < text.Length && char.IsLowSurrogate(text[position]) ? position - 1 : position;
}
