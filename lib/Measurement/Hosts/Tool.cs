using CliWrap;
using CliWrap.Buffered;

namespace Measurement.Hosts;

/// <summary>Runs programs to learn something, outside every timed launch.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The path of a program in the folders of <c>PATH</c>; null where no folder has it.</summary>
    public static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether it exited with 0, and what it printed (on stderr where it failed), trimmed.</summary>
    /// <param name="patience">How long it may take; null: 20 s.</param>
    public static async Task<(bool Ok, string Text)> AskAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel,
        TimeSpan? patience = null
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            var result = await CliWrap
                .Cli.Wrap(program)
                .WithArguments(arguments)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(limit.Token);
            return result.IsSuccess ? (true, result.StandardOutput.Trim()) : (false, result.StandardError.Trim());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, $"no answer within {(patience ?? Patience).TotalSeconds:0} s");
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return (false, fault.Message);
        }
    }
}
