using System.Diagnostics;

namespace Measurement.Hosts;

/// <summary>A running <c>ssh</c>. Its script on the other machine ends when its input ends.</summary>
internal sealed class SshProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _stderr;

    private SshProcess(Process process) => (_process, _stderr) = (process, process.StandardError.ReadToEndAsync());

    public static SshProcess Start(IReadOnlyList<string> command) =>
        new(
            Process.Start(
                new ProcessStartInfo(command[0], command.Skip(1))
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );

    public bool HasEnded => _process.HasExited;

    /// <summary>The next line that the script prints; null at its end.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancel) =>
        await _process.StandardOutput.ReadLineAsync(cancel);

    /// <summary>The last line that ssh wrote to stderr, or the first, which a program has written that ssh started.</summary>
    public async Task<string> ComplaintAsync(bool first, CancellationToken cancel)
    {
        var lines = (await _stderr.WaitAsync(cancel)).Trim().Split('\n');
        return lines[first ? 0 : ^1].Trim().TrimEnd('.') is { Length: > 0 } last
            ? last
            : "the connection ended at once";
    }

    /// <summary>Ends the script's input, and after a while ssh itself.</summary>
    public async Task EndAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    public ValueTask DisposeAsync() => new(EndAsync(TimeSpan.FromSeconds(5)));
}
