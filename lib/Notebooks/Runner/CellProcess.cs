using System.Diagnostics;
using System.IO.Pipes;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Runner;

/// <summary>The outside of the process that a notebook's cells run in (<see cref="CellHost"/>).</summary>
internal sealed class CellProcess : IAsyncDisposable
{
    /// <summary>nbformat's ename for a cell that ended its process.</summary>
    public const string EndedName = "ProcessEnded";

    /// <summary>
    /// A variable that every process of a notebook inherits. With it they are found after the
    /// notebook's process crashed.
    /// </summary>
    private const string Mark = "ANALYSIS_CELL_PROCESS";

    /// <summary>Longer than a session waits for a cell that does not stop.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _name = $"analysis-{Guid.NewGuid():N}"[..24];
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly Task _exited;
    private readonly EndReason _reason;
    private StreamReader? _reader;

    /// <param name="host">The command that calls <see cref="CellHost"/>; the pipe's name is added.</param>
    /// <param name="folder">The working folder of the cells.</param>
    public CellProcess(IReadOnlyList<string> host, string folder)
    {
        _pipe = new NamedPipeServerStream(
            _name,
            PipeDirection.InOut,
            maxNumberOfServerInstances: 1,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        var start = new ProcessStartInfo(host[0], [.. host.Skip(1), _name])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment[Mark] = _name;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _exited = _process.WaitForExitAsync();
        _reason = new EndReason(_process.StandardError);
    }

    /// <summary>Runs one cell.</summary>
    /// <param name="stop">Ends the cell as an interrupt does.</param>
    /// <param name="kill">Ends the process.</param>
    /// <returns>How it ended. A cell that ends the process has failed.</returns>
    public async Task<CellResult> ExecuteAsync(
        string code,
        string name,
        IOutputSink output,
        CancellationToken stop,
        CancellationToken kill
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(kill);
        try
        {
            await ConnectAsync(kill);
            await SendAsync(new CellMessage.Execute(code, name));
            await using var stopping = stop.Register(() =>
            {
                _ = SendAsync(new CellMessage.Stop());
                patience.CancelAfter(Patience);
            });
            while (await _reader!.ReadLineAsync(patience.Token) is { } line)
            {
                if (Take(CellMessage.Parse(line), output) is { } result)
                {
                    return result;
                }
            }
        }
        catch (IOException)
        {
            // The process is gone. This is handled like the end of its output.
        }
        catch (OperationCanceledException)
        {
            // The cell did not stop in time, or the user does not want to wait.
            _process.Kill();
        }
        await _exited;
        return stop.IsCancellationRequested || kill.IsCancellationRequested
            ? new CellResult(CellStatus.Cancelled)
            : new CellResult(CellStatus.Failed, Error: await EndAsync());
    }

    /// <summary>There is no further cell: ends the process, and those that cells have left running.</summary>
    /// <returns>Why it did not end well; null where it did.</returns>
    public async Task<CellError?> CloseAsync()
    {
        await _pipe.DisposeAsync();
        if (await Task.WhenAny(_exited, Task.Delay(Patience)) != _exited)
        {
            _process.Kill();
            await _exited;
            return null;
        }
        return _process.ExitCode == 0 ? null : await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        ChildProcesses.KillMarked(Mark, _name);
        _process.Dispose();
    }

    private async Task ConnectAsync(CancellationToken kill)
    {
        if (_reader is null)
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(kill);
            var connected = _pipe.WaitForConnectionAsync(gone.Token);
            if (await Task.WhenAny(connected, _exited) == _exited)
            {
                await gone.CancelAsync();
                throw new IOException();
            }
            await connected;
            _reader = new StreamReader(_pipe);
        }
    }

    private async Task SendAsync(CellMessage message) =>
        await _pipe.WriteAsync(System.Text.Encoding.UTF8.GetBytes(message.ToLine() + "\n"));

    private static CellResult? Take(CellMessage message, IOutputSink output)
    {
        switch (message)
        {
            case CellMessage.Stream(var name, var text):
                output.Stream(name, text);
                break;
            case CellMessage.Display(var data, var id):
                output.Display(data, id);
                break;
            case CellMessage.UpdateDisplay(var data, var id):
                output.UpdateDisplay(data, id);
                break;
            case CellMessage.Clear(var wait):
                output.Clear(wait);
                break;
            case CellMessage.Ended(var result):
                return result;
        }
        return null;
    }

    private async Task<CellError> EndAsync()
    {
        // Its children may hold its stderr open, so they are killed before it is read to its end.
        ChildProcesses.KillMarked(Mark, _name);
        var sentence = await _reason.TellAsync(_process.ExitCode);
        return new CellError(EndedName, sentence, [sentence]);
    }
}
