using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>
/// Passes on what a cell shows, up to a limit. Of a long text the beginning is passed on at once, and the end
/// when the cell has ended, with a line between them that says how much is left out. Of many displays the
/// first ones are passed on.
/// </summary>
internal sealed class BoundedOutput(IOutputSink sink) : IOutputSink
{
    private const int MaxDisplays = 1000;
    private const long MaxDisplayedLength = 20_000_000;
    private readonly string _gap = Guid.NewGuid().ToString("N");
    private readonly Queue<(string Name, string Text)> _tail = [];
    private int _headLength;
    private bool _headIsFull;
    private int _tailLength;
    private long _charactersLeftOut;
    private long _linesLeftOut;
    private int _displays;
    private long _displayedLength;
    private long _displaysLeftOut;

    public void Stream(string name, string text)
    {
        if (!_headIsFull && _headLength + text.Length <= Excerpt.HeadLength)
        {
            _headLength += text.Length;
            sink.Stream(name, text);
            return;
        }
        var room = Excerpt.HeadLength - _headLength;
        var head =
            _headIsFull ? ""
            : _headLength == 0 ? Excerpt.Head(text, room)
            : Excerpt.WholeLines(text, room);
        _headIsFull = true;
        if (head.Length > 0)
        {
            sink.Stream(name, head);
        }
        KeepBack(name, text[head.Length..]);
    }

    public void Display(MimeBundle data, string displayId)
    {
        data = Excerpt.Of(data);
        var length = data.Forms.Sum(form => (long)form.Value.Length);
        if (_displays == MaxDisplays || _displayedLength + length > MaxDisplayedLength)
        {
            _displaysLeftOut++;
            return;
        }
        _displays++;
        _displayedLength += length;
        sink.Display(data, displayId);
    }

    public void UpdateDisplay(MimeBundle data, string displayId) => sink.UpdateDisplay(Excerpt.Of(data), displayId);

    public void Clear(bool wait)
    {
        Forget();
        sink.Clear(wait);
    }

    public string? ReadLine() => sink.ReadLine();

    /// <summary>Called when the cell has ended: passes on what was kept back.</summary>
    public CellResult End(CellResult result)
    {
        if (_charactersLeftOut > 0)
        {
            sink.UpdateDisplay(Notice(Excerpt.Gap(_charactersLeftOut, _linesLeftOut)), _gap);
        }
        foreach (var (name, text) in _tail)
        {
            sink.Stream(name, text);
        }
        if (_displaysLeftOut > 0)
        {
            sink.Display(
                Notice(
                    $"[{_displaysLeftOut:N0} more displays are left out: a cell may show {MaxDisplays:N0}, of {MaxDisplayedLength:N0} characters in all.]"
                ),
                Guid.NewGuid().ToString("N")
            );
        }
        Forget();
        return result with
        {
            Value = result.Value is { } value ? Excerpt.Of(value) : null,
            Error = result.Error is { } error ? Excerpt.Of(error) : null,
        };
    }

    private void KeepBack(string name, string text)
    {
        var kept = text.Length > Excerpt.TailLength ? Excerpt.Tail(text, Excerpt.TailLength) : text;
        _tail.Enqueue((name, kept));
        _tailLength += kept.Length;
        while (_tailLength > Excerpt.TailLength)
        {
            var (_, oldest) = _tail.Dequeue();
            _tailLength -= oldest.Length;
            LeaveOut(oldest);
        }
        LeaveOut(text.AsSpan(0, text.Length - kept.Length));
    }

    private void LeaveOut(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && _charactersLeftOut == 0)
        {
            sink.Display(Notice("[There is more output: its end is shown when the cell has ended.]"), _gap);
        }
        _charactersLeftOut += text.Length;
        _linesLeftOut += text.Count('\n');
    }

    private void Forget()
    {
        _tail.Clear();
        (_headIsFull, _headLength, _tailLength) = (false, 0, 0);
        (_charactersLeftOut, _linesLeftOut) = (0, 0);
        (_displays, _displayedLength, _displaysLeftOut) = (0, 0, 0);
    }

    private static MimeBundle Notice(string text) => new(new Dictionary<string, string> { [MimeBundle.Plain] = text });
}
