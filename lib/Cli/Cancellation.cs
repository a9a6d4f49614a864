using System.Runtime.InteropServices;

namespace Cli;

/// <summary>
/// Ctrl-C: the first one finishes what is in flight, flushes and ends; the second ends that, too. The other signals that
/// ask a program to end do the same.
/// </summary>
internal sealed class Cancellation : IDisposable
{
    private static readonly PosixSignal[] Ends =
    [
        PosixSignal.SIGINT,
        PosixSignal.SIGTERM,
        PosixSignal.SIGQUIT,
        PosixSignal.SIGHUP,
    ];

    private readonly Terminal _terminal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly PosixSignalRegistration[] _signals;

    public Cancellation()
    {
        _signals = [.. Ends.Select(each => PosixSignalRegistration.Create(each, On))];
    }

    public CancellationToken Stop => _stop.Token;
    public CancellationToken Kill => _kill.Token;

    /// <summary>Called at the first signal, so that the user sees that it was received.</summary>
    public Action? Stopping { get; set; }

    private void On(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGHUP)
        {
            _terminal.Leave();
        }
        if (_stop.IsCancellationRequested)
        {
            _kill.Cancel();
            return;
        }
        _stop.Cancel();
        Stopping?.Invoke();
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
        _stop.Dispose();
        _kill.Dispose();
    }
}
