using System.Text.Json.Nodes;

namespace Cli.Tests;

/// <summary>Notebooks whose cells harm the process they run in, through the real command line.</summary>
public sealed class HostileNotebookTests : IDisposable
{
    private readonly SmallCheckout _checkout = new();

    private Workplace Here => _checkout.Here;

    public void Dispose() => _checkout.Dispose();

    public static TheoryData<string, string> Endings =>
        new()
        {
            { "Environment.Exit(0);", "exit code 0, as by Environment.Exit(0)" },
            { "Environment.Exit(7);", "exit code 7, as by Environment.Exit(7)" },
            { "int Deeper(int n) => Deeper(n + 1) + 1; Deeper(0);", "stack overflow" },
            {
                "new System.Threading.Thread(() => throw new InvalidOperationException(\"boom\")).Start(); System.Threading.Thread.Sleep(60_000);",
                "an exception that nothing caught, on a thread or in a callback of the cell: System.InvalidOperationException: boom"
            },
            { "Environment.FailFast(\"enough\");", "as by Environment.FailFast: enough" },
            {
                "System.Diagnostics.Process.GetCurrentProcess().Kill(); System.Threading.Thread.Sleep(60_000);",
                "signal 9 (SIGKILL)"
            },
        };

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_cell_that_ends_its_process_fails_in_a_sentence_and_what_ran_before_is_saved(
        string code,
        string reason
    )
    {
        var notebook = _checkout.AddNotebook(
            "01-hostile.ipynb",
            ["Console.WriteLine(\"first\");", $"Console.WriteLine(\"second\"); {code}", "Console.WriteLine(\"third\");"]
        );

        var answer = await Here.RunAsync("run", notebook);

        answer.SaysInOneSentence(1, "01-hostile.ipynb failed in cell 2", reason);
        var outputs = Outputs(notebook);
        Assert.Equal("first\n", Text(outputs[0][0]!["text"]));
        Assert.Equal("second\n", Text(outputs[1][0]!["text"]));
        Assert.Equal("error", (string?)outputs[1][1]!["output_type"]);
        Assert.Contains(reason, (string?)outputs[1][1]!["evalue"], StringComparison.Ordinal);
        Assert.Empty(outputs[2]);
    }

    [Fact]
    public async Task A_report_goes_on_with_the_other_pages()
    {
        await _checkout.MeasureAsync();
        _checkout.AddNotebook("01-hostile.ipynb", ["1 + 1", "Environment.Exit(0);"]);
        _checkout.AddNotebook("02-works.ipynb", ["\"It works.\""]);

        var answer = await Here.RunAsync("report", "--out", "pages");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("01-hostile.ipynb failed in cell 2", answer.Stderr, StringComparison.Ordinal);
        Assert.Contains("It works.", await PageAsync("02-works.html"), StringComparison.Ordinal);
        Assert.Contains(
            "exit code 0, as by Environment.Exit(0)",
            await PageAsync("01-hostile.html"),
            StringComparison.Ordinal
        );

        Task<string> PageAsync(string name) => File.ReadAllTextAsync(_checkout.PathOf("pages", name));
    }

    [Fact]
    public async Task A_flood_keeps_its_beginning_and_its_end_and_says_how_much_is_left_out()
    {
        var notebook = _checkout.AddNotebook(
            "01-flood.ipynb",
            ["for (var n = 1; n <= 3_000_000; n++) Console.WriteLine($\"line {n} of many\");", "1 / int.Parse(\"0\")"]
        );

        var answer = await Here.RunAsync("run", notebook);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("DivideByZeroException", answer.Stderr, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(_checkout.PathOf(notebook)).Length, 90_000, 200_000);
        var outputs = Outputs(notebook)[0];
        Assert.StartsWith("line 1 of many\n", Text(outputs[0]!["text"]), StringComparison.Ordinal);
        Assert.Matches(
            "^[[]2,99[0-9],[0-9]{3} lines, .* are left out here[.][]]$",
            Text(outputs[1]!["data"]!["text/plain"])
        );
        Assert.EndsWith("line 3000000 of many\n", Text(outputs[2]!["text"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_cell_with_every_process_that_it_started()
    {
        var notebook = _checkout.AddNotebook(
            "01-endless.ipynb",
            [
                "Console.WriteLine(\"first\");",
                """
                // One child, one grandchild, and one that has left its parents.
                System.Diagnostics.Process.Start("sh", ["-c", "sleep 1234 & setsid -f sleep 1234; sleep 1234"]);
                System.IO.File.WriteAllText("started", "");
                while (true) { }
                """,
            ]
        );
        await using var running = Here.Start("run", notebook);
        await running.UntilAsync(() => File.Exists(_checkout.PathOf("notebooks", "started")) && Sleepers().Count == 3);
        var sleepers = Sleepers();

        running.Interrupt();
        var answer = await running.EndAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("01-endless.ipynb: cancelled", answer.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain(sleepers, Child.IsAlive);
        Assert.Equal("first\n", Text(Outputs(notebook)[0][0]!["text"]));
    }

    [Fact]
    public async Task A_killed_run_leaves_no_process_behind()
    {
        var notebook = _checkout.AddNotebook(
            "01-endless.ipynb",
            ["System.Diagnostics.Process.Start(\"sleep\", \"1234\"); System.Threading.Thread.Sleep(60_000);"]
        );
        await using var running = Here.Start("run", notebook);
        await running.UntilAsync(() => Sleepers().Count == 1);
        var tree = running.Descendants();

        running.KillAlone();
        for (var attempt = 0; attempt < 1000 && tree.Any(Child.IsAlive); attempt++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(tree, Child.IsAlive);
    }

    /// <summary>The processes called sleep that were started from this test's folder.</summary>
    private IReadOnlyList<int> Sleepers() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(process =>
                    int.TryParse(Path.GetFileName(process), out _)
                    && Read($"{process}/cmdline").StartsWith("sleep\0", StringComparison.Ordinal)
                    && Read($"{process}/environ").Contains(Here.Folder, StringComparison.Ordinal)
                )
                .Select(process =>
                    int.Parse(Path.GetFileName(process), System.Globalization.CultureInfo.InvariantCulture)
                ),
        ];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>The outputs of each code cell.</summary>
    private IReadOnlyList<JsonArray> Outputs(string notebook) =>
        [
            .. JsonNode.Parse(File.ReadAllText(_checkout.PathOf(notebook)))!["cells"]!
                .AsArray()
                .Select(cell => cell!["outputs"]!.AsArray()),
        ];

    private static string Text(JsonNode? lines) => string.Concat(lines!.AsArray().Select(line => (string?)line));
}
