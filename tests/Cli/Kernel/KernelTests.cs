using System.Diagnostics;

namespace Cli.Tests;

/// <summary>Cells in the kernel, through the real jupyter_client. Times are only compared with a cell's full length.</summary>
public sealed class KernelTests : IDisposable
{
    private const double Patience = 10;
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_cell_shows_its_streams_displays_and_value()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync(
            """
            Console.WriteLine("out");
            Console.Error.WriteLine("err");
            var shown = display(HTML("<b>one</b>"));
            shown.Update("two");
            "text".DisplayAs("text/markdown");
            6 * 7
            """
        );

        Assert.Equal("ok", cell.Status);
        Assert.Equal(("out\n", "err\n", "42"), (cell.Stream("stdout"), cell.Stream("stderr"), cell.Value));
        var (first, second) = (cell.All("display_data")[0], cell.All("update_display_data")[0]);
        Assert.Equal("<b>one</b>", (string?)first["data"]!["text/html"]);
        Assert.Equal("two", (string?)second["data"]!["text/plain"]);
        Assert.Equal((string?)first["transient"]!["display_id"], (string?)second["transient"]!["display_id"]);
        Assert.Equal("text", (string?)cell.All("display_data")[1]["data"]!["text/markdown"]);
        Assert.Equal(1, (int)cell.All("execute_input").Single()["execution_count"]!);
    }

    [Fact]
    public async Task Variables_types_and_awaits_carry_over_from_cell_to_cell()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        await client.ExecuteAsync("record Point(int X); var p = await Task.FromResult(new Point(20));");
        await client.ExecuteAsync("int Twice(int n) => 2 * n;");

        Assert.Equal("40", (await client.ExecuteAsync("Twice(p.X)")).Value);
    }

    [Fact]
    public async Task A_value_is_shown_as_its_type_prefers()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("new[] { new { Name = \"a\", Size = 1 } }");

        Assert.Contains("<table", (string?)cell.All("execute_result").Single()["data"]!["text/html"]);
    }

    [Fact]
    public async Task An_error_names_the_cell_and_its_line_and_aborts_what_waits_behind_it()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("void Fail() =>\n    throw new InvalidOperationException(\"no\");");

        var cell = await client.ExecuteAsync("1.ToString();\nFail();");

        Assert.Equal("error", cell.Status);
        Assert.Contains("InvalidOperationException: no", cell.Traceback, StringComparison.Ordinal);
        Assert.Contains("at cell 1, line 2: throw new", cell.Traceback, StringComparison.Ordinal);
        Assert.Contains("at cell 2, line 2: Fail();", cell.Traceback, StringComparison.Ordinal);
        var statuses = await client.DoAsync("execute_at_once", new { codes = new[] { "1", "Fail()", "2" } });
        Assert.Equal(["ok", "error", "aborted"], statuses.AsArray().Select(status => (string?)status));
    }

    [Fact]
    public async Task What_does_not_compile_is_told_with_its_place()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("var a = 1;\nvar b = c;");

        Assert.Contains("cell 1, line 2: error CS0103", cell.Traceback, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("System.Diagnostics.Process.Start(\"sleep\", \"60\").WaitForExit();")]
    public async Task An_interrupt_really_stops_a_cell_and_the_session_lives_on(string endless)
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var kept = 7; var cleaned = false;");

        var cell = await client.InterruptAsync(
            $$"""
            try { Console.WriteLine("started"); {{endless}} Console.WriteLine("went on"); }
            finally { cleaned = true; }
            """,
            at: "started"
        );

        Assert.Equal("error", cell.Status);
        Assert.InRange(cell.SecondsToStop, 0, Patience);
        Assert.Equal("started\n", cell.Stream("stdout"));
        Assert.Equal("7", (await client.ExecuteAsync("kept")).Value);
    }

    [Fact]
    public async Task An_interrupt_runs_what_cleans_up()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var cleaned = false;");

        await client.InterruptAsync(
            "try { Console.WriteLine(1); while (true) { } } finally { cleaned = true; }",
            at: "1"
        );

        Assert.Equal("True", (await client.ExecuteAsync("cleaned")).Value);
    }

    [Fact]
    public async Task An_interrupt_kills_the_processes_that_the_cell_started()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.InterruptAsync(
            """
            var child = System.Diagnostics.Process.Start("sh", ["-c", "sleep 60 & sleep 60"]);
            Console.WriteLine(child.Id);
            child.WaitForExit();
            """,
            at: "stdout"
        );

        var id = int.Parse(cell.Stream("stdout"), System.Globalization.CultureInfo.InvariantCulture);
        await Child.EndedAsync(id);
    }

    [Fact]
    public async Task An_interrupt_spares_what_an_earlier_cell_started()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var server = System.Diagnostics.Process.Start(\"sleep\", \"60\");");

        await client.InterruptAsync("Console.WriteLine(1); while (true) { }", at: "stdout");

        Assert.Equal("False", (await client.ExecuteAsync("server.HasExited")).Value);
    }

    [Fact]
    public async Task A_cell_that_reads_a_line_asks_the_user()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        const string code = "Console.WriteLine(\"Your name?\"); $\"hello {Console.ReadLine()}\"";

        var answered = await client.DoAsync("execute_and_answer", new { code, answer = "you" });
        var alone = await client.ExecuteAsync("Console.ReadLine()");

        Assert.Equal("input_request", (string?)answered["asked"]);
        Assert.Equal(
            ("Your name?\n", "hello you"),
            (new Executed(answered).Stream("stdout"), new Executed(answered).Value)
        );
        Assert.Equal("<null>", alone.Value);
    }

    [Fact]
    public async Task What_was_shown_can_be_cleared()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("Console.Write(1); ClearOutput(wait: true); Console.Write(2);");

        Assert.True((bool)cell.All("clear_output").Single()["wait"]!);
    }

    [Fact]
    public async Task A_front_end_gets_of_a_flood_the_beginning_and_the_end()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("for (var n = 1; n <= 1_000_000; n++) Console.WriteLine(n);");

        Assert.InRange(cell.Stream("stdout").Length, 50_000, 100_000);
        Assert.StartsWith("1\n2\n", cell.Stream("stdout"), StringComparison.Ordinal);
        Assert.EndsWith("999999\n1000000\n", cell.Stream("stdout"), StringComparison.Ordinal);
        var notice = cell.All("display_data").Single();
        var update = cell.All("update_display_data").Single();
        Assert.Equal((string?)notice["transient"]!["display_id"], (string?)update["transient"]!["display_id"]);
        Assert.Contains("are left out here.]", (string?)update["data"]!["text/plain"]);
    }

    [Fact]
    public async Task Large_outputs_give_their_memory_back()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        var before = await MebibytesAsync();

        await client.ExecuteAsync(
            """
            for (var n = 0; n < 5; n++) Console.Write(new string('x', 100_000_000));
            for (var n = 0; n < 20; n++) display(new string((char)('a' + n), 900_000));
            """
        );
        var after = await MebibytesAsync();
        for (var attempt = 0; attempt < 100 && after > before + 64; attempt++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            after = await MebibytesAsync();
        }

        Assert.InRange(after, 0, before + 64);

        async Task<long> MebibytesAsync() =>
            long.Parse((await client.ExecuteAsync("Environment.WorkingSet / 1024 / 1024")).Value!);
    }

    [Fact]
    public async Task What_a_cell_started_ends_with_a_kernel_that_is_killed()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        var child = await client.ExecuteAsync("System.Diagnostics.Process.Start(\"sleep\", \"600\").Id");
        var kernel = await client.ExecuteAsync("Environment.ProcessId");

        Child.Kill("-KILL", kernel.Value!);

        await Child.EndedAsync(int.Parse(child.Value!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_long_error_is_broken_into_lines_since_editors_cut_them_off()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("throw new Exception(string.Join(' ', Enumerable.Range(1000, 60)));");

        Assert.All(cell.Traceback.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains(
            string.Join(' ', Enumerable.Range(1000, 60)),
            cell.Traceback.Replace('\n', ' '),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_library_by_path_a_file_and_another_notebook_come_in()
    {
        _here.Write("more.cs", "int Thrice(int n) => 3 * n;");
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("#!import more.cs\nThrice(4)");
        var unknown = await client.ExecuteAsync("#!magic");

        Assert.Equal("12", cell.Value);
        Assert.Contains("#!magic is not known here", unknown.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_forgets_and_a_shutdown_takes_the_children_along()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var x = 1;");
        await client.DoAsync("restart");
        Assert.Equal("error", (await client.ExecuteAsync("x")).Status);
        var child = await client.ExecuteAsync("System.Diagnostics.Process.Start(\"sleep\", \"60\").Id");

        Assert.False((bool)await client.DoAsync("shut_down"));

        var id = int.Parse(child.Value!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task An_exception_that_cannot_say_what_it_is_about_is_still_an_error()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync(
            "class Mute : Exception { public override string Message => throw new NotSupportedException(); }\nthrow new Mute();"
        );

        Assert.Equal("error", cell.Status);
        Assert.Contains("its message throws NotSupportedException", cell.Traceback, StringComparison.Ordinal);
    }
}
