using System.Net.Sockets;
using Docker.DotNet;
using Measurement.Probing;

namespace Measurement.Targets;

/// <summary>
/// Calls to the Docker engine, which may be gone or hang. A call that has no limit of its own ends with its caller.
/// </summary>
internal static class EngineCall
{
    /// <summary>How long an engine may take for an answer that needs no work.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes a call that may fail, such as the removal of what is gone already.</summary>
    public static async Task TryAsync(Func<CancellationToken, Task> act)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            // A client that does not look at its token while it waits for the engine is left behind.
            await act(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception fault) when (fault is DockerApiException || IsSilence(fault)) { }
    }

    /// <param name="what">What is being done, for the sentence if it fails.</param>
    /// <param name="patience">The engine has to be done within this time.</param>
    /// <exception cref="LaunchFault">The engine was not done in time, does not answer, or refused.</exception>
    public static async Task<T> MakeAsync<T>(
        string what,
        TimeSpan patience,
        Func<CancellationToken, Task<T>> act,
        CancellationToken kill
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(kill);
        limit.CancelAfter(patience);
        try
        {
            // A client that does not look at its token while it waits for the engine is left behind.
            return await act(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
            when (!kill.IsCancellationRequested && patience != Timeout.InfiniteTimeSpan)
        {
            throw new LaunchFault(
                $"{what} failed: the Docker engine was not done within {patience.TotalSeconds:0} s",
                late
            );
        }
        catch (Exception fault)
            when (fault is DockerApiException || (IsSilence(fault) && fault is not OperationCanceledException))
        {
            throw new LaunchFault($"{what} failed: {fault.Message}", fault);
        }
    }

    /// <summary>The end of a sentence about an engine that is gone or hangs.</summary>
    public static string DoesNotAnswer(Exception fault) =>
        $"the Docker engine does not answer ({fault.GetBaseException().Message.TrimEnd('.')})";

    /// <summary>Whether there was no answer at all, unlike a refusal.</summary>
    public static bool IsSilence(Exception fault) =>
        fault
            is HttpRequestException
                or SocketException
                or IOException
                or TimeoutException
                or OperationCanceledException
                or DockerConfigurationException
                or AggregateException { InnerException: SocketException };
}
