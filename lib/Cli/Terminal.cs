using System.Globalization;
using System.Runtime.InteropServices;

namespace Cli;

/// <summary>The terminal that a command was started from. It is looked at in the beginning, while it is there.</summary>
internal sealed partial class Terminal
{
    private const string Descriptors = "/proc/self/fd";

    private readonly string[] _devices =
    [
        .. new[]
        {
            (Number: 1, IsTerminal: !Console.IsOutputRedirected),
            (Number: 2, IsTerminal: !Console.IsErrorRedirected),
        }
            .Where(stream => stream.IsTerminal)
            .Select(stream => new FileInfo($"{Descriptors}/{stream.Number}").LinkTarget)
            .OfType<string>(),
    ];

    /// <summary>
    /// Writes nothing to the terminal any more, which was closed: each write to it would fail, and end the command before
    /// it has cleaned up. What goes to a file or a pipe still goes there.
    /// </summary>
    public void Leave()
    {
        if (_devices.Length == 0)
        {
            return;
        }
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        // .NET writes to copies of the streams, so every descriptor of the terminal is replaced.
        foreach (var file in Directory.GetFiles(Descriptors).Where(IsOfTheTerminal))
        {
            _ = Duplicate(
                nowhere.DangerousGetHandle().ToInt32(),
                int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture)
            );
        }
    }

    /// <summary>The device's file may be gone by now.</summary>
    private bool IsOfTheTerminal(string descriptor) =>
        new FileInfo(descriptor).LinkTarget is { } device
        && _devices.Any(known => device == known || device == $"{known} (deleted)");

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);
}
