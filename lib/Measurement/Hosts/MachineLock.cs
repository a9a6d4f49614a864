using System.Globalization;

namespace Measurement.Hosts;

/// <summary>
/// One collection at a time on a machine: two would disturb each other's measurements. The system drops the lock when
/// its process ends, however it ends.
/// </summary>
internal sealed class MachineLock : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    // EWOULDBLOCK: on Linux, and on macOS.
    private static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;
    private readonly FileStream _file;

    private MachineLock(FileStream file) => _file = file;

    /// <summary>Waits until no other collection is under way.</summary>
    /// <param name="folder">The machine's, for everybody who measures on it.</param>
    /// <param name="what">What those who wait are told.</param>
    /// <param name="waiting">Told once whom it waits for.</param>
    /// <exception cref="OperationCanceledException">Called off while waiting.</exception>
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

    /// <returns>Null: somebody holds it.</returns>
    private static FileStream? TryOpen(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                File.WriteAllText(path, "");
                OpenToAll(path);
            }
            // Reading is enough to lock, and allowed where another user made the file.
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (IOException fault) when (fault.HResult == WouldBlock)
        {
            return null;
        }
    }

    private static void Tell(string path, string holder)
    {
        try
        {
            File.WriteAllText(path, holder);
            OpenToAll(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Another user's file: those who wait see an older name.
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
