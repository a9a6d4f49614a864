using System.IO.Pipes;
using System.Runtime.InteropServices;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Runner;

/// <summary>
/// The inside of the process that a notebook's cells run in. It ends when its runner is gone, and ends the processes
/// that cells have left running.
/// </summary>
public static class CellHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs cells for the runner at the other end of a pipe; never returns.</summary>
    /// <param name="pipe">The pipe's name.</param>
    public static void Serve(string pipe)
    {
        // A terminal's Ctrl-C arrives here, too. The runner decides what it means to the cell.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var stream = new NamedPipeClientStream(".", pipe, PipeDirection.InOut, PipeOptions.CurrentUserOnly);
        stream.Connect(Patience);
        using var reader = new StreamReader(stream);
        var output = new PipeSink(new StreamWriter(stream) { AutoFlush = true });
        var session = new CSharpSession(Environment.CurrentDirectory);
        CancellationTokenSource? stop = null;
        while (reader.ReadLine() is { } line)
        {
            switch (CellMessage.Parse(line))
            {
                case CellMessage.Execute cell:
                    stop = new CancellationTokenSource();
                    _ = ExecuteAsync(session, cell, output, stop.Token);
                    break;
                case CellMessage.Stop:
                    _ = stop?.CancelAsync();
                    break;
            }
        }
        ChildProcesses.KillAllBut(new HashSet<int>());
        // Threads that cells have started would keep the process alive.
        Environment.Exit(0);
    }

    private static async Task ExecuteAsync(
        CSharpSession session,
        CellMessage.Execute cell,
        PipeSink output,
        CancellationToken stop
    )
    {
        // Not on the thread that reads, which has to receive a stop.
        await Task.Yield();
        var result = await session.ExecuteAsync(cell.Code, cell.Name, output, stop);
        output.Send(new CellMessage.Ended(result));
    }

    private sealed class PipeSink(StreamWriter writer) : IOutputSink
    {
        private readonly Lock _turn = new();

        public void Stream(string name, string text) => Send(new CellMessage.Stream(name, text));

        public void Display(MimeBundle data, string displayId) => Send(new CellMessage.Display(data, displayId));

        public void UpdateDisplay(MimeBundle data, string displayId) =>
            Send(new CellMessage.UpdateDisplay(data, displayId));

        public void Clear(bool wait) => Send(new CellMessage.Clear(wait));

        /// <summary>Null: there is no user to ask.</summary>
        public string? ReadLine() => null;

        public void Send(CellMessage message)
        {
            lock (_turn)
            {
                writer.WriteLine(message.ToLine());
            }
        }
    }
}
