namespace Measurement;

/// <summary>A file that one process holds. The system drops the lock when the process ends, however it ends.</summary>
internal static class FileLock
{
    /// <summary>The name of the file in a folder that one process works in.</summary>
    public const string Name = ".lock";

    // The number of EWOULDBLOCK on macOS and on Linux.
    private static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>Makes the file and holds it. It goes with the lock.</summary>
    /// <returns>Null: another process holds it.</returns>
    public static FileStream? TryMake(string path) =>
        Try(() =>
            new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            )
        );

    /// <summary>Holds a file that is there and stays. It need not be this user's.</summary>
    /// <returns>Null: another process holds it.</returns>
    public static FileStream? TryTake(string path) =>
        Try(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None));

    private static FileStream? Try(Func<FileStream> open)
    {
        try
        {
            return open();
        }
        catch (IOException fault) when (fault.HResult == WouldBlock)
        {
            return null;
        }
    }
}
