using System.Diagnostics.CodeAnalysis;
using System.Runtime;

namespace Notebooks.Session;

/// <summary>
/// Runs a cell's code so that it can be stopped anywhere: in a loop, in a wait, after an await.
/// </summary>
/// <remarks>
/// .NET aborts a thread only under ControlledExecution, which takes synchronous code. So code that follows an await
/// must come here, too: this is the cell's synchronization context. It hands everything to the thread pool, where it
/// would run without a context, so code that blocks on a task does not lock itself out. Code that a cell starts by
/// Task.Run runs outside, and stops by itself or not at all.
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

    /// <param name="code">The code to run. It runs on the thread pool.</param>
    /// <param name="cancellation">Returns to the caller. Only <see cref="StopAsync"/> stops the code.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> code, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => started.SetResult(code()), null);
        var task = await started.Task.WaitAsync(cancellation);
        return await task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Aborts the running code. Blocks that clean up (finally) still run to their end, except those of code that was
    /// awaiting. Native code is not aborted. Returns when everything has ended, or after the time.
    /// </summary>
    public async Task StopAsync(TimeSpan within)
    {
        // Not awaited: aborting a thread takes as long as its finally blocks.
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
            // The exception is the abort, or comes from what it interrupted.
        }
        catch (Exception stray)
        {
            // The exception is from an async void method. Nobody awaits it, and unhandled it would end the process.
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
    /// An abort does not end a wait, not even one that the code is just about to begin. So this method looks for
    /// waits and interrupts them, and is called again and again until everything has ended. Waits of code that
    /// cleans up are left alone.
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

    /// <summary>
    /// After this nobody interrupts the thread. An interrupt that came too late for its wait is taken here: otherwise
    /// it would hit a wait of the thread pool.
    /// </summary>
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
                // This was an interrupt that came too late: it is ignored.
            }
        }
    }

    private sealed class RunningThread(CancellationToken abort)
    {
        private volatile bool _cleansUp;

        public Thread Thread { get; } = Thread.CurrentThread;

        public bool IsToBeInterrupted => !_cleansUp && Thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);

        /// <summary>At an abort or interrupt: after it only blocks that clean up still run and wait.</summary>
        public void Stopped() => _cleansUp = abort.IsCancellationRequested;
    }
}
