using System.Diagnostics.CodeAnalysis;
using System.Runtime;

namespace Notebooks.Session;

/// <summary>
/// Runs a cell's code so that it can be stopped wherever it is: in a loop, in a wait, in what follows an await.
/// </summary>
/// <remarks>
/// .NET aborts a thread only under ControlledExecution, which takes synchronous code. So what follows an await comes here
/// too: this is the cell's synchronization context. It hands everything to the thread pool, which is where it would run
/// without a context, so code that blocks on a task does not lock itself out. What a cell starts by Task.Run runs
/// outside, and stops by itself or not at all.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "What follows an await may ask for the token at any time; undisposed it costs nothing."
)]
internal sealed class StoppableCode : SynchronizationContext
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private readonly CancellationTokenSource _abort = new();
    private readonly HashSet<Thread> _threads = [];
    private int _running;

    /// <param name="code">Runs on the thread pool.</param>
    /// <param name="cancellation">Gives the caller control back; what stops the code is <see cref="StopAsync"/>.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> code, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => started.SetResult(code()), null);
        var task = await started.Task.WaitAsync(cancellation);
        return await task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Aborts what is running. Blocks that clean up (finally) still run to their end, but for those of code that was
    /// awaiting; native code is not aborted. Comes back when everything has ended, or after the time.
    /// </summary>
    public async Task StopAsync(TimeSpan within)
    {
        // Not awaited: aborting a thread takes as long as its finally blocks do.
        if (!_abort.IsCancellationRequested)
        {
            _ = _abort.CancelAsync();
            InterruptWaits();
        }
        for (var left = within; Volatile.Read(ref _running) > 0 && left > TimeSpan.Zero; left -= Look)
        {
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        Interlocked.Increment(ref _running);
        ThreadPool.QueueUserWorkItem(_ => Run(d, state));
    }

    public override SynchronizationContext CreateCopy() => this;

    private void Run(SendOrPostCallback callback, object? state)
    {
        SetSynchronizationContext(this);
        try
        {
            lock (_threads)
            {
                _threads.Add(Thread.CurrentThread);
            }
#pragma warning disable SYSLIB0046 // Made for hosts like this one, that run code of others and have to get rid of it.
            ControlledExecution.Run(() => callback(state), _abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // That was the abort.
        }
        catch (Exception stray)
        {
            // Of an async void method: nobody awaits it, and unhandled it would end the process.
            Console.Error.WriteLine(stray);
        }
        finally
        {
            SetSynchronizationContext(null);
            Leave();
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>An abort does not end a wait. One that begins later belongs to code that cleans up.</summary>
    private void InterruptWaits()
    {
        lock (_threads)
        {
            foreach (var thread in _threads.Where(each => each.ThreadState.HasFlag(ThreadState.WaitSleepJoin)))
            {
                thread.Interrupt();
            }
        }
    }

    /// <summary>From here on nobody interrupts this thread; what came too late for its wait would hit the pool's own.</summary>
    private void Leave()
    {
        for (var left = false; !left; )
        {
            try
            {
                lock (_threads)
                {
                    _threads.Remove(Thread.CurrentThread);
                }
                if (_abort.IsCancellationRequested)
                {
                    Thread.Sleep(1);
                }
                left = true;
            }
            catch (ThreadInterruptedException)
            {
                // Forgotten.
            }
        }
    }
}
