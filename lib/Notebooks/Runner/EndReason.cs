namespace Notebooks.Runner;

/// <summary>
/// Reads what a process writes to stderr and passes it on. What the .NET runtime writes when it ends the process is not
/// passed on: it says why the process ended.
/// </summary>
internal sealed class EndReason
{
    private const int FirstSignal = 128;

    /// <summary>How the runtime's last message begins, and its meaning; the rest follows after a colon.</summary>
    private static readonly (string Beginning, string Meaning)[] Known =
    [
        ("Stack overflow.", "stack overflow, from a method that calls itself without end"),
        ("Unhandled exception.", "an exception that nothing caught, on a thread or in a callback of the cell"),
        ("Process terminated.", "the runtime gave up, as by Environment.FailFast"),
        ("Out of memory.", "out of memory"),
        ("Fatal error.", "a fatal error of the runtime"),
    ];

    private readonly Task<string?> _reading;

    public EndReason(TextReader stderr) => _reading = ReadAsync(stderr);

    /// <summary>One sentence, for a process that ended without being asked to.</summary>
    public async Task<string> TellAsync(int exitCode)
    {
        var said = await _reading
            .WaitAsync(TimeSpan.FromSeconds(5))
            .ContinueWith(read => read.IsCompletedSuccessfully ? read.Result : null, TaskScheduler.Default);
        var reason =
            said
            ?? exitCode switch
            {
                FirstSignal + 9 =>
                    "signal 9 (SIGKILL), which is also how the system ends a process when memory runs out",
                > FirstSignal => $"signal {exitCode - FirstSignal}",
                _ => $"exit code {exitCode}, as by Environment.Exit({exitCode})",
            };
        return $"The cell ended the notebook's process: {reason.TrimEnd('.')}.";
    }

    private static async Task<string?> ReadAsync(TextReader stderr)
    {
        string? meaning = null;
        string? detail = null;
        while (await stderr.ReadLineAsync() is { } line)
        {
            if (meaning is not null)
            {
                // The detail is on the next line, unless that belongs to the stack trace.
                detail ??=
                    line.StartsWith(' ') || line.StartsWith("Repeat", StringComparison.Ordinal) ? "" : line.Trim();
            }
            else if (
                Known.FirstOrDefault(each => line.StartsWith(each.Beginning, StringComparison.Ordinal)) is
                { Meaning: { } known } first
            )
            {
                meaning = known;
                detail = line.Length > first.Beginning.Length ? line[first.Beginning.Length..].Trim() : null;
            }
            else
            {
                await Console.Error.WriteLineAsync(line);
            }
        }
        return string.IsNullOrEmpty(detail) ? meaning : $"{meaning}: {detail}";
    }
}
