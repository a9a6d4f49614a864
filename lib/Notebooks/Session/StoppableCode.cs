using System.Diagnostics.CodeAnalysis;
using System.Runtime;

namespace Notebooks.Session;

/// <summary>
/// Runs a cell's code so that it can be stopped anywhere: in a loop, in a wait, after an await.
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
    private readonly HashSet<RunningThread> _threads = [];
    private int _running;

    /// <summary>Set while this thread runs code of a cell.</summary>
    [ThreadStatic]
    private static RunningThread? t_current;

    static StoppableCode() =>
        AppDomain.CurrentDomain.FirstChanceException += (_, thrown) =>
        {
            if (thrown.Exception is ThreadAbortException or ThreadInterruptedException)
            {
                t_current?.Stopped();
            }
        };

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
        _ = _abort.CancelAsync();
        for (var left = within; Volatile.Read(ref _running) > 0 && left > TimeSpan.Zero; left -= Look)
        {
            InterruptWaits();
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
        var thread = new RunningThread(_abort.Token);
        try
        {
            t_current = thread;
            lock (_threads)
            {
                _threads.Add(thread);
            }
#pragma warning disable SYSLIB0046 // Made for hosts like this one, that run code of others and have to get rid of it.
            ControlledExecution.Run(() => callback(state), _abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception) when (_abort.IsCancellationRequested)
        {
            // That was the abort, or what it interrupted.
        }
        catch (Exception stray)
        {
            // Of an async void method: nobody awaits it, and unhandled it would end the process.
            Console.Error.WriteLine(stray);
        }
        finally
        {
            SetSynchronizationContext(null);
            Leave(thread);
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>
    /// An abort does not end a wait, be it one that the code is just about to begin: so the waits are looked for until
    /// everything has ended. Those of code that cleans up are left alone.
    /// </summary>
    private void InterruptWaits()
    {
        lock (_threads)
        {
            foreach (var thread in _threads.Where(each => each.IsToBeInterrupted))
            {
                thread.Thread.Interrupt();
            }
        }
    }

    /// <summary>From here on nobody interrupts this thread; what came too late for its wait would hit the pool's own.</summary>
    private void Leave(RunningThread thread)
    {
        for (var left = false; !left; )
        {
            try
            {
                t_current = null;
                lock (_threads)
                {
                    _threads.Remove(thread);
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

    private sealed class RunningThread(CancellationToken abort)
    {
        private volatile bool _cleansUp;

        public Thread Thread { get; } = Thread.CurrentThread;

        public bool IsToBeInterrupted => !_cleansUp && Thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

        /// <summary>By an abort or an interrupt: what it still runs, and waits for, are blocks that clean up.</summary>
        public void Stopped() => _cleansUp = abort.IsCancellationRequested;
    }
}
