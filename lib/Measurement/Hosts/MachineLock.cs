using System.Globalization;

namespace Measurement.Hosts;

/// <summary>
/// Allows one collection at a time on a machine, since two would disturb each other. The system drops the lock when its
/// process ends, however it ends.
/// </summary>
internal sealed class MachineLock : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly FileStream _file;

    private MachineLock(FileStream file) => _file = file;

    /// <summary>Waits until no other collection is under way.</summary>
    /// <param name="folder">The machine's folder for everybody who measures on it.</param>
    /// <param name="what">What those who wait for this process are told.</param>
    /// <param name="waiting">Called once if this process waits; it is told for whom.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task<MachineLock> TakeAsync(
        string folder,
        string what,
        Action<string> waiting,
        CancellationToken cancel
    )
    {
        var holder = Path.Combine(folder, "analysis-measuring.txt");
        var said = false;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryOpen(Path.Combine(folder, "analysis-measuring.lock")) is { } file)
            {
                var since = Clock.UtcNow.ToString("HH:mm", CultureInfo.InvariantCulture);
                Tell(holder, $"{what} of process {Environment.ProcessId}, since {since} UTC");
                return new MachineLock(file);
            }
            if (!said)
            {
                said = true;
                var who = File.Exists(holder) ? await File.ReadAllTextAsync(holder, cancel) : "another process";
                waiting($"Another collection measures on this machine ({who.Trim()}). Waiting for it to end.");
            }
            await Task.Delay(Look, cancel);
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <returns>Null: another process holds the lock.</returns>
    private static FileStream? TryOpen(string path)
    {
        try
        {
            if (IsLink(path))
            {
                throw new MeasurementException(
                    $"{path} is a symbolic link, which the lock on measuring never follows: remove it."
                );
            }
            MakeForAll(path);
            return FileLock.TryTake(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MeasurementException(
                $"The lock on measuring cannot be taken: {fault.Message.TrimEnd('.')}. See who owns {path}.",
                fault
            );
        }
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Makes the file unless it is there, or somebody is faster. A link in its place is not followed.</summary>
    private static void MakeForAll(string path)
    {
        if (File.Exists(path))
        {
            return;
        }
        try
        {
            using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
            {
                OpenToAll(path);
            }
        }
        catch (IOException) when (Path.Exists(path)) { }
    }

    private static void Tell(string path, string holder)
    {
        try
        {
            if (!IsLink(path))
            {
                MakeForAll(path);
                File.WriteAllText(path, holder);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The file belongs to another user: those who wait see an older name.
        }
    }

    private static void OpenToAll(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode readAndWrite =
                UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupWrite
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherWrite;
            File.SetUnixFileMode(path, readAndWrite);
        }
    }
}
