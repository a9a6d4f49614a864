using System.Diagnostics;
using System.Globalization;
using System.Text;
using Measurement;

namespace Cli.Tests;

/// <summary>What remains of a program that ended: exit code and both streams.</summary>
internal sealed record Answer(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>Checks that an error is said well: in one sentence on stderr, without a stack trace.</summary>
    public void SaysInOneSentence(int exitCode, params IEnumerable<string> words)
    {
        var sentence = Assert.Single(Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(words, word => Assert.Contains(word, sentence, StringComparison.Ordinal));
        Assert.Equal((exitCode, ""), (ExitCode, Stdout));
    }

    /// <summary>Checks that the program ended well; otherwise the test fails with what it said.</summary>
    public Answer Done()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Stdout}\n{Stderr}");
        return this;
    }
}

/// <summary>
/// A program started as a shell starts it: as leader of a process group of its own, so that a signal reaches the
/// processes that Ctrl-C in a terminal would reach. All that is left of the group is killed at the end of the test.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    /// <summary>After this a program is taken for hung. Nothing waits this long, but a busy machine may need minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly StringBuilder _stdout = new();
    private readonly StringBuilder _stderr = new();

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    /// <param name="environment">Variables added to this process's own; null removes a variable.</param>
    /// <remarks>
    /// Restores the signals that a terminal sends: tests in the background of a shell, and their children, would ignore
    /// Ctrl-C and Ctrl-\, and under nohup the end of the terminal.
    /// </remarks>
    public static Child Start(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IEnumerable<KeyValuePair<string, string?>> environment
    )
    {
        var start = new ProcessStartInfo(
            "setsid",
            ["/usr/bin/env", "--default-signal=INT,QUIT,HUP", program, .. arguments]
        )
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var child = new Child(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => Keep(child._stdout, line.Data);
        child._process.ErrorDataReceived += (_, line) => Keep(child._stderr, line.Data);
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Answer> RunAsync(string program, params IEnumerable<string> arguments)
    {
        await using var child = Start(program, arguments, Environment.CurrentDirectory, []);
        return await child.EndAsync();
    }

    /// <param name="patience">A time limit for programs that take even longer, such as a build.</param>
    public async Task<Answer> EndAsync(TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"still running after {patience ?? Patience}:\n{Text(_stdout)}\n{Text(_stderr)}");
        }
        return new Answer(_process.ExitCode, Text(_stdout), Text(_stderr));
    }

    /// <summary>Waits until the program has written this to stderr.</summary>
    public Task SaysAsync(string text) => UntilAsync(() => Text(_stderr).Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until this child has made a condition true; fails the test if the child ends before.</summary>
    public Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="UntilAsync(Func{bool})"/>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        var start = Clock.MonotonicNs;
        while (!await holds())
        {
            if (_process.HasExited || Clock.Since(start) > Patience)
            {
                Assert.Fail($"waited in vain:\n{Text(_stdout)}\n{Text(_stderr)}");
            }
            await Task.Delay(10);
        }
    }

    /// <summary>Sends the signal of Ctrl-C to the whole process group, as a terminal does.</summary>
    public void Interrupt() => Kill("-INT", $"-{Id}");

    /// <summary>Kills this one process without warning, as the kernel's out-of-memory killer does.</summary>
    public void KillAlone() => Kill("-KILL", $"{Id}");

    /// <summary>Every process that it started, and every process that those started.</summary>
    public IReadOnlyList<int> Descendants() => [.. Below(Id)];

    public static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].StartsWith(" Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The name of a process's program; empty where it has ended.</summary>
    public static string NameOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>A process's command line, with a NUL after each word; empty: it is gone.</summary>
    public static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Waits until a process that was killed has ended; fails the test if it stays.</summary>
    public static async Task EndedAsync(int process)
    {
        for (var start = Clock.MonotonicNs; IsAlive(process); await Task.Delay(10))
        {
            Assert.True(Clock.Since(start) < Patience, $"process {process} is still alive");
        }
    }

    private static IEnumerable<int> Below(int process)
    {
        var children = Threads(process)
            .SelectMany(thread => Numbers(Path.Combine(thread, "children")))
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture));
        return children.SelectMany(child => Below(child).Prepend(child));
    }

    private static string[] Threads(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string[] Numbers(string file)
    {
        try
        {
            return File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <param name="whom">A process; with a minus in front, a process group.</param>
    public static void Kill(string signal, string whom)
    {
        // It is no error if the process is gone already: kill's complaint would only confuse the log.
        var kill = new ProcessStartInfo("kill", [signal, "--", whom])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(kill)!;
        process.WaitForExit();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line is null ? "" : line + "\n");
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill("-KILL", $"-{Id}");
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
