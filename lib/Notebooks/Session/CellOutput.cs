using System.Text;

namespace Notebooks.Session;

/// <summary>
/// Sends the console output and <c>display</c> of running code to its cell. The cell travels with the
/// execution context. So code after an await or on another thread still writes to its own cell, and sessions
/// of one process do not mix.
/// </summary>
internal sealed class CellOutput(IOutputSink sink) : IDisposable
{
    private static readonly AsyncLocal<CellOutput?> Running = new();
    private static readonly Lock Installing = new();
    private static TextWriter? s_out;
    private static TextWriter? s_error;
    private static bool s_asks;

    private readonly IOutputSink _sink = sink;
    private readonly Lock _turn = new();
    private bool _ended;

    /// <summary>Sends to the sink of the running cell; outside of a cell everything is dropped.</summary>
    public static void Send(Action<IOutputSink> send)
    {
        if (Running.Value is { } cell)
        {
            try { }
            finally
            {
                // In a finally block: an abort waits for its end, and otherwise could leave the lock taken.
                lock (cell._turn)
                {
                    if (!cell._ended)
                    {
                        send(cell._sink);
                    }
                }
            }
        }
    }

    /// <summary>A line from the user of the running cell; null where there is no user.</summary>
    private static string? ReadLine()
    {
        IOutputSink sink;
        if (Running.Value is not { } cell)
        {
            return null;
        }
        lock (cell._turn)
        {
            if (cell._ended)
            {
                return null;
            }
            sink = cell._sink;
        }
        return sink.ReadLine();
    }

    /// <summary>Makes this the cell that the caller's execution context belongs to.</summary>
    public void Enter()
    {
        lock (Installing)
        {
            if (!ReferenceEquals(Console.Out, s_out))
            {
                Console.SetOut(new RoutedWriter("stdout", Console.Out));
                s_out = Console.Out;
            }
            if (!s_asks)
            {
                Console.SetIn(new RoutedReader());
                s_asks = true;
            }
            if (!ReferenceEquals(Console.Error, s_error))
            {
                Console.SetError(new RoutedWriter("stderr", Console.Error));
                s_error = Console.Error;
            }
        }
        Running.Value = this;
    }

    public void Dispose()
    {
        lock (_turn)
        {
            _ended = true;
        }
    }

    private sealed class RoutedReader : TextReader
    {
        public override string? ReadLine() => CellOutput.ReadLine();
    }

    /// <summary>Inside a cell this is the cell's stream; outside it is the console as before.</summary>
    private sealed class RoutedWriter(string name, TextWriter console) : TextWriter
    {
        public override Encoding Encoding => console.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            if (Running.Value is null)
            {
                console.Write(value);
            }
            else if (!string.IsNullOrEmpty(value))
            {
                Send(sink => sink.Stream(name, value));
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override void Flush() => console.Flush();
    }
}
