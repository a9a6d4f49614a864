using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Analysis.Tests.Fixtures;

/// <summary>Counts how often the files of a folder are opened, by the kernel's inotify(7).</summary>
internal sealed partial class FileOpens : IDisposable
{
    private const int DoNotBlock = 0x800;
    private const uint Opened = 0x20;
    private const int HeaderBytes = 16;
    private readonly SafeFileHandle _watch = new(Init(DoNotBlock), ownsHandle: true);

    public FileOpens(string folder) => Assert.True(Add(_watch, folder, Opened) >= 0, $"cannot watch {folder}");

    /// <summary>The names of files that were opened since the last call, once for each time.</summary>
    public IReadOnlyList<string> Seen()
    {
        var names = new List<string>();
        var events = new byte[1 << 16];
        for (nint length; (length = Read(_watch, events, events.Length)) > 0; )
        {
            // struct inotify_event: watch, mask, cookie and length of the name, four bytes each; then
            // the name, padded with NUL.
            for (var at = 0; at < length; )
            {
                var bytes = BitConverter.ToInt32(events, at + 12);
                names.Add(Encoding.UTF8.GetString(events, at + HeaderBytes, bytes).TrimEnd('\0'));
                at += HeaderBytes + bytes;
            }
        }
        return [.. names.Where(name => name.Length > 0)];
    }

    public void Dispose() => _watch.Dispose();

    [LibraryImport("libc", EntryPoint = "inotify_init1")]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Add(SafeFileHandle watch, string path, uint events);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle watch, byte[] events, nint length);
}
